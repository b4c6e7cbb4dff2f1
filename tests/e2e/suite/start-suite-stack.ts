import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "../../../engine/runtime/supervisor/start-stack.ts";

export const SUITE_EMAIL = "admin@example.com";

/** One API and one worker over the shared servers, with a database of their own: nothing is in it but the administrator. */
export async function startSuiteStack(): Promise<{
  url: string;
  email: string;
  password: string;
  stop: () => Promise<void>;
}> {
  const dataFolder = mkdtempSync(join(tmpdir(), "flowright-e2e-"));
  const database = new URL(process.env["FLOWRIGHT_TEST_MONGODB_URI"] ?? "");
  database.pathname = `/e2e-${randomBytes(4).toString("hex")}`;
  const password = randomBytes(12).toString("base64url");
  const stack = await startStack({
    dataFolder,
    parts: ["api", "worker"],
    useFreePort: true,
    environment: {
      PATH: process.env["PATH"],
      MONGODB_URI: database.href,
      TEMPORAL_ADDRESS: process.env["FLOWRIGHT_TEST_TEMPORAL_ADDRESS"],
      SMTP_URL: process.env["FLOWRIGHT_TEST_SMTP_URL"],
      FLOWRIGHT_MAILBOX_URL: process.env["FLOWRIGHT_TEST_MAILBOX_URL"],
      FLOWRIGHT_MAILBOX_TOKEN: process.env["FLOWRIGHT_TEST_MAILBOX_TOKEN"],
      FLOWRIGHT_ADMIN_EMAIL: SUITE_EMAIL,
      FLOWRIGHT_ADMIN_PASSWORD: password,
      LOG_LEVEL: "warn",
    },
    onLine: (part, line) =>
      process.env["FLOWRIGHT_E2E_LOGS"] === undefined ? undefined : console.error(`[${part}] ${line}`),
  });
  return {
    url: stack.urls.app,
    email: SUITE_EMAIL,
    password,
    stop: async () => {
      await stack.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
