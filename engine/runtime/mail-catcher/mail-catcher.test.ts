import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMailboxClient, type MailboxClient } from "./client.ts";
import { type MailCatcher, startMailCatcher } from "./start-mail-catcher.ts";

const token = "a-token-of-the-tests";
let folder: string;
let catcher: MailCatcher;
let client: MailboxClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "flowright-mails-"));
  await open();
});

afterEach(async () => {
  await catcher.close();
  await rm(folder, { recursive: true });
});

async function open(): Promise<void> {
  catcher = await startMailCatcher({ folder, smtpPort: 0, httpPort: 0, token });
  client = createMailboxClient(catcher.mailbox);
}

async function send(mail: {
  subject: string;
  messageId?: string;
  to?: string;
  bcc?: string;
  attachments?: { filename: string; content: string }[];
}) {
  const transport = createTransport({ url: catcher.smtpUrl });
  await transport.sendMail({
    from: "Flowright <robot@example.com>",
    to: "ann@example.com",
    text: "你好 Ann",
    html: "<p>Hello <b>Ann</b></p>",
    ...mail,
  });
  transport.close();
}

test("keeps a mail with text, html, envelope, headers and attachment names", async () => {
  await send({
    subject: "线索已分配",
    messageId: "<one@example.com>",
    bcc: "boss@example.com",
    attachments: [{ filename: "a.csv", content: "x" }],
  });
  const { items, total } = await client.list();
  expect(total).toBe(1);
  const mail = await client.read(items[0]?.id ?? "");
  expect(mail).toMatchObject({
    subject: "线索已分配",
    messageId: "<one@example.com>",
    to: ["ann@example.com"],
    envelope: { from: "robot@example.com", to: ["ann@example.com", "boss@example.com"] },
    attachments: ["a.csv"],
  });
  expect(mail.text).toContain("你好 Ann");
  expect(mail.html).toContain("<b>Ann</b>");
  expect(mail.headers["mime-version"]).toBe("1.0");
  expect(await client.readRaw(mail.id)).toContain("Message-ID: <one@example.com>");
});

test("two deliveries of one Message-ID are two mails", async () => {
  await send({ subject: "first", messageId: "<same@example.com>" });
  await send({ subject: "second", messageId: "<same@example.com>" });
  await send({ subject: "other", messageId: "<other@example.com>" });
  const found = await client.findByMessageId("same@example.com");
  expect(found.count).toBe(2);
  expect(found.mails.map(({ subject }) => subject)).toEqual(["first", "second"]);
  expect(await client.findByMessageId("<none@example.com>")).toEqual({ count: 0, mails: [] });
});

test("finds its mail after a restart and forgets what was never acknowledged", async () => {
  await send({ subject: "kept", messageId: "<kept@example.com>" });
  await catcher.close();
  await writeFile(join(folder, "0000000000001-000001-00000000.eml"), "half a mail");
  await open();
  expect((await client.list()).items.map(({ subject }) => subject)).toEqual(["kept"]);
  expect((await client.findByMessageId("<kept@example.com>")).count).toBe(1);
  expect((await readdir(folder)).filter((name) => name.endsWith(".eml"))).toHaveLength(1);
});

test("pages newest first, each mail once, and searches", async () => {
  for (let index = 1; index <= 7; index += 1) await send({ subject: `mail ${index}`, to: `p${index}@example.com` });
  const subjects: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.list({ limit: 3, cursor });
    subjects.push(...page.items.map(({ subject }) => subject));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(subjects).toEqual([7, 6, 5, 4, 3, 2, 1].map((index) => `mail ${index}`));
  const found = await client.list({ search: "P5@EXAMPLE" });
  expect(found.items.map(({ subject }) => subject)).toEqual(["mail 5"]);
});

test("refuses a wrong token, an unknown mail, a path and an unknown parameter, each with its code", async () => {
  const stranger = createMailboxClient({ ...catcher.mailbox, token: "another-token-entirely" });
  await expect(stranger.list()).rejects.toMatchObject({ code: "MAILBOX_TOKEN_REFUSED" });
  await expect(client.read("0000000000001-000001-00000000")).rejects.toMatchObject({ code: "MAILBOX_MAIL_UNKNOWN" });
  await expect(client.readRaw("../../secret-keys")).rejects.toMatchObject({ code: "MAILBOX_MAIL_UNKNOWN" });
  await expect(client.list({ limit: 5_000 })).rejects.toMatchObject({ code: "MAILBOX_REQUEST_INVALID" });
});

test("clears all, also on the disk", async () => {
  await send({ subject: "gone" });
  await client.clear();
  expect(await client.list()).toEqual({ items: [], nextCursor: null, total: 0 });
  expect(await readdir(folder)).toEqual([]);
});

test("takes many mails at once without losing or doubling one", async () => {
  const transport = createTransport({ url: catcher.smtpUrl, pool: true, maxConnections: 8, maxMessages: 1_000 });
  const ids = Array.from({ length: 200 }, (_, index) => `<m${index}@example.com>`);
  await Promise.all(
    ids.map(async (messageId) =>
      transport.sendMail({ from: "a@example.com", to: "b@example.com", subject: messageId, text: "x", messageId }),
    ),
  );
  transport.close();
  expect((await client.list({ limit: 1 })).total).toBe(200);
  const counts = await Promise.all(ids.map(async (id) => (await client.findByMessageId(id)).count));
  expect(counts.every((count) => count === 1)).toBe(true);
});
