import type { Json, JsonObject } from "../../../../definitions/json.ts";

const DEEPEST = 4;

/** The paths of an input's values, those of objects and lists too; the outer ones first. */
export function inputFields(input: JsonObject): string[] {
  const fields: string[] = [];
  const walk = (value: Json, path: string[]): void => {
    if (path.length > 0) fields.push(path.join("."));
    if (typeof value !== "object" || value === null || path.length === DEEPEST) return;
    // A name with a dot in it cannot be told from a path.
    for (const [name, part] of Object.entries(value))
      if (!name.includes(".") && name !== "") walk(part, [...path, name]);
  };
  walk(input, []);
  return fields.toSorted((a, b) => a.split(".").length - b.split(".").length);
}

/**
 * What somebody wrote for a field, as a value of the kind that was there: text stays text, all else is JSON. Where nothing
 * was, what is no JSON is text. Undefined: it cannot be a value of that kind.
 */
export function readValue(written: string, before: Json | undefined): Json | undefined {
  if (typeof before === "string") return written;
  try {
    return JSON.parse(written) as Json;
  } catch {
    return before === undefined || before === null ? written : undefined;
  }
}
