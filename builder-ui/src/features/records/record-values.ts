import type { FieldDescription, ObjectDescription } from "../../../../definitions/catalogue.ts";
import type { Json, JsonObject } from "../../../../definitions/json.ts";

/** What a field of the form holds: text as typed, or a switch. Lists and objects are edited as JSON text. */
export type FormValue = string | boolean;
export type FormValues = Record<string, FormValue>;
/** `required`, `number`, `json`, `tooLong`: words under `records:problems`. */
export type FormProblems = Record<string, "required" | "number" | "json" | "tooLong">;

/** Fields that the store sets by itself. */
const SET_BY_STORE = new Set(["createdAt", "updatedAt"]);

/** The fields that a person may change, in the object's own order. */
export function editableFields(object: ObjectDescription): FieldDescription[] {
  return object.fields.filter((field) => !SET_BY_STORE.has(field.name));
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

/** An ISO instant as a `datetime-local` value in the reader's time zone; `""` when it is none. */
export function toLocalInput(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

function toFormValue(field: FieldDescription, value: Json | undefined): FormValue {
  if (field.type === "boolean") return value === true;
  if (value === null || value === undefined) return "";
  if (field.type === "list" || field.type === "object") return JSON.stringify(value, null, 2);
  if (field.type === "instant" && typeof value === "string") return toLocalInput(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A record, or nothing for a new one, as the form's values. */
export function toFormValues(object: ObjectDescription, record: JsonObject | undefined): FormValues {
  return Object.fromEntries(
    editableFields(object).map((field) => [field.name, toFormValue(field, record?.[field.name])]),
  );
}

function readJson(text: string, type: "list" | "object"): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    if (type === "list") return Array.isArray(value) ? value : undefined;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readValue(field: FieldDescription, value: FormValue): { value: Json } | { problem: FormProblems[string] } {
  if (typeof value === "boolean") return { value };
  const text = value.trim();
  if (text === "") return field.required === true ? { problem: "required" } : { value: null };
  if (field.maxLength !== undefined && text.length > field.maxLength) return { problem: "tooLong" };
  if (field.type === "number") {
    const number = Number(text);
    return Number.isFinite(number) ? { value: number } : { problem: "number" };
  }
  if (field.type === "list" || field.type === "object") {
    const json = readJson(text, field.type);
    return json === undefined ? { problem: "json" } : { value: json };
  }
  if (field.type === "instant") return { value: new Date(text).toISOString() };
  return { value: text };
}

/**
 * What the form changes: only fields whose value differs from where it began, so that two people who edit different
 * fields do not undo each other. Required fields of a new record are checked even when untouched.
 */
export function readChanges(
  object: ObjectDescription,
  before: FormValues,
  after: FormValues,
  isNew: boolean,
): { changes: JsonObject; problems: FormProblems } {
  const changes: JsonObject = {};
  const problems: FormProblems = {};
  for (const field of editableFields(object)) {
    const value = after[field.name] ?? "";
    const touched = value !== before[field.name];
    if (!touched && !(isNew && field.required === true)) continue;
    const read = readValue(field, value);
    if ("problem" in read) problems[field.name] = read.problem;
    else changes[field.name] = read.value;
  }
  return { changes, problems };
}
