import { type AddressObject, simpleParser } from "mailparser";
import type { CaughtMail, KeptMail } from "./caught-mail.ts";

const PREVIEW_LENGTH = 200;

type Envelope = KeptMail["envelope"];

/** Reads a raw message (RFC 5322) into what the mailbox shows. Never throws on odd mail: absent parts are empty. */
export async function readMail(
  raw: Buffer,
  at: { id: string; receivedAt: string; envelope: Envelope },
): Promise<CaughtMail> {
  const parsed = await simpleParser(raw, { skipImageLinks: true });
  const text = parsed.text ?? "";
  return {
    id: at.id,
    receivedAt: at.receivedAt,
    messageId: parsed.messageId ?? null,
    from: parsed.from?.text ?? at.envelope.from,
    to: recipientsOf(parsed.to, at.envelope),
    subject: parsed.subject ?? "",
    size: raw.length,
    preview: text.replaceAll(/\s+/gu, " ").trim().slice(0, PREVIEW_LENGTH),
    text: parsed.text ?? null,
    html: parsed.html === false || parsed.html === undefined ? null : parsed.html,
    headers: headersOf(parsed.headerLines),
    envelope: at.envelope,
    attachments: parsed.attachments.map(({ filename }, index) => filename ?? `attachment-${index + 1}`),
  };
}

/** The part that is kept in the index. */
export function summarizeMail(mail: CaughtMail): KeptMail {
  const { text: _text, html: _html, headers: _headers, ...kept } = mail;
  return kept;
}

/** Those named in the header; blind copies appear in the envelope alone. */
function recipientsOf(to: AddressObject | AddressObject[] | undefined, envelope: Envelope): string[] {
  if (to === undefined) return envelope.to;
  const lists = Array.isArray(to) ? to : [to];
  return lists.flatMap((list) => list.value.map((address) => address.address ?? address.name));
}

/** Header lines as sent, unfolded; repeated ones joined with a line break. */
function headersOf(lines: readonly { key: string; line: string }[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, line } of lines) {
    const value = line
      .slice(line.indexOf(":") + 1)
      .replaceAll(/\r?\n[ \t]+/gu, " ")
      .trim();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}\n${value}`;
  }
  return headers;
}
