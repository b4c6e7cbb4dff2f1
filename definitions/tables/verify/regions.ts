import type { JsonObject } from "../../json.ts";
import type { CellTest } from "../cell-syntax.ts";
import type { CompiledTable } from "../compile-table.ts";
import { comparableOf } from "../values.ts";
import { type Axis, cellOf, classesOf, dateOfDay, makeAxis, valueIn } from "./axis.ts";
import { type ClassSet, intersectSets, isSameSet } from "./class-set.ts";

/** One set of classes an axis: a box in the space of all inputs. */
export type Box = readonly ClassSet[];

/** A row as the box of the inputs that match it. */
export interface Region {
  /** The row's place in the table. */
  row: number;
  box: Box;
}

/** A table as boxes: an axis a column, and one more for the date where rows have dates. */
export interface TableRegions {
  table: CompiledTable;
  axes: readonly Axis[];
  regions: readonly Region[];
  hasDates: boolean;
}

/** An input in a box, with the date that it is asked as of. */
export interface Witness {
  input: JsonObject;
  asOf?: string;
}

const dateBound = (date: string | undefined) => (date === undefined ? null : comparableOf(date, "date"));

function dateTest(row: CompiledTable["rows"][number]): CellTest {
  if (row.from === undefined && row.to === undefined) return { op: "any" };
  return { op: "range", low: dateBound(row.from), high: dateBound(row.to), withLow: true, withHigh: true };
}

/** Makes the boxes of a table's rows. Rows that match nothing at all (an empty set on an axis) are among them. */
export function makeRegions(table: CompiledTable): TableRegions {
  const hasDates = table.rows.some((row) => row.from !== undefined || row.to !== undefined);
  const cells = table.rows.map((row) => [...row.when, ...(hasDates ? [dateTest(row)] : [])]);
  const axes = table.inputs.map((column, index) =>
    makeAxis(
      column,
      cells.map((tests) => tests[index] ?? { op: "any" }),
    ),
  );
  if (hasDates) {
    const dates = cells.map((tests) => tests[table.inputs.length] ?? { op: "any" as const });
    axes.push(makeAxis({ id: "asOf", type: "date" }, dates, false));
  }
  const regions = cells.map((tests, row) => ({
    row,
    box: axes.map((axis, index) => classesOf(axis, tests[index] ?? { op: "any" })),
  }));
  return { table, axes, regions, hasDates };
}

/** What two boxes share; null where that is nothing. */
export function intersectBoxes(a: Box, b: Box): Box | null {
  const shared: ClassSet[] = [];
  for (const [index, set] of a.entries()) {
    const both = set === b[index] ? set : intersectSets(set, b[index] ?? []);
    if (both.length === 0) return null;
    shared.push(both);
  }
  return shared;
}

/** An input that lies in a box; values that are filled are preferred to empty ones. */
export function witnessIn(regions: TableRegions, box: Box): Witness {
  const input: JsonObject = {};
  let asOf: string | undefined;
  for (const [index, axis] of regions.axes.entries()) {
    const value = valueIn(axis, box[index] ?? axis.whole);
    if (regions.hasDates && index === regions.axes.length - 1) asOf = String(value);
    else input[axis.id] = value;
  }
  return asOf === undefined ? { input } : { input, asOf };
}

const dayOf = (axis: Axis, index: number, shift: number): string | undefined => {
  const day = axis.samples[index];
  return typeof day === "number" ? dateOfDay(day + shift) : undefined;
};

/** The dates from and to which a row must be in force to cover classes of the date axis; none at an open end. */
function datesOf(axis: Axis, set: ClassSet): { from?: string; to?: string } {
  const first = set[0] ?? 0;
  const last = set.at(-1) ?? 0;
  const from = axis.isPoint[first] === true ? dayOf(axis, first, 0) : dayOf(axis, first - 1, 1);
  const to = axis.isPoint[last] === true ? dayOf(axis, last, 0) : dayOf(axis, last + 1, -1);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** A box as a row that would cover it: its cells, and its dates where rows have them. */
export function rowOf(regions: TableRegions, box: Box): { when: string[]; from?: string; to?: string } {
  const dates = regions.hasDates ? regions.axes.at(-1) : undefined;
  return {
    ...(dates === undefined ? {} : datesOf(dates, box.at(-1) ?? dates.whole)),
    when: regions.table.inputs.map((_, index) => {
      const axis = regions.axes[index];
      return axis === undefined ? "-" : cellOf(axis, box[index] ?? axis.whole);
    }),
  };
}

/** A witness as text: `score = 5, country = "DE", asOf = 2026-03-01`. Columns that may hold anything are left out. */
export function witnessText(regions: TableRegions, box: Box, witness: Witness): string {
  const parts = regions.axes.flatMap((axis, index) => {
    const set = box[index] ?? axis.whole;
    if (isSameSet(set, axis.whole) || (regions.axes.length > 1 && isSameSet(set, axis.filled) && box.length > 1))
      return [];
    const value = index < regions.table.inputs.length ? JSON.stringify(witness.input[axis.id]) : witness.asOf;
    return [`${axis.id} = ${value}`];
  });
  return parts.length > 0 ? parts.join(", ") : "-";
}

/** A box as text: `score: [10..20), country: "DE"`, with dates at the end. Columns that may hold anything are left out. */
export function regionText(regions: TableRegions, row: { when: string[]; from?: string; to?: string }): string {
  const cells = regions.table.inputs.map(({ id }, index) => ({ id, cell: row.when[index] ?? "-" }));
  const parts = cells
    .filter(({ cell }) => cell !== "-" && cell !== "not(null)")
    .map(({ id, cell }) => `${id}: ${cell}`);
  if (row.from !== undefined || row.to !== undefined) parts.push(`asOf: ${row.from ?? ""}..${row.to ?? ""}`);
  return parts.length > 0 ? parts.join(", ") : "-";
}
