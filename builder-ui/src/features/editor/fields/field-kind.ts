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
  | "rule-set"
  | "scoring-model"
  | "user"
  | "team"
  | "mail-template"
  | "record-object"
  | "options"
  | "key-value"
  | "object"
  | "list"
  | "json";

const WIDGETS: Record<string, FieldKind> = {
  template: "long-text",
  text: "long-text",
  code: "long-text",
  policy: "policy",
  "rule-set": "rule-set",
  "scoring-model": "scoring-model",
  user: "user",
  team: "team",
  "mail-template": "mail-template",
  "record-object": "record-object",
  "key-value": "key-value",
};

/** The schemas that a value may follow: the branches of a union, else the schema itself. */
function branchesOf(schema: FieldSchema): FieldSchema[] {
  const options = schema["anyOf"] ?? schema["oneOf"];
  return Array.isArray(options) ? (options as FieldSchema[]).flatMap(branchesOf) : [schema];
}

function typeOf(schema: FieldSchema): string {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (Array.isArray(type)) return String(type.find((entry) => entry !== "null") ?? "");
  const options = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(options))
    return typeOf((options.find((option) => typeOf(option as FieldSchema) !== "null") ?? {}) as FieldSchema);
  return "";
}

/** Whether text may stand in a field, beside or instead of a number. */
export function holdsText(schema: FieldSchema): boolean {
  return branchesOf(schema).some((branch) => !["number", "integer", "null"].includes(typeOf(branch)));
}

export interface ListShape {
  /** What an item must look like. */
  item: FieldSchema;
  /** Items are text: "12" stays text. */
  isText: boolean;
  /** One item may stand without a list around it. */
  allowsSingle: boolean;
}

/** How a field holds a list, also where it may hold one item instead; null where it holds none. */
export function listShapeOf(schema: FieldSchema): ListShape | null {
  const branches = branchesOf(schema);
  const list = branches.find((branch) => typeOf(branch) === "array");
  if (list === undefined) return null;
  const item = (list["items"] ?? {}) as FieldSchema;
  const isText = typeOf(item) === "string";
  return { item, isText, allowsSingle: isText && branches.some((branch) => typeOf(branch) === "string") };
}

/**
 * Which control a property of an operation's input gets: its widget, else its type. Raw JSON is the last resort. The
 * widget "expression" says that a value is mostly computed: it forces an expression only where a value cannot be written.
 */
export function fieldKindOf(schema: FieldSchema): FieldKind {
  if (schema["x-options"] === true) return "options";
  const widget = schema["x-widget"];
  if (typeof widget === "string" && WIDGETS[widget] !== undefined) return WIDGETS[widget];
  if (Array.isArray(schema["enum"])) return "choice";
  if (listShapeOf(schema) !== null) return "list";
  const type = typeOf(schema);
  if (widget === "expression" && (type === "" || type === "object")) return "expression";
  switch (type) {
    case "string":
      return (schema["maxLength"] as number | undefined) !== undefined && Number(schema["maxLength"]) > 1_000
        ? "long-text"
        : "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
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

/** What an empty field shows: the schema's first example. */
export function exampleOf(schema: FieldSchema): string {
  const { examples } = schema;
  if (!Array.isArray(examples) || examples[0] === undefined) return "";
  const [first] = examples as unknown[];
  if (typeof first === "string") return first;
  return Array.isArray(first) ? first.join(", ") : JSON.stringify(first);
}
