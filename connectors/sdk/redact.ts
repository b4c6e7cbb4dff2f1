import type { JsonObject, JsonSchemaDocument } from "../../definitions/json.ts";
import { FlowrightError, systemError } from "../../definitions/errors.ts";

/** What stands in a secret's place. */
export const REDACTED = "[secret]";
/** Shorter values would take innocent text with them. */
const SHORTEST_SECRET = 4;

/** The values of a connection's settings that its schema marks `x-widget: "secret"`, and their usual encodings. */
export function secretsOf(settings: JsonObject, schema: JsonSchemaDocument | undefined): string[] {
  const properties = (schema?.["properties"] ?? {}) as Record<string, Record<string, unknown>>;
  const secrets: string[] = [];
  for (const [name, value] of Object.entries(settings)) {
    if (properties[name]?.["x-widget"] !== "secret" || typeof value !== "string") continue;
    if (value.length < SHORTEST_SECRET) continue;
    secrets.push(value, encodeURIComponent(value), Buffer.from(value).toString("base64"), ...secretsInUrl(value));
  }
  return [...new Set(secrets)].sort((a, b) => b.length - a.length);
}

/** Gives a function that replaces secrets in strings, at any depth of plain data. */
export function createRedactor(secrets: readonly string[]): <T>(value: T) => T {
  const redactText = (text: string) => {
    let result = text;
    for (const secret of secrets) result = result.replaceAll(secret, REDACTED);
    return result;
  };
  const redact = (value: unknown): unknown => {
    if (typeof value === "string") return redactText(value);
    if (Array.isArray(value)) return value.map(redact);
    if (value instanceof Error) return redactText(`${value.name}: ${value.message}`);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, redact(part)]));
    }
    return value;
  };
  return <T>(value: T) => (secrets.length === 0 ? value : (redact(value) as T));
}

/**
 * What was thrown, without secrets in message and details; its cause is dropped, since it may hold them too. What is no
 * FlowrightError becomes SYSTEM_UNEXPECTED: "`what` failed".
 */
export function redactThrown(thrown: unknown, redact: <T>(value: T) => T, what: string): FlowrightError {
  if (thrown instanceof FlowrightError) return new FlowrightError(redact(thrown.toData()));
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return systemError("SYSTEM_UNEXPECTED", redact(`${what} failed: ${message}`), true);
}

function secretsInUrl(value: string): string[] {
  if (!URL.canParse(value)) return [];
  const { password } = new URL(value);
  return password.length < SHORTEST_SECRET ? [] : [password, decodeURIComponent(password)];
}
