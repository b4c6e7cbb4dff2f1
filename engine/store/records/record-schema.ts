import type { FieldDescription, ObjectDescription } from "../../../definitions/catalogue.ts";
import { userError } from "../../../definitions/errors.ts";
import { isJsonObject } from "../../../definitions/is-json-object.ts";
import { isSameJson } from "../../../definitions/is-same-json.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";

export interface FieldIssue {
  path: string;
  code: string;
  message: string;
}
type Problem = { code: string; message: string };

const DEFAULT_MAX_LENGTH = 1_000;
const DEFAULT_MAX_TEXT = 20_000;
const MAX_LIST = 10_000;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
/** Set by the store alone. */
const MANAGED = new Set(["createdAt", "updatedAt"]);

/**
 * The fields of a new record: all declared ones, null where empty. A missing stage is the object's first stage.
 * Throws `RECORD_FIELD_UNKNOWN`, `RECORD_INVALID` with `issues`.
 */
export function completeFields(description: ObjectDescription, given: JsonObject, now: string): JsonObject {
  refuseUnknown(description, given);
  const stage = description.fields.find(({ name }) => name === description.stageField);
  const fields: JsonObject = {};
  for (const field of description.fields) fields[field.name] = given[field.name] ?? null;
  if (stage !== undefined && fields[stage.name] === null) fields[stage.name] = stage.values?.[0] ?? null;
  refuseIssues(description, description.fields, fields, given);
  return { ...fields, createdAt: now, updatedAt: now };
}

/** Checks a change of some fields. Throws `RECORD_FIELD_UNKNOWN`, `RECORD_INVALID`. */
export function checkChanges(description: ObjectDescription, changes: JsonObject): void {
  refuseUnknown(description, changes);
  const touched = description.fields.filter(({ name }) => Object.hasOwn(changes, name));
  refuseIssues(description, touched, changes, changes);
}

/** Checks the names of a query or an expectation. Throws `RECORD_FIELD_UNKNOWN`. */
export function refuseUnknown(description: ObjectDescription, fields: JsonObject): void {
  const declared = new Set(description.fields.map(({ name }) => name));
  const unknown = Object.keys(fields).filter((name) => !declared.has(name));
  if (unknown.length > 0)
    throw userError("RECORD_FIELD_UNKNOWN", `The object ${description.name} has no field ${unknown.join(", ")}`, {
      object: description.name,
      field: unknown.join(", "),
      issues: unknown.map((path) => ({ path, code: "RECORD_FIELD_UNKNOWN", message: "no such field" })),
    });
}

/** Names of the fields whose values differ. */
export function changedFieldsOf(before: JsonObject, changes: JsonObject): string[] {
  return Object.keys(changes).filter((name) => !isSameJson(before[name] ?? null, changes[name] ?? null));
}

function refuseIssues(
  description: ObjectDescription,
  fields: readonly FieldDescription[],
  values: JsonObject,
  given: JsonObject,
): void {
  const issues: FieldIssue[] = [];
  for (const field of fields) {
    const managed = MANAGED.has(field.name) && Object.hasOwn(given, field.name);
    const problem = managed
      ? { code: "FIELD_READ_ONLY", message: "is set by the system" }
      : problemOf(field, values[field.name] ?? null);
    if (problem !== null) issues.push({ path: field.name, ...problem });
  }
  if (issues.length === 0) return;
  const list = issues.map(({ path, message }) => `${path} ${message}`).join("; ");
  throw userError("RECORD_INVALID", `The ${description.name} is not valid: ${list}`, {
    object: description.name,
    problem: list,
    issues,
  });
}

function problemOf(field: FieldDescription, value: Json): Problem | null {
  if (value === null || (field.required === true && typeof value === "string" && value.trim() === ""))
    return field.required === true ? { code: "FIELD_REQUIRED", message: "must not be empty" } : null;
  return CHECKS[field.type](value, field);
}

const wrongType = (wanted: string): Problem => ({ code: "FIELD_TYPE_WRONG", message: `must be ${wanted}` });

function textProblem(value: Json, longest: number): Problem | null {
  if (typeof value !== "string") return wrongType("text");
  if (value.length > longest) return { code: "FIELD_TOO_LONG", message: `has more than ${longest} characters` };
  return null;
}

const CHECKS: Record<FieldDescription["type"], (value: Json, field: FieldDescription) => Problem | null> = {
  string: (value, field) => textProblem(value, field.maxLength ?? DEFAULT_MAX_LENGTH),
  text: (value, field) => textProblem(value, field.maxLength ?? DEFAULT_MAX_TEXT),
  number: (value) => (typeof value === "number" && Number.isFinite(value) ? null : wrongType("a number")),
  boolean: (value) => (typeof value === "boolean" ? null : wrongType("true or false")),
  date: (value) =>
    typeof value === "string" && DATE.test(value) && !Number.isNaN(Date.parse(value))
      ? null
      : wrongType("a date such as 2026-03-31"),
  instant: (value) =>
    typeof value === "string" && INSTANT.test(value) && !Number.isNaN(Date.parse(value))
      ? null
      : wrongType("an instant such as 2026-03-31T09:00:00Z"),
  choice: (value, field) =>
    typeof value === "string" && (field.values ?? []).includes(value)
      ? null
      : { code: "FIELD_CHOICE_UNKNOWN", message: `must be one of ${(field.values ?? []).join(", ")}` },
  list: (value) => (Array.isArray(value) && value.length <= MAX_LIST ? null : wrongType("a list")),
  object: (value) => (isJsonObject(value) ? null : wrongType("an object")),
  reference: (value) => (typeof value === "string" && value.length <= 64 ? null : wrongType("an id")),
};
