import {
  ANY,
  BOOLEAN,
  INSTANT,
  listOf,
  NULL,
  NUMBER,
  objectOf,
  STRING,
  typeOfLiteral,
  type ValueType,
} from "../expression/types.ts";
import { isJsonObject } from "../is-json-object.ts";
import type { JsonSchemaDocument } from "../json.ts";

type Schema = Record<string, unknown>;
const MAX_DEPTH = 12;

export function asSchema(value: unknown): Schema | null {
  return isJsonObject(value) ? value : null;
}

/** Follows a `$ref` within the document (`#/$defs/…`); null where it leads nowhere. */
export function followReference(schema: Schema, root: Schema): Schema | null {
  const reference = schema["$ref"];
  if (typeof reference !== "string") return schema;
  if (!reference.startsWith("#")) return null;
  let value: unknown = root;
  for (const part of reference
    .slice(1)
    .split("/")
    .filter((entry) => entry !== "")) {
    value = asSchema(value)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return asSchema(value);
}

/** The one type of several; `null` beside a type only says that the value may be empty. */
function oneOf(types: readonly ValueType[]): ValueType {
  const [first, ...others] = types.filter((type) => type.kind !== "null");
  if (first === undefined) return types.length > 0 ? NULL : ANY;
  if (others.length === 0) return first;
  const isSame = others.every((type) => type.kind === first.kind) && first.kind !== "object" && first.kind !== "list";
  return isSame ? first : ANY;
}

function stringType(schema: Schema): ValueType {
  if (schema["format"] === "date-time") return INSTANT;
  return schema["format"] === "date" ? { kind: "date" } : STRING;
}

function objectType(schema: Schema, root: Schema, depth: number): ValueType {
  const properties = asSchema(schema["properties"]);
  const more = schema["additionalProperties"];
  if (properties === null) return more === false ? objectOf({}) : objectOf({}, true);
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, typeAt(asSchema(property), root, depth + 1)]),
  );
  const required: readonly unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  const optional = Object.keys(fields).filter(
    (name) => !required.includes(name) && asSchema(properties[name])?.["type"] !== "boolean",
  );
  return { kind: "object", fields, open: more === true || asSchema(more) !== null, optional };
}

function namedType(name: unknown, schema: Schema, root: Schema, depth: number): ValueType {
  switch (name) {
    case "string":
      return stringType(schema);
    case "number":
    case "integer":
      return NUMBER;
    case "boolean":
      return BOOLEAN;
    case "null":
      return NULL;
    case "array":
      return listOf(typeAt(asSchema(schema["items"]), root, depth + 1));
    case "object":
      return objectType(schema, root, depth);
    default:
      return ANY;
  }
}

function typeAt(schema: Schema | null, root: Schema, depth: number): ValueType {
  const target = schema === null ? null : followReference(schema, root);
  if (target === null || depth > MAX_DEPTH) return ANY;
  for (const key of ["anyOf", "oneOf"]) {
    const options = target[key];
    if (Array.isArray(options)) return oneOf(options.map((option) => typeAt(asSchema(option), root, depth + 1)));
  }
  if (Array.isArray(target["enum"])) return oneOf(target["enum"].map(typeOfLiteral));
  if ("const" in target) return typeOfLiteral(target["const"]);
  const { type } = target;
  if (Array.isArray(type)) return oneOf(type.map((name) => namedType(name, target, root, depth)));
  if (type === undefined && asSchema(target["properties"]) !== null) return objectType(target, root, depth);
  return namedType(type, target, root, depth);
}

const kept = new WeakMap<object, ValueType>();

/**
 * The type of the values that a JSON Schema (2020-12) describes, as far as expressions can use it; `any` for the rest.
 * `root` is the document that a part belongs to, for its references.
 */
export function typeOfSchema(schema: JsonSchemaDocument, root: JsonSchemaDocument = schema): ValueType {
  let type = kept.get(schema);
  if (type === undefined) {
    type = typeAt(schema, root, 0);
    kept.set(schema, type);
  }
  return type;
}
