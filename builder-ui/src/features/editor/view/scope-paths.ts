import type { FieldType } from "../../../../../definitions/catalogue.ts";
import type { ScopeTypes, ValueType } from "../../../../../definitions/expression/index.ts";

/** A value that can be picked at a step. */
export interface ScopePath {
  /** As it is written in an expression: `steps.assign.output.owner`. */
  path: string;
  kind: ValueType["kind"];
}
const MAX_DEPTH = 5;
const MAX_PATHS = 600;

function plain(type: ValueType): ValueType {
  return type.kind === "optional" ? plain(type.value) : type;
}

/** All that is visible, flat: containers come before what is in them. */
function scopePaths(scope: ScopeTypes): ScopePath[] {
  const paths: ScopePath[] = [];
  const walk = (path: string, type: ValueType, depth: number) => {
    if (paths.length >= MAX_PATHS) return;
    const own = plain(type);
    paths.push({ path, kind: own.kind });
    if (own.kind !== "object" || depth >= MAX_DEPTH) return;
    for (const [name, field] of Object.entries(own.fields)) walk(`${path}.${name}`, field, depth + 1);
  };
  for (const [name, type] of Object.entries(scope.names)) walk(name, type, 0);
  return paths;
}

/** Paths that have a value of their own, or hold anything: what a field can use. */
export function pickablePaths(scope: ScopeTypes): ScopePath[] {
  const paths = scopePaths(scope);
  const hasInner = new Set(paths.map(({ path }) => path.slice(0, path.lastIndexOf("."))));
  return paths.filter(
    ({ path, kind }) => kind !== "object" || !hasInner.has(path) || path.split(".").length > 1 || path === "record",
  );
}

/** The kind of record field that a value's type corresponds to, for choosing operators. */
export function fieldTypeOf(kind: ValueType["kind"]): FieldType {
  const types: Partial<Record<ValueType["kind"], FieldType>> = {
    number: "number",
    boolean: "boolean",
    instant: "instant",
    date: "date",
    list: "list",
    object: "object",
  };
  return types[kind] ?? "string";
}
