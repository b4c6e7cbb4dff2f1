import { userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";

const MAX_FORM_FIELDS = 1_000;
const MAX_DEPTH = 64;

/**
 * Reads a body strictly by its declared content type: `application/json` or `application/x-www-form-urlencoded`, UTF-8.
 * Nothing is guessed. Throws `BODY_TYPE_UNSUPPORTED`, `BODY_MALFORMED`.
 */
export function parseBody(contentType: string | undefined, rawBody: Uint8Array): Json {
  const [type, ...parameters] = (contentType ?? "").split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  if (charset !== undefined && charset.replaceAll('"', "") !== "utf-8") throw unsupported(contentType);
  if (type === "application/json") return parseJson(decode(rawBody));
  if (type === "application/x-www-form-urlencoded") return parseForm(decode(rawBody));
  throw unsupported(contentType);
}

function decode(rawBody: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(rawBody);
  } catch {
    throw malformed("it is not UTF-8");
  }
}

function parseJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : "it is not JSON");
  }
  if (isDeeperThan(value, MAX_DEPTH)) throw malformed(`it is nested deeper than ${MAX_DEPTH} levels`);
  return value;
}

/** A name that occurs several times gives a list. */
function parseForm(text: string): JsonObject {
  const fields: JsonObject = Object.create(null) as JsonObject;
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > MAX_FORM_FIELDS) throw malformed(`it has more than ${MAX_FORM_FIELDS} fields`);
    const present = fields[name];
    if (present === undefined) fields[name] = value;
    else fields[name] = Array.isArray(present) ? [...present, value] : [present, value];
  }
  return { ...fields };
}

function isDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

function malformed(problem: string) {
  return userError("BODY_MALFORMED", `The body cannot be read: ${problem}`, { problem });
}
function unsupported(contentType: string | undefined) {
  return userError("BODY_TYPE_UNSUPPORTED", `The content type ${contentType ?? "(none)"} is not accepted`, {
    type: contentType ?? "",
  });
}
