import { createHash } from "node:crypto";
import type { Json } from "../../definitions/json.ts";

/** A fingerprint of what is sent: equal for equal content, whatever the order of its fields. */
export function hashPayload(payload: Json): string {
  return createHash("sha256").update(stableText(payload)).digest("hex");
}

function stableText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${stableText(value[key] ?? null)}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value);
}
