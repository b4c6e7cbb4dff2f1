import type { Json } from "../../../../../definitions/json.ts";
import { textIn, type Language } from "../../../../../definitions/text.ts";

export type FieldSchema = Record<string, unknown>;
export type FieldKind =
  | "text"
  | "long-text"
  | "expression"
  | "number"
  | "boolean"
  | "choice"
  | "policy"
  | "user"
  | "team"
  | "mail-template"
  | "record-object"
  | "key-value"
  | "object"
  | "list"
  | "json";

const WIDGETS: Record<string, FieldKind> = {
  expression: "expression",
  template: "long-text",
  text: "long-text",
  code: "long-text",
  policy: "policy",
  user: "user",
  team: "team",
  "mail-template": "mail-template",
  "record-object": "record-object",
  "key-value": "key-value",
};

function typeOf(schema: FieldSchema): string {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (Array.isArray(type)) return String(type.find((entry) => entry !== "null") ?? "");
  const options = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(options))
    return typeOf((options.find((option) => typeOf(option as FieldSchema) !== "null") ?? {}) as FieldSchema);
  return "";
}

/** Which control a property of an operation's input gets: its widget, else its type. Raw JSON is the last resort. */
export function fieldKindOf(schema: FieldSchema): FieldKind {
  const widget = schema["x-widget"];
  if (typeof widget === "string" && WIDGETS[widget] !== undefined) return WIDGETS[widget];
  if (Array.isArray(schema["enum"])) return "choice";
  switch (typeOf(schema)) {
    case "string":
      return (schema["maxLength"] as number | undefined) !== undefined && Number(schema["maxLength"]) > 1_000
        ? "long-text"
        : "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "array":
      return "list";
    case "object": {
      const properties = schema["properties"];
      return typeof properties === "object" && properties !== null && Object.keys(properties).length > 0
        ? "object"
        : "key-value";
    }
    case "":
      return "text";
    default:
      return "json";
  }
}

/** A schema's keyword in the page's language: `title` and `x-title-zh`, `description` and `x-description-zh`. */
export function schemaText(schema: FieldSchema, keyword: "title" | "description", language: Language): string {
  const en = schema[keyword];
  const zh = schema[`x-${keyword}-zh`];
  if (typeof en !== "string" && typeof zh !== "string") return "";
  return textIn({ ...(typeof en === "string" ? { en } : {}), ...(typeof zh === "string" ? { zh } : {}) }, language);
}

/** A field name as people read it: `externalKey` gives "External key". */
export function wordsOf(name: string): string {
  const spaced = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/[-_]/g, " ")
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

export function isExpression(value: Json | undefined): value is `=${string}` {
  return typeof value === "string" && value.startsWith("=");
}

/** A literal as the expression that gives it. */
export function toExpression(value: Json | undefined): string {
  if (value === undefined || value === null || value === "") return "=";
  if (isExpression(value)) return value;
  if (typeof value !== "string") return `=${JSON.stringify(value)}`;
  const only = /^\{\{([^{}]*)\}\}$/.exec(value.trim())?.[1];
  return only === undefined ? `=${JSON.stringify(value)}` : `=${only.trim()}`;
}

/** An expression as the literal that it is, or nothing where it computes something. */
export function toLiteral(value: string): Json | undefined {
  try {
    return JSON.parse(value.slice(1)) as Json;
  } catch {
    return undefined;
  }
}
