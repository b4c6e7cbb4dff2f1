/** The type of a value in an expression. `any` passes every check; a nullable value may be empty at run. */
export type ValueType =
  | { kind: "any" }
  | { kind: "null" }
  | { kind: "string" }
  | { kind: "number" }
  | { kind: "boolean" }
  | { kind: "instant" }
  | { kind: "date" }
  | { kind: "duration" }
  | { kind: "list"; item: ValueType }
  /** `optional` fields may be left out altogether, not only be empty. */
  | { kind: "object"; fields: Readonly<Record<string, ValueType>>; open: boolean; optional?: readonly string[] }
  | { kind: "optional"; value: ValueType };

/** The names visible at a place, with their types. A name that is not there is unknown. */
export interface ScopeTypes {
  names: Readonly<Record<string, ValueType>>;
}

export const ANY: ValueType = { kind: "any" };
export const STRING: ValueType = { kind: "string" };
export const NUMBER: ValueType = { kind: "number" };
export const BOOLEAN: ValueType = { kind: "boolean" };
export const INSTANT: ValueType = { kind: "instant" };
export const DURATION: ValueType = { kind: "duration" };
export const NULL: ValueType = { kind: "null" };
export const listOf = (item: ValueType): ValueType => ({ kind: "list", item });
export const objectOf = (fields: Readonly<Record<string, ValueType>>, open = false): ValueType => ({
  kind: "object",
  fields,
  open,
});

/** The type of a scalar; `any` for what is none. */
export function typeOfLiteral(value: unknown): ValueType {
  switch (typeof value) {
    case "string":
      return STRING;
    case "number":
    case "bigint":
      return NUMBER;
    case "boolean":
      return BOOLEAN;
    default:
      return value === null ? NULL : ANY;
  }
}

/** A type in words: `list of string`, `object`. */
export function describeType(type: ValueType): string {
  return type.kind === "list" ? `list of ${describeType(type.item)}` : type.kind;
}
