import type { DecisionTable } from "../../../../../definitions/resources.ts";
import { addRows } from "../table-edits.ts";
import type { Area } from "./selection.ts";

type Row = DecisionTable["rows"][number];

const cellsOf = (row: Row): string[] => [...row.when, ...row.then];

function withCells(row: Row, inputs: number, cells: readonly string[]): Row {
  return { ...row, when: cells.slice(0, inputs), then: cells.slice(inputs) };
}

/** The texts of an area's cells, row by row. */
export function cellsIn(table: DecisionTable, { rows, first, last }: Area): string[][] {
  return rows.map((index) => {
    const row = table.rows[index];
    return row === undefined ? [] : cellsOf(row).slice(first, last + 1);
  });
}

/** Writes each cell of an area anew; `textAt` is given the cell's place within the area. Other rows stay the same objects. */
function writeArea(
  table: DecisionTable,
  { rows, first, last }: Area,
  textAt: (down: number, right: number) => string,
): DecisionTable {
  const written = [...table.rows];
  rows.forEach((index, down) => {
    const row = written[index];
    if (row === undefined) return;
    const cells = cellsOf(row).map((cell, column) =>
      column >= first && column <= last ? textAt(down, column - first) : cell,
    );
    written[index] = withCells(row, table.inputs.length, cells);
  });
  return { ...table, rows: written };
}

/** Empties cells: conditions hold for anything, results are nothing. */
export function clearArea(table: DecisionTable, area: Area): DecisionTable {
  return writeArea(table, area, (_, right) => (area.first + right < table.inputs.length ? "-" : ""));
}

/** Repeats the cells of one area over another, which lies beside it and is counted from it: away from it in both directions. */
export function fillArea(table: DecisionTable, from: Area, to: Area): DecisionTable {
  const cells = cellsIn(table, from);
  const isAbove = (to.rows[0] ?? 0) < (from.rows[0] ?? 0);
  const isBefore = to.first < from.first;
  const turned = (place: number, count: number, size: number, isTurned: boolean) =>
    isTurned ? (size - 1 - ((count - 1 - place) % size) + size) % size : place % size;
  const columns = from.last - from.first + 1;
  return writeArea(table, to, (down, right) => {
    const row = cells[turned(down, to.rows.length, cells.length, isAbove)];
    return row?.[turned(right, to.last - to.first + 1, columns, isBefore)] ?? "";
  });
}

/** What pasting made of the table, and how many columns of it had no place. */
export interface Pasted {
  table: DecisionTable;
  area: Area;
  cut: number;
}

/**
 * Writes copied cells over an area: one cell, or a block that fits several times, is repeated over all of it; another goes
 * right and down from its first cell. Rows that are missing are added, columns are not. `read` turns a copied text into a cell.
 */
export function pasteArea(
  table: DecisionTable,
  area: Area,
  shown: readonly number[],
  cells: readonly (readonly string[])[],
  read: (text: string, column: number) => string,
): Pasted {
  const width = Math.max(1, ...cells.map((row) => row.length));
  const height = Math.max(1, cells.length);
  const [chosenHeight, chosenWidth] = [area.rows.length, area.last - area.first + 1];
  const isRepeated = chosenHeight % height === 0 && chosenWidth % width === 0;
  const start = area.rows[0] ?? 0;
  const below = shown.filter((row) => row >= start);
  const wanted = isRepeated ? chosenHeight : height;
  const next = addRows(table, wanted - below.length);
  const added = Array.from({ length: next.rows.length - table.rows.length }, (_, index) => table.rows.length + index);
  const columns = table.inputs.length + table.outputs.length;
  const last = Math.min(columns - 1, area.first + (isRepeated ? chosenWidth : width) - 1);
  const to = { rows: [...below, ...added].slice(0, wanted), first: area.first, last };
  const before = cellsIn(next, to);
  const pasted = writeArea(next, to, (down, right) => {
    const text = cells[down % height]?.[right % width];
    return text === undefined ? (before[down]?.[right] ?? "") : read(text, area.first + right);
  });
  return { table: pasted, area: to, cut: isRepeated ? 0 : Math.max(0, area.first + width - columns) };
}

/** Takes rows to the place before the row at `before`, in their order; after the last where there is none. */
export function moveRowsTo(table: DecisionTable, indexes: readonly number[], before: number): DecisionTable {
  const taken = new Set(indexes);
  const moved = table.rows.filter((_, index) => taken.has(index));
  const rest = (from: number, end: number) =>
    table.rows.filter((_, index) => index >= from && index < end && !taken.has(index));
  const rows = [...rest(0, before), ...moved, ...rest(before, table.rows.length)];
  return rows.every((row, index) => row === table.rows[index]) ? table : { ...table, rows };
}

export function removeRows(table: DecisionTable, indexes: readonly number[]): DecisionTable {
  const taken = new Set(indexes);
  return { ...table, rows: table.rows.filter((_, index) => !taken.has(index)) };
}
