import { isJsonObject } from "../../../definitions/is-json-object.ts";
import type { JsonSchemaDocument } from "../../../definitions/json.ts";

/** A field of a form's JSON Schema, as far as a plain page can show it. */
export interface FormField {
  name: string;
  label: unknown;
  labelZh: unknown;
  description: unknown;
  type: "string" | "number" | "boolean";
  format?: string;
  values?: string[];
  maxLength?: number;
  isLong: boolean;
  isRequired: boolean;
}

/** The fields of a form in the order of its schema; properties that a plain page cannot show are left out. */
export function listFields(schema: JsonSchemaDocument): FormField[] {
  const properties = objectOf(schema["properties"]);
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(properties).flatMap(([name, value]) => {
    const property = objectOf(value);
    const type = property["type"] === "integer" ? "number" : (property["type"] ?? "string");
    if (type !== "string" && type !== "number" && type !== "boolean") return [];
    const maxLength = typeof property["maxLength"] === "number" ? property["maxLength"] : undefined;
    return [
      {
        name,
        label: property["title"] ?? name,
        labelZh: property["x-title-zh"],
        description: property["description"],
        type,
        ...(typeof property["format"] === "string" ? { format: property["format"] } : {}),
        ...(Array.isArray(property["enum"]) ? { values: property["enum"].map(String) } : {}),
        ...(maxLength === undefined ? {} : { maxLength }),
        isLong: property["x-widget"] === "text" || (maxLength ?? 0) > 400,
        isRequired: required.includes(name),
      },
    ];
  });
}

function objectOf(value: unknown): Record<string, unknown> {
  return isJsonObject(value) ? value : {};
}
