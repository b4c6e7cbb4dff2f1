import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runtimeError } from "../runtime-error.ts";
import { type CaughtMail, type KeptMail, keptMailSchema, type MailPage, type MailsByMessageId } from "./caught-mail.ts";
import { readMail, summarizeMail } from "./read-mail.ts";

const ID_PATTERN = /^\d{13}-\d{6}-[0-9a-f]{8}$/u;
const READ_AT_ONCE = 32;

/** Mail on disk with an index in memory. A mail exists once its `.json` does; two deliveries are two mails. */
export interface MailStore {
  /** Resolves when the mail is on the disk, whatever happens after. */
  keep(raw: Buffer, envelope: KeptMail["envelope"]): Promise<KeptMail>;
  /** Newest first. `search` looks in addresses, subject and preview; `cursor` is the last page's `nextCursor`. */
  list(query: { search?: string | undefined; cursor?: string | undefined; limit: number }): MailPage;
  /** Throws MAILBOX_MAIL_UNKNOWN. */
  read(id: string): Promise<CaughtMail>;
  /** The message as it came. Throws MAILBOX_MAIL_UNKNOWN. */
  readRaw(id: string): Promise<Buffer>;
  /** All deliveries with that Message-ID, with or without angle brackets. */
  findByMessageId(messageId: string): MailsByMessageId;
  clear(): Promise<void>;
}

/** Opens the store in a folder; what a crash left half-written (never acknowledged) is removed. */
export async function openMailStore(folder: string, now: () => Date = () => new Date()): Promise<MailStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let mails = await readIndex(folder);
  const byMessageId = new Map<string, KeptMail[]>();
  for (const mail of mails) noteMessageId(byMessageId, mail);
  let sequence = mails.length;
  let lastMs = 0;

  const nextId = (): string => {
    lastMs = Math.max(now().getTime(), lastMs);
    sequence += 1;
    return `${String(lastMs).padStart(13, "0")}-${String(sequence % 1_000_000).padStart(6, "0")}-${randomBytes(4).toString("hex")}`;
  };
  const indexed = (id: string): KeptMail => {
    const mail = ID_PATTERN.test(id) ? mails.find((kept) => kept.id === id) : undefined;
    if (mail === undefined) throw runtimeError("MAILBOX_MAIL_UNKNOWN", `There is no mail ${id}.`, { id });
    return mail;
  };
  const readRaw = async (id: string) => readFile(join(folder, `${indexed(id).id}.eml`));

  return {
    async keep(raw, envelope) {
      const at = { id: nextId(), receivedAt: now().toISOString(), envelope };
      const mail = summarizeMail(await readMail(raw, at));
      await writeDurably(folder, `${at.id}.eml`, raw);
      await writeDurably(folder, `${at.id}.json`, JSON.stringify(mail));
      await syncFolder(folder);
      insertInOrder(mails, mail);
      noteMessageId(byMessageId, mail);
      return mail;
    },
    list: (query) => listMails(mails, query),
    async read(id) {
      const { receivedAt, envelope } = indexed(id);
      return readMail(await readRaw(id), { id, receivedAt, envelope });
    },
    readRaw,
    findByMessageId(messageId) {
      const found = byMessageId.get(bareMessageId(messageId)) ?? [];
      return { count: found.length, mails: [...found] };
    },
    async clear() {
      const removed = mails;
      mails = [];
      byMessageId.clear();
      for (const { id } of removed) {
        await rm(join(folder, `${id}.json`), { force: true });
        await rm(join(folder, `${id}.eml`), { force: true });
      }
    },
  };
}

/** Deliveries at the same time may end in another order than they began. */
function insertInOrder(mails: KeptMail[], mail: KeptMail): void {
  let place = mails.length;
  while (place > 0 && (mails[place - 1]?.id ?? "") > mail.id) place -= 1;
  mails.splice(place, 0, mail);
}

function listMails(
  mails: readonly KeptMail[],
  { search, cursor, limit }: { search?: string | undefined; cursor?: string | undefined; limit: number },
): MailPage {
  const found =
    search === undefined || search === "" ? mails : mails.filter((mail) => matches(mail, search.toLowerCase()));
  const items: KeptMail[] = [];
  let hasMore = false;
  for (let index = found.length - 1; index >= 0; index -= 1) {
    const mail = found[index];
    if (mail === undefined || (cursor !== undefined && mail.id >= cursor)) continue;
    hasMore = items.length === limit;
    if (hasMore) break;
    items.push(mail);
  }
  return { items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null, total: found.length };
}

function matches(mail: KeptMail, wanted: string): boolean {
  return [mail.subject, mail.from, ...mail.to, ...mail.envelope.to, mail.preview, mail.messageId ?? ""].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

function noteMessageId(index: Map<string, KeptMail[]>, mail: KeptMail): void {
  if (mail.messageId === null) return;
  const key = bareMessageId(mail.messageId);
  const same = index.get(key);
  if (same === undefined) index.set(key, [mail]);
  else same.push(mail);
}

function bareMessageId(messageId: string): string {
  return messageId.trim().replace(/^<(.*)>$/u, "$1");
}

async function readIndex(folder: string): Promise<KeptMail[]> {
  const names = await readdir(folder);
  const complete = new Set(
    names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length)),
  );
  for (const name of names.filter(
    (name) => name.endsWith(".new") || (name.endsWith(".eml") && !complete.has(name.slice(0, -4))),
  ))
    await rm(join(folder, name), { force: true });
  const ids = [...complete].filter((id) => ID_PATTERN.test(id)).sort();
  const mails: KeptMail[] = [];
  for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
    const batch = ids.slice(start, start + READ_AT_ONCE);
    mails.push(...(await Promise.all(batch.map(async (id) => readKept(folder, id)))));
  }
  return mails;
}

async function readKept(folder: string, id: string): Promise<KeptMail> {
  return keptMailSchema.parse(JSON.parse(await readFile(join(folder, `${id}.json`), "utf8")));
}

async function writeDurably(folder: string, name: string, content: Buffer | string): Promise<void> {
  const draft = join(folder, `${name}.new`);
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(content);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, name));
}

/** Renames are on the disk only when their folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
