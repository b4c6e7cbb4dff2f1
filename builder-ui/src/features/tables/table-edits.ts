import type { DecisionTable } from "../../../../definitions/resources.ts";

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

const MAX_ROWS = 10_000;

function freeId(prefix: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${prefix}${number}`)) number++;
  return `${prefix}${number}`;
}

/** Adds rows after the last one, as far as a table may have them; their conditions hold for everything. */
export function addRows(table: DecisionTable, count: number): DecisionTable {
  const ids = new Set(table.rows.map(({ id }) => id));
  const rows = [...table.rows];
  for (let number = rows.length + 1; rows.length < Math.min(MAX_ROWS, table.rows.length + count); number++) {
    const id = `r${number}`;
    if (ids.has(id)) continue;
    rows.push({ id, when: table.inputs.map(() => "-"), then: table.outputs.map(() => "") });
  }
  return rows.length === table.rows.length ? table : { ...table, rows };
}

export const addRow = (table: DecisionTable): DecisionTable => addRows(table, 1);

export function removeRow(table: DecisionTable, index: number): DecisionTable {
  return { ...table, rows: table.rows.toSpliced(index, 1) };
}

/** Writes a cell; `part` is `when` for inputs, `then` for outputs. */
export function setCell(
  table: DecisionTable,
  row: number,
  part: "when" | "then",
  column: number,
  text: string,
): DecisionTable {
  const entry = table.rows[row];
  if (entry === undefined) return table;
  return { ...table, rows: table.rows.with(row, { ...entry, [part]: entry[part].with(column, text) }) };
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
  change: Partial<DecisionTable["outputs"][number]>,
): DecisionTable {
  return { ...table, [side]: table[side].map((entry, index) => (index === column ? { ...entry, ...change } : entry)) };
}

/** Takes a column, with its cells, to another place among those of its side. */
export function moveColumn(table: DecisionTable, side: Side, column: number, to: number): DecisionTable {
  if (to < 0 || to >= table[side].length || to === column) return table;
  const part = side === "inputs" ? "when" : "then";
  const moved = <T>(list: readonly T[]): T[] => {
    const [taken] = list.slice(column, column + 1);
    return taken === undefined ? [...list] : list.toSpliced(column, 1).toSpliced(to, 0, taken);
  };
  const rows = table.rows.map((row) => Object.assign({}, row, { [part]: moved(row[part]) }));
  return { ...table, [side]: moved(table[side]), rows };
}

/** Puts a row before the one at `index`, or after the last. `when` are its conditions; where absent, they hold for everything. */
export function insertRow(
  table: DecisionTable,
  index: number,
  when?: readonly string[],
  dates: { from?: string; to?: string } = {},
): DecisionTable {
  const added = addRow(table);
  const row = added.rows.at(-1);
  if (row === undefined || added === table) return table;
  const cells = table.inputs.map((_, column) => when?.[column] ?? "-");
  return { ...table, rows: table.rows.toSpliced(index, 0, { ...row, when: cells, ...dates }) };
}

/** Copies a row to the place below it. */
export function duplicateRow(table: DecisionTable, index: number): DecisionTable {
  const row = table.rows[index];
  if (row === undefined) return table;
  const added = insertRow(table, index + 1);
  if (added === table) return table;
  const { label: _, ...copied } = row;
  return { ...added, rows: added.rows.with(index + 1, { ...copied, id: added.rows[index + 1]?.id ?? row.id }) };
}

/** Changes what stands beside a row's cells; an empty text takes it away. */
export function setRowNote(
  table: DecisionTable,
  index: number,
  name: "label" | "note" | "from" | "to",
  text: string,
): DecisionTable {
  const row = table.rows[index];
  if (row === undefined) return table;
  const { [name]: _, ...rest } = row;
  return { ...table, rows: table.rows.with(index, text === "" ? rest : { ...rest, [name]: text }) };
}
