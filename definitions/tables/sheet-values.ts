import type { Json } from "../json.ts";
import { CellReader, readTemporal } from "./cell-reader.ts";
import type { ColumnType } from "./values.ts";

const NAMED: Readonly<Record<string, Json>> = { true: true, false: false, null: null };

/** A column's values as S-FEEL literals with commas between them. */
export function writeValueList(values: readonly Json[], type: ColumnType): string {
  return values
    .map((value) =>
      typeof value === "string" && type !== "string"
        ? `${type === "dateTime" ? "date and time" : type}(${JSON.stringify(value)})`
        : JSON.stringify(value),
    )
    .join(", ");
}

function readLiteral(reader: CellReader): Json {
  const token = reader.peek();
  if (token?.kind === "number" || token?.kind === "string") return reader.next().value;
  if (reader.takeMark("-") !== null) {
    const number = reader.next();
    return number.kind === "number" ? -number.value : reader.fail("numberNeeded");
  }
  if (token?.kind === "name" && Object.hasOwn(NAMED, token.value)) {
    reader.next();
    return NAMED[token.value] ?? null;
  }
  return readTemporal(reader, null).text;
}

/** The values of such a list; null where it is none. */
export function readValueList(text: string): Json[] | null {
  if (text.trim() === "") return [];
  try {
    const reader = new CellReader(text);
    const values = [readLiteral(reader)];
    while (reader.takeMark(",") !== null) values.push(readLiteral(reader));
    reader.expectEnd();
    return values;
  } catch {
    return null;
  }
}
