import express, { type Request, type Response } from "express";
import { ApiError } from "./api-error.ts";
import { sizeWord } from "./translate-http-error.ts";

/** Bodies of most routes; definitions of thousands of nodes get more. */
export const JSON_LIMIT = 1_048_576;
export const DEFINITION_LIMIT = 8 * JSON_LIMIT;

type Parser = ReturnType<typeof express.json>;
const parsers = new Map<number, Parser>();

/**
 * The JSON body, or `undefined` when there is none. Only `application/json` in UTF-8 counts as JSON.
 * Throws REQUEST_MEDIA_UNSUPPORTED, REQUEST_TOO_LARGE (after unpacking), REQUEST_JSON_MALFORMED.
 */
export async function readJsonBody(request: Request, response: Response, limit: number): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  requireMedia(request, ["application/json"]);
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > limit) throw new ApiError("REQUEST_TOO_LARGE", { limit: sizeWord(limit) });
  await new Promise<void>((resolve, reject) => {
    parserFor(limit)(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(toError(error)),
    );
  });
  return request.body as unknown;
}

/** Throws REQUEST_MEDIA_UNSUPPORTED unless the declared content type is one of these. Returns the one it is. */
export function requireMedia(request: Request, accepted: readonly string[]): string {
  const header = request.headers["content-type"] ?? "";
  const media = header.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const charset = /;\s*charset="?([^";\s]+)"?/i.exec(header)?.[1]?.toLowerCase();
  if (!accepted.includes(media) || (charset !== undefined && charset !== "utf-8" && charset !== "utf8"))
    throw new ApiError("REQUEST_MEDIA_UNSUPPORTED", {
      given: header === "" ? "(none)" : header,
      accepted: accepted.join(", "),
    });
  return media;
}

function hasBody(request: Request): boolean {
  if (request.headers["transfer-encoding"] !== undefined) return true;
  return Number(request.headers["content-length"] ?? 0) > 0;
}

function parserFor(limit: number): Parser {
  const known = parsers.get(limit);
  if (known !== undefined) return known;
  const parser = express.json({ limit, strict: false, type: () => true, verify: refusePrototypeKey });
  parsers.set(limit, parser);
  return parser;
}

/** `__proto__` as a key has no honest use here and confuses code that copies objects. */
function refusePrototypeKey(_request: unknown, _response: unknown, raw: Buffer): void {
  if (raw.includes('"__proto__"')) throw new Error("the key __proto__ is not allowed");
}

function toError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  // body-parser names what `verify` throws by this type; to the caller it is a body that cannot be read.
  if ((error as { type?: string }).type === "entity.verify.failed")
    return new ApiError("REQUEST_JSON_MALFORMED", { problem: error.message });
  return error;
}
