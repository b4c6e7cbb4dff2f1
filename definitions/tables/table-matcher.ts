import type { Json, JsonObject } from "../json.ts";
import type { CellTest } from "./cell-syntax.ts";
import { cellFunction, type CellFunction } from "./cell-test.ts";
import type { CompiledTable } from "./compile-table.ts";
import { RowIndex } from "./row-index.ts";
import { comparableOf, type Comparable } from "./values.ts";

/** What a compiled table needs to be asked, made at its first use. */
export interface Matcher {
  /** Tests by column, then row. Cells that are written alike share one. */
  tests: (CellFunction | null)[][];
  /** How often the table was asked, and its index, made when that pays: a plan in a run may ask once only. */
  uses: number;
  index: RowIndex | null;
  hasDates: boolean;
  every: number[];
  columns: number[];
  allowed: (Set<Comparable | null> | null)[];
  /** Results that hold no input, by output column, then row, kept from the first time that they were asked for. */
  results: (Json | undefined)[][];
  ids: string[];
}

const matchers = new WeakMap<CompiledTable, Matcher>();
const USES_WITHOUT_INDEX = 3;

function makeTests(table: CompiledTable, column: number): (CellFunction | null)[] {
  const known = new Map<string, CellFunction | null>();
  return table.rows.map((row) => {
    const test: CellTest = row.when[column] ?? { op: "any" };
    const text = row.cells[column] ?? JSON.stringify(test);
    let made = known.get(text);
    if (made === undefined) {
      made = cellFunction(test);
      known.set(text, made);
    }
    return made;
  });
}

/** The matcher of a table, kept as long as the table. */
export function matcherOf(table: CompiledTable): Matcher {
  let matcher = matchers.get(table);
  if (matcher === undefined) {
    matcher = {
      tests: table.inputs.map((_, column) => makeTests(table, column)),
      uses: 0,
      index: null,
      hasDates: table.rows.some((row) => row.from !== undefined || row.to !== undefined),
      every: table.rows.map((_, index) => index),
      columns: table.inputs.map((_, index) => index),
      allowed: table.inputs.map(({ type, values }) =>
        values === undefined ? null : new Set(values.map((value) => comparableOf(value, type))),
      ),
      results: table.outputs.map(() => Array.from<Json | undefined>({ length: table.rows.length })),
      ids: table.rows.map((row) => row.id),
    };
    matchers.set(table, matcher);
  }
  return matcher;
}

/** Whether a row is in force on a date (`YYYY-MM-DD`); both its dates are in it. */
export function isInForce(row: CompiledTable["rows"][number] | undefined, date: string): boolean {
  if (row === undefined) return false;
  return (row.from === undefined || row.from <= date) && (row.to === undefined || date <= row.to);
}

/** The rows that match, in row order; the first alone under F. `values` are the input's, by column. */
export function findHits(
  table: CompiledTable,
  matcher: Matcher,
  values: readonly (Comparable | null)[],
  input: JsonObject,
  date: string | null,
): number[] {
  matcher.uses += 1;
  let rows: readonly number[] = matcher.every;
  let columns: readonly number[] = matcher.columns;
  if (matcher.uses > USES_WITHOUT_INDEX) {
    const index = (matcher.index ??= new RowIndex(table));
    index.find(values);
    ({ columns } = index);
    if (index.row >= 0) {
      const isHit = matches(table, matcher, index.row, columns, values, input, date);
      return isHit ? [index.row] : [];
    }
    ({ rows } = index);
  }
  const hits: number[] = [];
  const isFirst = table.hitPolicy === "F";
  for (const row of rows) {
    if (!matches(table, matcher, row, columns, values, input, date)) continue;
    hits.push(row);
    if (isFirst) break;
  }
  return hits;
}

function matches(
  table: CompiledTable,
  matcher: Matcher,
  row: number,
  columns: readonly number[],
  values: readonly (Comparable | null)[],
  input: JsonObject,
  date: string | null,
): boolean {
  for (const column of columns) {
    const test = matcher.tests[column]?.[row];
    if (test !== null && test !== undefined && test(values[column] ?? null, input) !== true) return false;
  }
  return date === null || isInForce(table.rows[row], date);
}
