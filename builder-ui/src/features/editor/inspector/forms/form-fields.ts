import { textIn, type Language } from "../../../../../../definitions/text.ts";

/** A field of a public form, as the editor edits it. */
export interface FormField {
  name: string;
  title: string;
  kind: "text" | "email" | "number" | "yes-no" | "choice" | "long-text";
  isRequired: boolean;
  choices: string[];
}
type Schema = Record<string, unknown>;
export const FORM_FIELD_KINDS = ["text", "email", "number", "yes-no", "choice", "long-text"] as const;

function kindOf(schema: Schema): FormField["kind"] {
  if (Array.isArray(schema["enum"])) return "choice";
  if (schema["type"] === "number" || schema["type"] === "integer") return "number";
  if (schema["type"] === "boolean") return "yes-no";
  if (schema["format"] === "email") return "email";
  return schema["x-widget"] === "text" ? "long-text" : "text";
}

/** A form's JSON Schema as rows. */
export function readFormFields(schema: Schema, language: Language): FormField[] {
  const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    title: textIn(
      {
        en: typeof property["title"] === "string" ? property["title"] : name,
        ...(typeof property["x-title-zh"] === "string" ? { zh: property["x-title-zh"] } : {}),
      },
      language,
    ),
    kind: kindOf(property),
    isRequired: required.includes(name),
    choices: Array.isArray(property["enum"]) ? property["enum"].map(String) : [],
  }));
}

const SHAPES: Record<FormField["kind"], (field: FormField) => Schema> = {
  text: () => ({ type: "string", maxLength: 500 }),
  email: () => ({ type: "string", format: "email", maxLength: 320 }),
  number: () => ({ type: "number" }),
  "yes-no": () => ({ type: "boolean" }),
  choice: (field) => ({ type: "string", enum: field.choices.length === 0 ? ["A", "B"] : field.choices }),
  "long-text": () => ({ type: "string", maxLength: 10_000, "x-widget": "text" }),
};
const SHAPE_KEYS = new Set(["type", "maxLength", "format", "enum", "x-widget"]);

/** Rows as a form's JSON Schema; what the rows do not show (titles in the other language) is kept from `before`. */
export function writeFormFields(fields: readonly FormField[], before: Schema, language: Language): Schema {
  const old = (before["properties"] ?? {}) as Record<string, Schema>;
  const properties = Object.fromEntries(
    fields.map((field) => {
      const kept = Object.fromEntries(Object.entries(old[field.name] ?? {}).filter(([key]) => !SHAPE_KEYS.has(key)));
      const title =
        language === "zh" ? { title: kept["title"] ?? field.title, "x-title-zh": field.title } : { title: field.title };
      return [field.name, { ...kept, ...SHAPES[field.kind](field), ...title }];
    }),
  );
  const required = fields.filter((field) => field.isRequired).map((field) => field.name);
  return { ...before, type: "object", properties, ...(required.length > 0 ? { required } : { required: [] }) };
}
