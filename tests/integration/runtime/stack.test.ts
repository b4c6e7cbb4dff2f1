import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createMailboxClient } from "../../../engine/runtime/mail-catcher/client.ts";
import { identifyProcess } from "../../../engine/runtime/supervisor/process-identity.ts";
import { type Stack, startStack } from "../../../engine/runtime/supervisor/start-stack.ts";

/** A process of ours in small: says that it is ready and answers with what it was given. */
const FAKE_PART = `
  import { createServer } from "node:http";
  const { FLOWRIGHT_PORT, FLOWRIGHT_PUBLIC_URL, MONGODB_URI, TEMPORAL_ADDRESS, SMTP_URL, FLOWRIGHT_SECRET_KEYS } = process.env;
  const server = createServer((request, response) => response.end(JSON.stringify({ pid: process.pid, FLOWRIGHT_PUBLIC_URL, MONGODB_URI, TEMPORAL_ADDRESS, SMTP_URL, hasKeys: FLOWRIGHT_SECRET_KEYS?.length > 40 })));
  if (process.argv[1].includes("api")) server.listen(Number(FLOWRIGHT_PORT), "127.0.0.1", () => process.send({ type: "ready" }));
  else { setInterval(() => {}, 1000); process.send({ type: "ready" }); }
  process.on("SIGTERM", () => process.exit(0));
`;

async function startFakeStack(folder: string): Promise<Stack> {
  const api = join(folder, "api.mjs");
  const worker = join(folder, "worker.mjs");
  for (const file of [api, worker]) writeFileSync(file, FAKE_PART);
  return startStack({
    dataFolder: join(folder, "data"),
    entryFiles: { api, worker },
    workers: 2,
    useFreePort: true,
    environment: { PATH: process.env["PATH"] },
  });
}

test("a whole stack: addresses handed on, killed parts come back, data stays over a restart, nothing is left running", async () => {
  const folder = mkdtempSync(join(tmpdir(), "flowright-stack-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const stack = await startFakeStack(folder);
  const parts = ["temporal", "mongodb", "mailbox", "api", "worker", "worker-2"];
  const pids = parts.map((part) => stack.pidOf(part) ?? 0);
  try {
    const told = (await (await fetch(stack.urls.app)).json()) as Record<string, unknown>;
    expect(told).toMatchObject({
      FLOWRIGHT_PUBLIC_URL: stack.urls.app,
      MONGODB_URI: stack.urls.mongodb,
      TEMPORAL_ADDRESS: stack.urls.temporal,
      SMTP_URL: stack.urls.smtp,
      hasKeys: true,
    });
    expect(readFileSync(join(folder, "data", "run", "mongodb.pid"), "utf8").trim()).toBe(
      String(stack.pidOf("mongodb")),
    );
    await expect(startFakeStack(folder)).rejects.toMatchObject({ code: "INSTANCE_ALREADY_RUNNING" });
    for (const part of parts) {
      const before = stack.pidOf(part);
      stack.kill(part);
      await stack.waitUntilUp(part, 30_000);
      expect(stack.pidOf(part)).not.toBe(before);
    }
    pids.push(...parts.map((part) => stack.pidOf(part) ?? 0));
  } finally {
    await stack.stop();
  }
  expect(pids.filter((pid) => identifyProcess(pid) !== undefined)).toEqual([]);

  const again = await startFakeStack(folder);
  try {
    expect(again.urls.mongodb).toBe(stack.urls.mongodb);
    expect(again.urls.temporal).toBe(stack.urls.temporal);
    expect(again.administrator).toEqual({ ...stack.administrator, isNew: false });
    expect(again.environment["FLOWRIGHT_SECRET_KEYS"]).toBe(stack.environment["FLOWRIGHT_SECRET_KEYS"]);
    const mailbox = createMailboxClient({ url: again.urls.mailbox ?? "", token: again.mailboxToken ?? "" });
    expect((await mailbox.list()).total).toBe(0);
  } finally {
    await again.stop();
  }
});
