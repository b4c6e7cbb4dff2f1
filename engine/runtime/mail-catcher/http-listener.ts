import { timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as z from "zod";
import { errorDataOf, type FlowrightError } from "../../../definitions/errors.ts";
import { runtimeError } from "../runtime-error.ts";
import type { MailStore } from "./mail-store.ts";

export interface HttpListener {
  port: number;
  close(): Promise<void>;
}

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  MAILBOX_TOKEN_REFUSED: 401,
  MAILBOX_MAIL_UNKNOWN: 404,
  MAILBOX_REQUEST_INVALID: 400,
};

const listQuerySchema = z.strictObject({
  search: z.string().max(200).optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const messageIdQuerySchema = z.strictObject({ id: z.string().min(1).max(998) });

/** The mailbox as JSON; every request needs the bearer token. Port 0 = a free one. */
export async function listenForReaders(
  store: MailStore,
  at: { host: string; port: number },
  token: string,
): Promise<HttpListener> {
  const server = createServer((request, response) => {
    answer(store, token, request, response).catch((error: unknown) => {
      const data = errorDataOf(error);
      sendJson(response, STATUS_BY_CODE[data.code] ?? 500, data);
    });
  });
  server.listen(at.port, at.host);
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : at.port,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function answer(
  store: MailStore,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!holdsToken(request, token)) throw runtimeError("MAILBOX_TOKEN_REFUSED", "The token is missing or wrong.");
  const url = new URL(request.url ?? "/", "http://mailbox");
  const query = Object.fromEntries(url.searchParams);
  const route = `${request.method ?? ""} ${url.pathname}`;
  if (route === "GET /mails") return sendJson(response, 200, store.list(parseQuery(listQuerySchema, query)));
  if (route === "DELETE /mails") {
    await store.clear();
    response.writeHead(204).end();
    return undefined;
  }
  if (route === "GET /mails/by-message-id")
    return sendJson(response, 200, store.findByMessageId(parseQuery(messageIdQuerySchema, query).id));
  const match = /^GET \/mails\/([^/]+)(\/raw)?$/u.exec(route);
  if (match === null) throw invalidRequest(`there is nothing at ${route}`);
  const id = match[1] ?? "";
  if (match[2] === undefined) return sendJson(response, 200, await store.read(id));
  const raw = await store.readRaw(id);
  response.writeHead(200, { "content-type": "message/rfc822" }).end(raw);
  return undefined;
}

function holdsToken(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function parseQuery<T>(schema: z.ZodType<T>, query: Record<string, string>): T {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw invalidRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

function invalidRequest(problem: string): FlowrightError {
  return runtimeError("MAILBOX_REQUEST_INVALID", `The mailbox does not understand the request: ${problem}.`, {
    problem,
  });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
