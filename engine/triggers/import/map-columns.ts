import type { FieldDescription, ObjectDescription } from "../../../definitions/catalogue.ts";
import { userError } from "../../../definitions/errors.ts";
import { LANGUAGES, textIn } from "../../../definitions/text.ts";

/** For each column of the file the field that it goes to, or null. */
export interface ColumnMap {
  fields: (FieldDescription | null)[];
  /** Columns that nobody asked for and no field fits, by name: their values are left out, and that is reported. */
  unknown: string[];
}

/**
 * With a mapping its columns alone are taken; without one, columns whose header is a field's name or title (in either
 * language, whatever the case). Throws `IMPORT_HEADER_MISSING`, `IMPORT_COLUMN_MISSING`, `IMPORT_COLUMN_TWICE`,
 * `IMPORT_NO_COLUMNS`.
 */
export function mapColumns(
  description: ObjectDescription,
  header: readonly string[],
  mapping: Readonly<Record<string, string>>,
): ColumnMap {
  if (header.every((name) => name.trim() === ""))
    throw userError("IMPORT_HEADER_MISSING", "The file has no header line");
  const explicit = Object.keys(mapping).length > 0;
  const missing = Object.keys(mapping).find((column) => !header.includes(column));
  if (missing !== undefined)
    throw userError("IMPORT_COLUMN_MISSING", `The file has no column ${missing}`, { column: missing });
  const fields = header.map((column) => {
    if (!explicit) return findField(description, column);
    const target = Object.hasOwn(mapping, column) ? mapping[column] : undefined;
    return description.fields.find(({ name }) => name === target) ?? null;
  });
  refuseTwice(fields);
  if (fields.every((field) => field === null))
    throw userError("IMPORT_NO_COLUMNS", `No column fits a field of ${description.name}`, { object: description.name });
  const unknown = explicit ? [] : header.filter((name, index) => fields[index] === null && name.trim() !== "");
  return { fields, unknown };
}

function refuseTwice(fields: readonly (FieldDescription | null)[]): void {
  const seen = new Set<string>();
  for (const field of fields) {
    if (field === null) continue;
    if (seen.has(field.name))
      throw userError("IMPORT_COLUMN_TWICE", `Two columns go to the field ${field.name}`, { field: field.name });
    seen.add(field.name);
  }
}

function findField(description: ObjectDescription, column: string): FieldDescription | null {
  const wanted = plain(column);
  if (wanted === "") return null;
  const titled = (field: FieldDescription) =>
    LANGUAGES.some((language) => plain(textIn(field.title, language)) === wanted);
  const { fields } = description;
  return fields.find(({ name }) => plain(name) === wanted) ?? fields.find(titled) ?? null;
}

/** "E-mail" and "email", "Minutes on site" and "minutesOnSite" are the same. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]+/gu, "");
}
