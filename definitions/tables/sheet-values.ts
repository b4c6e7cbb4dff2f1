import type { Json } from "../json.ts";
import { compileOutput } from "./output-syntax.ts";
import type { ColumnType } from "./values.ts";

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

/** The values of such a list; null where it is none. */
export function readValueList(text: string): Json[] | null {
  try {
    const list = compileOutput(`[${text}]`, []);
    return list.op === "value" && Array.isArray(list.value) ? list.value : null;
  } catch {
    return null;
  }
}
