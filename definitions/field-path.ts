import type { Json, JsonObject } from "./json.ts";

/** A dotted path of names and members: `to`, `body.lines.0.sku`. */
export const FIELD_PATH = /^[^.]+(?:\.[^.]+)*$/;

/** The value at a dotted path; undefined where there is none. */
export function fieldAt(value: object, path: string): Json | undefined {
  let found: unknown = value;
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found as Json | undefined;
}

/**
 * A copy of an input with the value at a dotted path (`to`, `body.lines.0.sku`) replaced, or added to an object that is
 * there. Null where the path leads through something that is no object, or past a list's end.
 */
export function setField(input: JsonObject, field: string, value: Json): JsonObject | null {
  return replaceAt(input, field.split("."), value) as JsonObject | null;
}

function replaceAt(target: Json | undefined, [name, ...rest]: string[], value: Json): Json {
  if (name === undefined) return value;
  if (typeof target !== "object" || target === null) return null;
  const isList = Array.isArray(target);
  if (isList && !(/^\d+$/.test(name) && Number(name) < target.length)) return null;
  const old = isList ? target[Number(name)] : Object.hasOwn(target, name) ? target[name] : undefined;
  const next = replaceAt(old, rest, value);
  if (next === null && rest.length > 0) return null;
  return isList ? target.with(Number(name), next) : { ...target, [name]: next };
}
