import type { FieldDescription } from "../../../../definitions/catalogue.ts";

/** Column → field. A column that is not named here is left out of the import. */
export type Mapping = Record<string, string>;

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

function namesOf(field: FieldDescription): string[] {
  const titles = typeof field.title === "string" ? [field.title] : [field.title.en ?? "", field.title.zh ?? ""];
  return [field.name, ...titles].map(plain).filter((name) => name !== "");
}

/** A column may say the object's name first: "Lead Source" fits the field Source of a lead. */
function wordsOf(column: string, object: string): string[] {
  const whole = plain(column);
  return whole.startsWith(object) && whole !== object ? [whole, whole.slice(object.length)] : [whole];
}

/**
 * Pairs columns with the fields of `object` by name or title in either language. Each field is used once: an exact name
 * wins over one with the object's name before it, then the first column.
 */
export function matchColumns(columns: readonly string[], fields: readonly FieldDescription[], object: string): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  for (const attempt of [0, 1]) {
    for (const column of columns) {
      const wanted = wordsOf(column, object)[attempt];
      if (wanted === undefined || mapping[column] !== undefined) continue;
      const field = fields.find((entry) => !taken.has(entry.name) && namesOf(entry).includes(wanted));
      if (field === undefined) continue;
      taken.add(field.name);
      mapping[column] = field.name;
    }
  }
  return mapping;
}
