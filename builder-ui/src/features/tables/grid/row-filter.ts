import type { DecisionTable } from "../../../../../definitions/resources.ts";

/** Which rows are shown. */
export interface RowFilter {
  /** Rows in which some cell, note or label holds this. */
  text: string;
  which: "all" | "problems" | "untested";
  /** By column, counted over inputs, then outputs: what its cell holds. */
  columns: Readonly<Record<number, string>>;
}

export const NO_FILTER: RowFilter = { text: "", which: "all", columns: {} };

export const isFiltering = ({ text, which, columns }: RowFilter): boolean =>
  text.trim() !== "" || which !== "all" || Object.values(columns).some((wanted) => wanted.trim() !== "");

/** The indexes of the rows that a filter shows. `keep` is a row that stays, because it is being written in. */
export function filterRows(
  table: DecisionTable,
  filter: RowFilter,
  hasProblem: (row: number) => boolean,
  isTested: (id: string) => boolean,
  keep: number | null,
): number[] {
  const everything = table.rows.map((_, index) => index);
  if (!isFiltering(filter)) return everything;
  const holds = (text: string, wanted: string) => text.toLowerCase().includes(wanted.trim().toLowerCase());
  const wantedCells = Object.entries(filter.columns).map(([column, wanted]) => [Number(column), wanted] as const);
  return everything.filter((index) => {
    const row = table.rows[index];
    if (row === undefined) return false;
    if (index === keep) return true;
    if (filter.which === "problems" && !hasProblem(index)) return false;
    if (filter.which === "untested" && isTested(row.id)) return false;
    const cells = [...row.when, ...row.then];
    return (
      wantedCells.every(([column, wanted]) => holds(cells[column] ?? "", wanted)) &&
      [...cells, row.note ?? "", row.label ?? ""].some((cell) => holds(cell, filter.text))
    );
  });
}
