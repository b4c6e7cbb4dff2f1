import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { expect, onTestFinished, test } from "vitest";
import { createMailboxClient } from "../../../engine/runtime/mail-catcher/client.ts";
import { startStack } from "../../../engine/runtime/supervisor/start-stack.ts";

test("a mail that was acknowledged is there once, also when the catcher is killed while it takes more", async () => {
  const folder = mkdtempSync(join(tmpdir(), "flowright-mailbox-"));
  const stack = await startStack({
    dataFolder: folder,
    parts: ["mailbox"],
    environment: { PATH: process.env["PATH"] },
  });
  onTestFinished(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const acknowledged: string[] = [];
  const refused: string[] = [];
  const sendAll = async (round: number): Promise<void> => {
    const transport = createTransport({ url: stack.urls.smtp, pool: true, maxConnections: 8 });
    const send = async (index: number) => {
      const messageId = `<${round}-${index}@example.com>`;
      try {
        await transport.sendMail({ from: "a@example.com", to: "b@example.com", subject: "x", text: "x", messageId });
        acknowledged.push(messageId);
      } catch {
        refused.push(messageId);
      }
      if (index === 60) stack.kill("mailbox");
    };
    await Promise.all(Array.from({ length: 200 }, async (_, index) => send(index)));
    transport.close();
    await stack.waitUntilUp("mailbox", 20_000);
  };
  for (let round = 1; round <= 3; round += 1) await sendAll(round);
  expect(acknowledged.length).toBeGreaterThan(100);
  expect(refused.length).toBeGreaterThan(0);
  const mailbox = createMailboxClient({ url: stack.urls.mailbox ?? "", token: stack.mailboxToken ?? "" });
  const counts = await Promise.all(acknowledged.map(async (id) => (await mailbox.findByMessageId(id)).count));
  expect(counts.filter((count) => count !== 1)).toEqual([]);
});
