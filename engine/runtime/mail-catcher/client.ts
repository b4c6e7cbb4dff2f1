import type * as z from "zod";
import { errorDataSchema } from "../../../definitions/error-data.ts";
import { FlowrightError } from "../../../definitions/errors.ts";
import { runtimeError } from "../runtime-error.ts";
import {
  type CaughtMail,
  caughtMailSchema,
  type MailPage,
  mailPageSchema,
  type MailsByMessageId,
  mailsByMessageIdSchema,
} from "./caught-mail.ts";

/** The built-in mailbox as API, worker and tests see it. All methods throw MAILBOX_UNREACHABLE when it is down. */
export interface MailboxClient {
  /** Newest first; `limit` 1 to 200, default 50. */
  list(query?: {
    search?: string | undefined;
    cursor?: string | undefined;
    limit?: number | undefined;
  }): Promise<MailPage>;
  /** Throws MAILBOX_MAIL_UNKNOWN. */
  read(id: string): Promise<CaughtMail>;
  /** The message as it came. Throws MAILBOX_MAIL_UNKNOWN. */
  readRaw(id: string): Promise<string>;
  /** All deliveries with that Message-ID: settles a send whose answer was lost. */
  findByMessageId(messageId: string): Promise<MailsByMessageId>;
  clear(): Promise<void>;
}

const REQUEST_LIMIT_MS = 10_000;

/** A client for the mailbox at `url` (`Configuration.mailbox`). */
export function createMailboxClient({ url, token }: { url: string; token: string }): MailboxClient {
  const request = async (
    method: string,
    path: string,
    query: Record<string, string | number | undefined> = {},
  ): Promise<Response> => {
    const target = new URL(path, url);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) target.searchParams.set(name, String(value));
    const response = await fetch(target, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    }).catch((error: unknown) => {
      throw unreachable(error instanceof Error ? error.message : String(error), error);
    });
    if (response.ok) return response;
    const known = errorDataSchema.safeParse(await response.json().catch(() => undefined));
    throw known.success ? new FlowrightError(known.data) : unreachable(`HTTP status ${response.status}`);
  };
  const getJson = async <T>(
    schema: z.ZodType<T>,
    path: string,
    query?: Record<string, string | number | undefined>,
  ): Promise<T> => {
    const response = await request("GET", path, query);
    const parsed = schema.safeParse(await response.json());
    if (!parsed.success) throw unreachable("its answer is not that of a mailbox", parsed.error);
    return parsed.data;
  };
  return {
    list: async (query) => getJson(mailPageSchema, "/mails", query),
    read: async (id) => getJson(caughtMailSchema, `/mails/${encodeURIComponent(id)}`),
    readRaw: async (id) => (await request("GET", `/mails/${encodeURIComponent(id)}/raw`)).text(),
    findByMessageId: async (messageId) => getJson(mailsByMessageIdSchema, "/mails/by-message-id", { id: messageId }),
    async clear() {
      await request("DELETE", "/mails");
    },
  };
}

function unreachable(problem: string, cause?: unknown): FlowrightError {
  return runtimeError(
    "MAILBOX_UNREACHABLE",
    `The built-in mailbox does not answer: ${problem}.`,
    { problem },
    {
      class: "system",
      retryable: true,
      cause,
    },
  );
}
