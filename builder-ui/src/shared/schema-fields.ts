import type { JsonSchemaDocument } from "../../../definitions/json.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import type { Language } from "../../../definitions/text.ts";
import { plainText } from "./plain-text.ts";

/** One input of a form made from a flat JSON Schema. */
export interface SchemaField {
  name: string;
  kind: "text" | "secret" | "number" | "boolean" | "choice" | "json";
  label: string;
  description: string | undefined;
  placeholder: string | undefined;
  required: boolean;
  options: string[];
  initial: string | boolean;
}
export type SchemaValues = Record<string, string | boolean>;

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

function kindOf(schema: Record<string, unknown>): SchemaField["kind"] {
  if (schema["x-widget"] === "secret") return "secret";
  if (Array.isArray(schema["enum"])) return "choice";
  switch (schema["type"]) {
    case "string":
      return "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "json";
  }
}

/** The inputs of an object schema, labelled in the wanted language. A property of another shape is edited as JSON. */
export function readSchemaFields(schema: JsonSchemaDocument, language: Language): SchemaField[] {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const properties = (schema["properties"] ?? {}) as Record<string, Record<string, unknown>>;
  return Object.entries(properties).map(([name, property]) => {
    const kind = kindOf(property);
    const initial = property["default"];
    const examples = Array.isArray(property["examples"]) ? (property["examples"] as unknown[]) : [];
    const zh = language === "zh";
    return {
      name,
      kind,
      label: (zh ? textOf(property["x-title-zh"]) : undefined) ?? textOf(property["title"]) ?? name,
      description: (zh ? textOf(property["x-description-zh"]) : undefined) ?? textOf(property["description"]),
      placeholder: textOf(examples[0]),
      // A default fills what is left empty, so the person need not.
      required: required.includes(name) && initial === undefined && kind !== "boolean",
      options: Array.isArray(property["enum"]) ? property["enum"].map(String) : [],
      initial: kind === "boolean" ? initial === true : plainText(initial),
    };
  });
}

/** Where the form begins: stored settings over the schema's defaults. Secrets always begin empty. */
export function startValues(fields: readonly SchemaField[], stored: JsonObject): SchemaValues {
  return Object.fromEntries(
    fields.map((field) => {
      const value = stored[field.name];
      if (field.kind === "secret" || value === undefined || value === null) return [field.name, field.initial];
      if (field.kind === "boolean") return [field.name, value === true];
      return [field.name, typeof value === "string" ? value : JSON.stringify(value)];
    }),
  );
}

/** Reads the form back. Empty inputs are left out, a secret that is already set may stay empty. */
export function readSettings(
  fields: readonly SchemaField[],
  values: SchemaValues,
  secretsSet: Record<string, boolean>,
): { settings: JsonObject; problems: Record<string, "required" | "number" | "json"> } {
  const settings: JsonObject = {};
  const problems: Record<string, "required" | "number" | "json"> = {};
  for (const field of fields) {
    const value = values[field.name] ?? "";
    if (typeof value === "boolean") {
      settings[field.name] = value;
      continue;
    }
    const text = field.kind === "secret" ? value : value.trim();
    if (text === "") {
      if (field.required && secretsSet[field.name] !== true) problems[field.name] = "required";
      continue;
    }
    if (field.kind === "number") {
      const number = Number(text);
      if (Number.isFinite(number)) settings[field.name] = number;
      else problems[field.name] = "number";
    } else if (field.kind === "json") {
      try {
        settings[field.name] = JSON.parse(text) as Json;
      } catch {
        problems[field.name] = "json";
      }
    } else settings[field.name] = text;
  }
  return { settings, problems };
}
