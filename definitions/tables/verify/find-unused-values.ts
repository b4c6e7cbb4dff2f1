import type { Json } from "../../json.ts";
import type { CompiledTable } from "../compile-table.ts";

/** Allowed values of output columns that no row gives, `without` these rows; a column with a computed result has none. */
export function findUnusedValues(
  table: CompiledTable,
  without: ReadonlySet<number>,
): { column: string; index: number; value: Json }[] {
  return table.outputs.flatMap((output, index) => {
    const cells = table.rows.filter((_, row) => !without.has(row)).map((row) => row.then[index]);
    if (output.default !== undefined) cells.push(output.default);
    if (cells.some((cell) => cell !== undefined && cell.op !== "value")) return [];
    const given = new Set(cells.map((cell) => JSON.stringify(cell?.op === "value" ? cell.value : null)));
    return (output.values ?? [])
      .filter((value) => !given.has(JSON.stringify(value)))
      .map((value) => ({ column: output.id, index, value }));
  });
}
