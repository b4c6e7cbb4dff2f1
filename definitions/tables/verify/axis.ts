import { Temporal } from "temporal-polyfill";
import type { Json } from "../../json.ts";
import type { CellTest } from "../cell-syntax.ts";
import { comparableOf, type ColumnType, type Comparable } from "../values.ts";
import { type ClassSet, NO_CLASSES, spanSet, subtractSet, uniteSets } from "./class-set.ts";

/**
 * A column's values in classes that no cell of the table tells apart, in their order: each value that a cell names is a
 * class, and so is what lies between two of them, below the first and above the last. The last class is the empty value.
 * Where the column lists its allowed values, these alone are the classes.
 */
export interface Axis {
  id: string;
  type: ColumnType;
  /** A value of each class but the empty one, ascending. */
  samples: readonly Comparable[];
  /** Whether a class is one value alone. */
  isPoint: readonly boolean[];
  /** The number of classes; the last one is the empty value where `hasEmpty`. */
  size: number;
  hasEmpty: boolean;
  whole: ClassSet;
  /** All but the empty value. */
  filled: ClassSet;
}

function collectBounds(test: CellTest, bounds: Set<Comparable>): void {
  const add = (value: Comparable | null): void => {
    if (value !== null) bounds.add(value);
  };
  switch (test.op) {
    case "any":
      return;
    case "equal":
    case "compare":
      return add(test.value);
    case "range":
      add(test.low);
      return add(test.high);
    case "in":
      return test.values.forEach(add);
    case "or":
    case "and":
      return test.tests.forEach((part) => collectBounds(part, bounds));
    case "against":
      return;
    case "not":
      return collectBounds(test.test, bounds);
  }
}

function numbersBetween(low: number | null, high: number | null): number[] {
  if (low === null && high === null) return [0];
  if (low === null) return [(high ?? 0) - 1, (high ?? 0) * 2, -Number.MAX_VALUE];
  if (high === null) return [low + 1, low * 2, Number.MAX_VALUE];
  return [Math.floor(low) + 1, low / 2 + high / 2];
}

function textsBetween(low: string | null): string[] {
  const start = low ?? "";
  return ["other", "x", "", `${start}x`, `${start} `, `${start}\u0000`];
}

/** A value strictly between two others (null: no end on this side); null where the type has none. */
function sampleBetween(type: ColumnType, low: Comparable | null, high: Comparable | null): Comparable | null {
  if (type === "boolean") return null;
  const candidates: Comparable[] =
    type === "string"
      ? textsBetween(low as string | null)
      : numbersBetween(low as number | null, high as number | null);
  const fits = (value: Comparable): boolean =>
    (low === null || value > low) &&
    (high === null || value < high) &&
    comparableOf(toJson(value, type), type) === value;
  return candidates.find(fits) ?? null;
}

function compareValues(a: Comparable, b: Comparable): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sampleClasses(type: ColumnType, bounds: readonly Comparable[]): { samples: Comparable[]; isPoint: boolean[] } {
  const samples: Comparable[] = [];
  const isPoint: boolean[] = [];
  const addBetween = (low: Comparable | null, high: Comparable | null): void => {
    const sample = sampleBetween(type, low, high);
    if (sample === null) return;
    samples.push(sample);
    isPoint.push(false);
  };
  let last: Comparable | null = null;
  for (const bound of bounds) {
    addBetween(last, bound);
    samples.push(bound);
    isPoint.push(true);
    last = bound;
  }
  addBetween(last, null);
  return { samples, isPoint };
}

/** Makes the axis of a column from the cells that stand in it. `values` are the allowed ones, where the column lists them. */
export function makeAxis(
  column: { id: string; type: ColumnType; values?: readonly Json[] | undefined },
  tests: readonly CellTest[],
  hasEmpty = true,
): Axis {
  const bounds = new Set<Comparable>();
  let classes: { samples: Comparable[]; isPoint: boolean[] };
  if (column.values !== undefined || column.type === "boolean") {
    for (const value of column.values ?? [false, true]) {
      const comparable = comparableOf(value, column.type);
      if (comparable !== null) bounds.add(comparable);
    }
    const samples = [...bounds].sort(compareValues);
    classes = { samples, isPoint: samples.map(() => true) };
  } else {
    for (const test of tests) collectBounds(test, bounds);
    classes = sampleClasses(column.type, [...bounds].sort(compareValues));
  }
  const size = classes.samples.length + (hasEmpty ? 1 : 0);
  return {
    id: column.id,
    type: column.type,
    ...classes,
    size,
    hasEmpty,
    whole: spanSet(0, size - 1),
    filled: spanSet(0, classes.samples.length - 1),
  };
}

/** The first class whose sample is at least (`isAfter`: more than) a value. */
function positionOf(axis: Axis, value: Comparable, isAfter: boolean): number {
  let low = 0;
  let high = axis.samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const sample = axis.samples[middle] ?? value;
    if (sample < value || (isAfter && sample === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pointSet(axis: Axis, value: Comparable | null): ClassSet {
  if (value === null) return axis.hasEmpty ? spanSet(axis.size - 1, axis.size - 1) : NO_CLASSES;
  return spanSet(positionOf(axis, value, false), positionOf(axis, value, true) - 1);
}

function compareSet(axis: Axis, sign: string, value: Comparable): ClassSet {
  const last = axis.samples.length - 1;
  switch (sign) {
    case "<":
      return spanSet(0, positionOf(axis, value, false) - 1);
    case "<=":
      return spanSet(0, positionOf(axis, value, true) - 1);
    case ">":
      return spanSet(positionOf(axis, value, true), last);
    case ">=":
      return spanSet(positionOf(axis, value, false), last);
    default:
      return subtractSet(axis.whole, pointSet(axis, value));
  }
}

/** Whether a test asks for an order, which an empty value has not: then its `not` does not hold of it either. */
function asksOrder(test: CellTest): boolean {
  if (test.op === "or") return test.tests.some(asksOrder);
  if (test.op === "not") return asksOrder(test.test);
  return test.op === "range" || (test.op === "compare" && test.sign !== "!=");
}

/** The classes whose values pass a cell. */
export function classesOf(axis: Axis, test: CellTest): ClassSet {
  switch (test.op) {
    case "any":
      return axis.whole;
    case "equal":
      return pointSet(axis, test.value);
    case "compare":
      return compareSet(axis, test.sign, test.value);
    case "range": {
      const from = test.low === null ? 0 : positionOf(axis, test.low, !test.withLow);
      const to = test.high === null ? axis.samples.length : positionOf(axis, test.high, test.withHigh);
      return spanSet(from, to - 1);
    }
    case "in":
      return uniteSets(test.values.map((value) => pointSet(axis, value)));
    case "or":
      return uniteSets(test.tests.map((part) => classesOf(axis, part)));
    // What depends on other columns is no set of this axis: such rows are left out before (isComputed).
    case "against":
    case "and":
      return axis.whole;
    case "not": {
      const rest = subtractSet(axis.whole, classesOf(axis, test.test));
      return asksOrder(test.test) ? subtractSet(rest, pointSet(axis, null)) : rest;
    }
  }
}

/** The date of a day counted from 1970. */
export function dateOfDay(day: number): string {
  return Temporal.Instant.fromEpochMilliseconds(day * 86_400_000)
    .toString()
    .slice(0, 10);
}

/** A comparable key as JSON of its type, the reverse of `comparableOf`. */
function toJson(value: Comparable, type: ColumnType): string | number | boolean | null {
  if (typeof value !== "number" || type === "number") return value;
  try {
    if (type === "date") return dateOfDay(value);
    if (type === "dateTime") return Temporal.Instant.fromEpochMilliseconds(value).toString();
    return Temporal.Duration.from({ milliseconds: value }).round({ largestUnit: "days" }).toString();
  } catch {
    return null;
  }
}

const TRIED_SAMPLES = 40;

/** A value of one of the classes, as JSON: the one that reads shortest, an empty value only where there is no other. */
export function valueIn(axis: Axis, classes: ClassSet): string | number | boolean | null {
  let best: string | number | boolean | null = null;
  let bestLength = Infinity;
  let tried = 0;
  for (let at = 0; at < classes.length; at += 2) {
    for (let index = classes[at] ?? 0; index <= (classes[at + 1] ?? 0); index += 1) {
      const sample = axis.samples[index];
      if (sample === undefined || tried > TRIED_SAMPLES) continue;
      tried += 1;
      const json = toJson(sample, axis.type);
      const length = json === "other" ? 0 : (JSON.stringify(json)?.length ?? 0);
      if (length < bestLength) [best, bestLength] = [json, length];
    }
  }
  return best;
}

function literalOf(axis: Axis, index: number): string {
  const json = toJson(axis.samples[index] ?? "", axis.type);
  switch (axis.type) {
    case "date":
      return `date("${String(json)}")`;
    case "dateTime":
      return `date and time("${String(json)}")`;
    case "duration":
      return `duration("${String(json)}")`;
    default:
      return JSON.stringify(json) ?? "null";
  }
}

function spanCell(axis: Axis, from: number, to: number): string {
  const last = axis.samples.length - 1;
  const low = axis.isPoint[from] === true ? from : from - 1;
  const high = axis.isPoint[to] === true ? to : to + 1;
  if (low === high) return literalOf(axis, low);
  const withLow = low === from;
  const withHigh = high === to;
  if (low < 0) return `${withHigh ? "<=" : "<"} ${literalOf(axis, high)}`;
  if (high > last) return `${withLow ? ">=" : ">"} ${literalOf(axis, low)}`;
  return `${withLow ? "[" : "("}${literalOf(axis, low)}..${literalOf(axis, high)}${withHigh ? "]" : ")"}`;
}

function pointsIn(axis: Axis, classes: ClassSet): number[] | null {
  const points: number[] = [];
  for (let at = 0; at < classes.length; at += 2) {
    for (let index = classes[at] ?? 0; index <= (classes[at + 1] ?? 0); index += 1) {
      if (index < axis.samples.length && axis.isPoint[index] !== true) return null;
      points.push(index);
    }
  }
  return points;
}

/** The cell (S-FEEL) that exactly these classes pass. `classes` is not empty. */
export function cellOf(axis: Axis, classes: ClassSet): string {
  const outside = subtractSet(axis.whole, classes);
  if (outside.length === 0) return "-";
  const name = (index: number): string => (index < axis.samples.length ? literalOf(axis, index) : "null");
  const points = pointsIn(axis, classes);
  if (points !== null) return points.map(name).join(", ");
  const left = pointsIn(axis, outside);
  if (left !== null && (axis.type === "string" || left.length === 1)) return `not(${left.map(name).join(", ")})`;
  const parts: string[] = [];
  const last = axis.samples.length - 1;
  for (let at = 0; at < classes.length; at += 2) {
    const from = classes[at] ?? 0;
    const to = Math.min(classes[at + 1] ?? 0, last);
    if (from === 0 && to === last) parts.push("not(null)");
    else if (from <= to) parts.push(spanCell(axis, from, to));
    if ((classes[at + 1] ?? 0) > last) parts.push("null");
  }
  return parts.join(", ");
}
