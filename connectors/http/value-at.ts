import { isJsonObject } from "../../definitions/is-json-object.ts";
import type { Json } from "../../definitions/json.ts";

/** The value at a dotted path, null where there is none; an empty path is the value itself. */
export function valueAt(value: Json, path: string): Json {
  let found: Json = value;
  for (const name of path === "" ? [] : path.split(".")) found = isJsonObject(found) ? (found[name] ?? null) : null;
  return found;
}
