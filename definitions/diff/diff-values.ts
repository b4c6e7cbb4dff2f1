import { isSameJson } from "../is-same-json.ts";
import type { Json } from "../json.ts";

/** A differing value at a dotted path; `null` also where there was, or is, nothing. */
export interface FieldChange {
  path: string;
  before: Json;
  after: Json;
}

/**
 * Differing leaves of two values by dotted path. Lists whose entries have an `id` or a `name` are compared by it, so that
 * a new first branch is one change; other lists are one value.
 */
export function diffValues(before: unknown, after: unknown, path = ""): FieldChange[] {
  if (before === after) return [];
  const left = namedParts(before);
  const right = namedParts(after);
  if (left === null || right === null || left.kind !== right.kind) return diffLeaves(before, after, path);
  const names = [...new Set([...left.parts.keys(), ...right.parts.keys()])];
  return names.flatMap((name) =>
    diffValues(left.parts.get(name), right.parts.get(name), path === "" ? name : `${path}.${name}`),
  );
}

function diffLeaves(before: unknown, after: unknown, path: string): FieldChange[] {
  if (isSameJson(before ?? null, after ?? null)) return [];
  return [{ path, before: (before ?? null) as Json, after: (after ?? null) as Json }];
}

type Parts = { kind: "object" | "list"; parts: Map<string, unknown> };

/** The members of an object, or the entries of a list by id or name; null for what is one value. */
function namedParts(value: unknown): Parts | null {
  if (typeof value !== "object" || value === null) return null;
  if (!Array.isArray(value)) return { kind: "object", parts: new Map(Object.entries(value)) };
  const parts = new Map<string, unknown>();
  for (const entry of value as unknown[]) {
    const name = nameOf(entry);
    if (name === null || parts.has(name)) return null;
    parts.set(name, entry);
  }
  return { kind: "list", parts };
}

function nameOf(entry: unknown): string | null {
  if (typeof entry !== "object" || entry === null) return null;
  const { id, name } = entry as { id?: unknown; name?: unknown };
  if (typeof id === "string") return id;
  return typeof name === "string" ? name : null;
}
