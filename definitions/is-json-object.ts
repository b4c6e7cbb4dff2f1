import type { JsonObject } from "./json.ts";

/** Whether plain data is an object: no list, no null, no scalar. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
