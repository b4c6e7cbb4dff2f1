import type { Json } from "../../../../definitions/json.ts";

/** The object that a text spells; null while it spells none. */
export function readObject(text: string): Record<string, Json> | null {
  if (text.trim() === "") return {};
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
