import type { CellTest } from "./cell-syntax.ts";
import type { CompiledTable } from "./compile-table.ts";
import type { Comparable } from "./values.ts";

/** Finds the rows that a column's value can still match, in row order; `null` stands for an empty value. */
export interface ColumnIndex {
  column: number;
  rowsFor(value: Comparable | null): readonly number[];
}

/** A column is worth an index only when the lists stay short: entries at most this many times the rows. */
const MAX_ENTRIES_PER_ROW = 64;
const MIN_ROWS = 16;

function equalityIndex(cells: readonly CellTest[], column: number): ColumnIndex | null {
  const lists = new Map<Comparable | null, number[]>();
  const open: number[] = [];
  for (const test of cells) {
    if (test.op === "equal") lists.set(test.value, []);
    else if (test.op === "in") for (const value of test.values) lists.set(value, []);
  }
  if (lists.size < 2) return null;
  let entries = 0;
  const openCount = cells.filter((test) => test.op !== "equal" && test.op !== "in").length;
  if (openCount * lists.size > MAX_ENTRIES_PER_ROW * cells.length) return null;
  cells.forEach((test, row) => {
    if (test.op === "equal") lists.get(test.value)?.push(row);
    else if (test.op === "in") for (const value of new Set(test.values)) lists.get(value)?.push(row);
    else {
      open.push(row);
      for (const list of lists.values()) list.push(row);
      entries += lists.size;
    }
  });
  return entries > MAX_ENTRIES_PER_ROW * cells.length ? null : { column, rowsFor: (value) => lists.get(value) ?? open };
}

/** The interval of numbers that a cell covers, as closed positions on the list of bounds; null where it has none. */
function spanOf(
  test: CellTest,
): { low: number | null; high: number | null; withLow: boolean; withHigh: boolean } | null {
  if (test.op === "equal" && typeof test.value === "number") {
    return { low: test.value, high: test.value, withLow: true, withHigh: true };
  }
  if (test.op === "range" && typeof test.low === "number" && typeof test.high === "number") {
    return { low: test.low, high: test.high, withLow: test.withLow, withHigh: test.withHigh };
  }
  if (test.op === "compare" && typeof test.value === "number" && test.sign !== "!=") {
    const withEnd = test.sign.endsWith("=");
    return test.sign.startsWith("<")
      ? { low: null, high: test.value, withLow: true, withHigh: withEnd }
      : { low: test.value, high: null, withLow: withEnd, withHigh: true };
  }
  return null;
}

/** Position of a number among sorted bounds: `2i + 1` on the i-th bound, `2i` below it. */
function positionOf(bounds: readonly number[], value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return bounds[low] === value ? 2 * low + 1 : 2 * low;
}

function intervalIndex(cells: readonly CellTest[], column: number): ColumnIndex | null {
  const spans = cells.map(spanOf);
  const bounds = [
    ...new Set(spans.flatMap((span) => [span?.low, span?.high].filter((bound) => typeof bound === "number"))),
  ].toSorted((a, b) => a - b);
  if (bounds.length < 2) return null;
  const slots: number[][] = Array.from({ length: 2 * bounds.length + 1 }, () => []);
  const open: number[] = [];
  let entries = 0;
  for (const [row, span] of spans.entries()) {
    // A cell that is no interval may match anywhere, an empty value included.
    if (span === null) open.push(row);
    const from = span === null || span.low === null ? 0 : positionOf(bounds, span.low) + (span.withLow ? 0 : 1);
    const to =
      span === null || span.high === null ? slots.length - 1 : positionOf(bounds, span.high) - (span.withHigh ? 0 : 1);
    entries += to - from + 1;
    if (entries > MAX_ENTRIES_PER_ROW * cells.length) return null;
    for (let slot = from; slot <= to; slot += 1) slots[slot]?.push(row);
  }
  return {
    column,
    rowsFor: (value) => (typeof value === "number" ? (slots[positionOf(bounds, value)] ?? open) : open),
  };
}

/** The indexes of a table's columns; none for a short table. */
export function indexColumns(table: CompiledTable): ColumnIndex[] {
  if (table.rows.length < MIN_ROWS) return [];
  return table.inputs.flatMap((input, column) => {
    const cells = table.rows.map((row) => row.when[column] ?? { op: "any" as const });
    const index =
      input.type === "string" || input.type === "boolean" ? equalityIndex(cells, column) : intervalIndex(cells, column);
    return index === null ? [] : [index];
  });
}
