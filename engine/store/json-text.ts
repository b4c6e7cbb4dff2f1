import type { Json, JsonObject } from "../../definitions/json.ts";

/**
 * Free-form JSON is stored as text: names in it may hold `$` and dots, which mean something to MongoDB, and nothing
 * ever queries inside it. Declared names (record fields, statuses, keys) stay plain documents.
 */
export type JsonText = string;

export function packJson(value: unknown): JsonText {
  return JSON.stringify(value ?? null);
}
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what it packed
export function unpackJson<T = Json>(text: JsonText): T {
  return JSON.parse(text) as T;
}
export function unpackObject(text: JsonText): JsonObject {
  return JSON.parse(text) as JsonObject;
}
