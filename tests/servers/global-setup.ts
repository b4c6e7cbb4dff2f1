import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "../../engine/runtime/supervisor/start-stack.ts";

/**
 * Real servers for a vitest run: those that `npm test` shares by FLOWRIGHT_TEST_* variables, else private ones that end
 * with the run. Tests read the same variables.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["FLOWRIGHT_TEST_TEMPORAL_ADDRESS"] !== undefined) return undefined;
  const dataFolder = mkdtempSync(join(tmpdir(), "flowright-servers-"));
  const stack = await startStack({
    dataFolder,
    parts: ["temporal", "mongodb", "mailbox"],
    timeSkipping: true,
    environment: { PATH: process.env["PATH"] },
  });
  process.env["FLOWRIGHT_TEST_TEMPORAL_ADDRESS"] = stack.urls.temporal;
  process.env["FLOWRIGHT_TEST_MONGODB_URI"] = stack.urls.mongodb;
  process.env["FLOWRIGHT_TEST_SMTP_URL"] = stack.urls.smtp;
  process.env["FLOWRIGHT_TEST_MAILBOX_URL"] = stack.urls.mailbox ?? "";
  process.env["FLOWRIGHT_TEST_MAILBOX_TOKEN"] = stack.mailboxToken ?? "";
  return async () => {
    await stack.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
