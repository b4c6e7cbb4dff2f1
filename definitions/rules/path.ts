import { userError } from "../errors.ts";

/** What stands for an undeclared path until the operator decides: `isEmpty` takes it as empty, all others refuse it. */
export const MISSING: unique symbol = Symbol("missing");

/** A path split once: names of fields and indexes of lists. */
export type PathSegments = readonly string[];

/** Splits a dotted path: `a.b[0].c` and `a.b.0.c` alike; `$.` at the beginning (JSONPath's root) is skipped. */
export function splitPath(path: string | undefined): PathSegments {
  if (path === undefined || path === "" || path === "$") return [];
  const plain = path.replace(/^\$\.?/, "").replaceAll(/\[(\d+)\]/g, ".$1");
  const segments = plain.split(".").filter((segment, index) => !(index === 0 && segment === ""));
  if (segments.some((segment) => segment === "" || /[[\]*?()]/.test(segment))) {
    throw userError("CONDITION_PATH_INVALID", `"${path}" is not a dotted path`, { path });
  }
  return segments;
}

/**
 * The value at a path: null below a null, `MISSING` where an object or list has no such member, the value's `undefined`
 * as null.
 */
export function resolvePath(root: unknown, segments: PathSegments): unknown {
  let value = root;
  for (const segment of segments) {
    if (value === null || value === undefined) return null;
    if (typeof value !== "object" || !Object.hasOwn(value, segment)) return MISSING;
    value = (value as Record<string, unknown>)[segment];
  }
  return value === undefined ? null : value;
}
