import type { FieldDescription } from "../../../../definitions/catalogue.ts";

/** Column → field. A column that is not named here is left out of the import. */
export type Mapping = Record<string, string>;

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

function namesOf(field: FieldDescription): string[] {
  const titles = typeof field.title === "string" ? [field.title] : [field.title.en ?? "", field.title.zh ?? ""];
  return [field.name, ...titles].map(plain).filter((name) => name !== "");
}

/** Pairs columns with fields by name or title in either language. Each field is used once: the first column wins. */
export function matchColumns(columns: readonly string[], fields: readonly FieldDescription[]): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  for (const column of columns) {
    const wanted = plain(column);
    const field = fields.find((entry) => !taken.has(entry.name) && namesOf(entry).includes(wanted));
    if (field === undefined) continue;
    taken.add(field.name);
    mapping[column] = field.name;
  }
  return mapping;
}
