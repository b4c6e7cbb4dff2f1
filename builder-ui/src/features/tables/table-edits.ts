import type { COLUMN_TYPES, DecisionTable } from "../../../../definitions/resources.ts";

export type ColumnType = (typeof COLUMN_TYPES)[number];
type Side = "inputs" | "outputs";

/** A table to start from: one input, one output, one row. */
export const BLANK_TABLE: DecisionTable = {
  schemaVersion: 1,
  key: "",
  name: "",
  hitPolicy: "F",
  inputs: [{ id: "input1", type: "string" }],
  outputs: [{ id: "result", type: "string" }],
  rows: [{ id: "r1", when: ["-"], then: ['""'] }],
  tests: [],
};

function freeId(prefix: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${prefix}${number}`)) number++;
  return `${prefix}${number}`;
}

/** Adds a row after the last one; its conditions hold for everything. */
export function addRow(table: DecisionTable): DecisionTable {
  const id = freeId(
    "r",
    table.rows.map((row) => row.id),
  );
  const row = { id, when: table.inputs.map(() => "-"), then: table.outputs.map(() => "") };
  return { ...table, rows: [...table.rows, row] };
}

export function removeRow(table: DecisionTable, index: number): DecisionTable {
  return { ...table, rows: table.rows.toSpliced(index, 1) };
}

/** Moves a row by `by` places; order decides under "first". */
export function moveRow(table: DecisionTable, index: number, by: number): DecisionTable {
  const row = table.rows[index];
  const to = index + by;
  if (row === undefined || to < 0 || to >= table.rows.length) return table;
  return { ...table, rows: table.rows.toSpliced(index, 1).toSpliced(to, 0, row) };
}

/** Writes a cell; `part` is `when` for inputs, `then` for outputs. */
export function setCell(
  table: DecisionTable,
  row: number,
  part: "when" | "then",
  column: number,
  text: string,
): DecisionTable {
  const rows = table.rows.map((entry, index) =>
    index === row ? { ...entry, [part]: entry[part].with(column, text) } : entry,
  );
  return { ...table, rows };
}

/** Adds a column with a cell for every row. */
export function addColumn(table: DecisionTable, side: Side): DecisionTable {
  const taken = [...table.inputs, ...table.outputs].map((column) => column.id);
  const id = freeId(side === "inputs" ? "input" : "output", taken);
  const part = side === "inputs" ? "when" : "then";
  const rows = table.rows.map((row) =>
    Object.assign({}, row, { [part]: [...row[part], side === "inputs" ? "-" : ""] }),
  );
  return { ...table, [side]: [...table[side], { id, type: "string" as const }], rows };
}

/** Removes a column and its cells. The last output stays: a table without one decides nothing. */
export function removeColumn(table: DecisionTable, side: Side, column: number): DecisionTable {
  if (side === "outputs" && table.outputs.length === 1) return table;
  const part = side === "inputs" ? "when" : "then";
  const rows = table.rows.map((row) => Object.assign({}, row, { [part]: row[part].toSpliced(column, 1) }));
  return { ...table, [side]: table[side].toSpliced(column, 1), rows };
}

export function setColumn(
  table: DecisionTable,
  side: Side,
  column: number,
  change: { id?: string; type?: ColumnType; name?: { en?: string; zh?: string } },
): DecisionTable {
  return { ...table, [side]: table[side].map((entry, index) => (index === column ? { ...entry, ...change } : entry)) };
}
