import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { userError } from "../../definitions/errors.ts";
import type { Json, JsonSchemaDocument } from "../../definitions/json.ts";

const SCHEMAS_KEPT = 500;
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true });
addFormats.default(ajv);
const compiled = new Map<string, ValidateFunction>();

export interface BodyIssue {
  path: string;
  code: string;
  message: string;
}

/** Checks a value against a JSON Schema (2020-12). Empty = valid. Throws `TRIGGER_SCHEMA_INVALID` for a bad schema. */
export function checkBody(schema: JsonSchemaDocument, value: Json): BodyIssue[] {
  const validate = compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 100).map(({ instancePath, keyword, message, params }) => {
    const missing: unknown = params["missingProperty"] ?? params["additionalProperty"];
    const path = [...instancePath.split("/").slice(1), ...(typeof missing === "string" ? [missing] : [])].join(".");
    return { path, code: keyword, message: message ?? "is not valid" };
  });
}

function compile(schema: JsonSchemaDocument): ValidateFunction {
  const { $id: _, ...anonymous } = schema;
  const key = JSON.stringify(anonymous);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  try {
    const validate = ajv.compile(anonymous);
    if (compiled.size >= SCHEMAS_KEPT) compiled.clear();
    compiled.set(key, validate);
    return validate;
  } catch (error) {
    throw userError("TRIGGER_SCHEMA_INVALID", "The trigger's JSON Schema cannot be used", {
      problem: error instanceof Error ? error.message : String(error),
    });
  }
}
