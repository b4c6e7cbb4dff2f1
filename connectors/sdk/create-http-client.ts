import { request as send } from "undici";
import { FlowrightError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import type { EgressGuard } from "./egress-guard.ts";
import { errorOfFailure, errorOfStatus, httpError } from "./http-errors.ts";
import type { Logger } from "./logger.ts";
import type { HttpClient, HttpMethod, HttpRequest, HttpResponse } from "./http-client.ts";

export interface HttpClientOptions {
  guard: EgressGuard;
  /** Host patterns that the connector declares; `connection` stands for the base URL's host. */
  hosts: readonly string[];
  baseUrl?: string | undefined;
  /** Sent to the base URL's origin only. */
  authHeaders?: Record<string, string>;
  idempotencyKey: string;
  /** W3C Trace Context, sent along so that the other system's part is found with ours. */
  traceparent?: string | undefined;
  signal: AbortSignal;
  /** Told of each call: method, address without query, status or error code, milliseconds. */
  logger?: Logger;
  timeoutMs?: number;
  maxResponseBytes?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 5 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const READS: ReadonlySet<string> = new Set(["GET", "HEAD"]);
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The HTTP client that the host hands to operations; its errors are in `HttpClient`. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  return {
    async request(request) {
      const method = request.method ?? "GET";
      const first = resolveUrl(request, options.baseUrl);
      let url = first;
      for (let hop = 0; ; hop += 1) {
        checkHost(url, options);
        // A redirect to another origin gets none of the caller's headers: they may hold credentials.
        const isSameOrigin = url.origin === first.origin;
        const response = await toldExchange(url, method, isSameOrigin ? request : { ...request, headers: {} }, options);
        const location = response.headers["location"];
        if (REDIRECTS.has(response.status) && location !== undefined && READS.has(method) && hop < MAX_REDIRECTS) {
          url = new URL(location, url);
          continue;
        }
        if (request.acceptStatus?.includes(response.status) === true) return response;
        const where = { method, url: shownUrl(url) };
        const error = errorOfStatus(response.status, where, response.text, response.headers["retry-after"]);
        if (error !== null) throw error;
        return response;
      }
    },
  };
}

async function toldExchange(...call: Parameters<typeof exchange>): Promise<HttpResponse> {
  const [url, method, request, { logger, idempotencyKey }] = call;
  const began = performance.now();
  const tell = (answer: { status: number } | { code: string }) => {
    const key = READS.has(method) ? {} : { idempotencyKey: request.idempotencyKey ?? idempotencyKey };
    const ms = Math.round(performance.now() - began);
    logger?.debug({ method, url: shownUrl(url), ...answer, ms, ...key }, "HTTP call");
  };
  try {
    const response = await exchange(...call);
    tell({ status: response.status });
    return response;
  } catch (error) {
    tell({ code: error instanceof FlowrightError ? error.code : "SYSTEM_UNEXPECTED" });
    throw error;
  }
}

async function exchange(
  url: URL,
  method: HttpMethod,
  request: HttpRequest,
  options: HttpClientOptions,
): Promise<HttpResponse> {
  const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  const where = { method, url: shownUrl(url) };
  try {
    const answer = await send(url, {
      method,
      headers: headersOf(url, method, request, options),
      body: request.json === undefined ? (request.text ?? null) : JSON.stringify(request.json),
      dispatcher: options.guard.agent,
      signal: AbortSignal.any([options.signal, timeout]),
    });
    const text = await readBody(answer.body, options.maxResponseBytes ?? DEFAULT_MAX_BYTES, where);
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [
          name.toLowerCase(),
          Array.isArray(value) ? value.join(", ") : (value ?? ""),
        ]),
      ),
      text,
      json: () => parseJson(text, where),
    };
  } catch (error) {
    throw errorOfFailure(error, where, {
      cancelled: options.signal.aborted,
      timedOut: timeout.aborted,
      timeoutMs,
    });
  }
}

async function readBody(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
  maxBytes: number,
  where: { method: string; url: string },
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      throw httpError("HTTP_RESPONSE_TOO_LARGE", `${where.url} answered more than ${maxBytes} bytes.`, false, {
        ...where,
        maxBytes,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function headersOf(url: URL, method: HttpMethod, request: HttpRequest, options: HttpClientOptions) {
  const own = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const isHome = options.baseUrl !== undefined && new URL(options.baseUrl).origin === url.origin;
  return {
    accept: "application/json, */*;q=0.5",
    "user-agent": "Flowright",
    ...(options.traceparent === undefined ? {} : { traceparent: options.traceparent }),
    ...(request.json === undefined ? {} : { "content-type": "application/json" }),
    ...own,
    ...(isHome ? options.authHeaders : {}),
    ...(READS.has(method) ? {} : { "idempotency-key": request.idempotencyKey ?? options.idempotencyKey }),
  };
}

function resolveUrl(request: HttpRequest, baseUrl: string | undefined): URL {
  const isWhole = /^https?:\/\//iu.test(request.path);
  if (!isWhole && baseUrl === undefined) {
    throw userUrlError(request.path, "it has no host, and the connection gives none");
  }
  const source = isWhole
    ? request.path
    : `${(baseUrl ?? "").replace(/\/+$/u, "")}/${request.path.replace(/^\/+/u, "")}`;
  if (!URL.canParse(source)) throw userUrlError(source, "it is not a URL");
  const url = new URL(source);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw userUrlError(source, "only http and https are used");
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  return url;
}

function checkHost(url: URL, options: HttpClientOptions): void {
  const host = url.hostname.toLowerCase();
  const home = options.baseUrl === undefined ? undefined : new URL(options.baseUrl).hostname.toLowerCase();
  const isDeclared = options.hosts.some((pattern) => {
    if (pattern === "*") return true;
    if (pattern === "connection") return host === home;
    if (pattern.startsWith("*.")) return host.endsWith(pattern.slice(1));
    return host === pattern;
  });
  if (!isDeclared) {
    throw httpError("HTTP_HOST_NOT_DECLARED", `The connector does not declare the host ${host}.`, false, { host });
  }
  options.guard.checkUrl(url);
}

function parseJson(text: string, where: { method: string; url: string }): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw httpError("HTTP_RESPONSE_INVALID", `${where.method} ${where.url} did not answer JSON.`, false, {
      ...where,
      body: text.slice(0, 200),
    });
  }
}

/** Without query and user: they may hold secrets. */
function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function userUrlError(url: string, problem: string): FlowrightError {
  return new FlowrightError({
    code: "HTTP_URL_INVALID",
    class: "user",
    retryable: false,
    message: `${url} cannot be called: ${problem}.`,
    details: { url, problem },
  });
}
