import type { CellTest } from "./cell-syntax.ts";
import type { ColumnType, Comparable } from "./values.ts";

/** A column's values cut into slots: within a slot every value matches the same rows of this column. */
export interface ColumnSlots {
  /** The slot of each value that a cell names; slot 0 is every other value. Null where `bounds` decide. */
  slotByValue: ReadonlyMap<Comparable | null, number> | null;
  /** The bounds between which the slots lie (`positionOf`); the last slot is for empty values. */
  bounds: Float64Array | null;
  /** The rows that a slot's values can match, in row order. */
  slots: number[][];
  /** Every cell says by its slot alone whether it matches: the column needs no test afterwards. */
  isExact: boolean;
}

/** Slots are worth having only while their lists stay short: entries at most this many times the rows. */
const MAX_ENTRIES_PER_ROW = 64;

/**
 * Slots that are filled in row order. A row that decides for all values of a slot closes it: what comes later can matter to
 * none of them. Closed slots are passed over, so that a ladder of thresholds costs its rows and not their square.
 */
class OpenSlots {
  readonly slots: number[][];
  entries = 0;
  /** For each slot the next one that may still be open, itself included. */
  private readonly next: Uint32Array;

  constructor(count: number) {
    this.slots = Array.from({ length: count }, () => []);
    this.next = Uint32Array.from({ length: count + 1 }, (_, slot) => slot);
  }

  private openFrom(slot: number): number {
    let open = slot;
    while (this.next[open] !== open) open = this.next[open] ?? open;
    for (let at = slot; at !== open;) {
      const after = this.next[at] ?? open;
      this.next[at] = open;
      at = after;
    }
    return open;
  }

  put(row: number, from: number, to: number, isClosing: boolean): void {
    for (let slot = this.openFrom(from); slot <= to; slot = this.openFrom(slot + 1)) {
      this.slots[slot]?.push(row);
      this.entries += 1;
      if (isClosing) this.next[slot] = slot + 1;
    }
  }
}

/** Whether a row matches every value that its cell in this column lets through: by its place among `cells`. */
export type DecidesAlone = (place: number) => boolean;

/** Slots by value, for texts and yes/no: slot 0 is every value that no cell names. */
function equalitySlots(
  cells: readonly CellTest[],
  rows: readonly number[],
  decidesAlone: DecidesAlone,
): ColumnSlots | null {
  const slotByValue = new Map<Comparable | null, number>();
  const addValue = (value: Comparable | null): void => {
    if (!slotByValue.has(value)) slotByValue.set(value, slotByValue.size + 1);
  };
  let openCount = 0;
  for (const test of cells) {
    if (test.op === "equal") addValue(test.value);
    else if (test.op === "in") for (const value of test.values) addValue(value);
    else openCount += 1;
  }
  if (slotByValue.size < 2 || openCount * slotByValue.size > MAX_ENTRIES_PER_ROW * cells.length) return null;
  const open = new OpenSlots(slotByValue.size + 1);
  for (const [index, test] of cells.entries()) {
    const row = rows[index] ?? 0;
    const isClosing = decidesAlone(index);
    const put = (value: Comparable | null): void => {
      const slot = slotByValue.get(value) ?? 0;
      open.put(row, slot, slot, isClosing);
    };
    if (test.op === "equal") put(test.value);
    else if (test.op === "in") for (const value of new Set(test.values)) put(value);
    else open.put(row, 0, slotByValue.size, isClosing && test.op === "any");
  }
  const isExact = cells.every((test) => test.op === "equal" || test.op === "in" || test.op === "any");
  return { slotByValue, bounds: null, slots: open.slots, isExact };
}

interface Span {
  low: number | null;
  high: number | null;
  withLow: boolean;
  withHigh: boolean;
}

/** The interval of numbers that a cell covers; null where it is none. */
function spanOf(test: CellTest): Span | null {
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
export function positionOf(bounds: Float64Array, value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return bounds[low] === value ? 2 * low + 1 : 2 * low;
}

/** Slots on and between the bounds of the intervals; the last slot is for empty values. */
function intervalSlots(
  cells: readonly CellTest[],
  rows: readonly number[],
  decidesAlone: DecidesAlone,
): ColumnSlots | null {
  const spans = cells.map(spanOf);
  const ends = spans.flatMap((span) => [span?.low, span?.high]).filter((bound) => typeof bound === "number");
  const bounds = Float64Array.from(new Set(ends)).toSorted();
  if (bounds.length < 2) return null;
  const emptySlot = 2 * bounds.length + 1;
  const open = new OpenSlots(emptySlot + 1);
  for (const [index, span] of spans.entries()) {
    const row = rows[index] ?? 0;
    const isKnown = span !== null || cells[index]?.op === "any";
    const isClosing = isKnown && decidesAlone(index);
    // A cell that is no interval may match anywhere, an empty value included.
    if (span === null) open.put(row, emptySlot, emptySlot, isClosing);
    const from = span === null || span.low === null ? 0 : positionOf(bounds, span.low) + (span.withLow ? 0 : 1);
    const to =
      span === null || span.high === null ? emptySlot - 1 : positionOf(bounds, span.high) - (span.withHigh ? 0 : 1);
    open.put(row, from, to, isClosing);
    if (open.entries > MAX_ENTRIES_PER_ROW * cells.length) return null;
  }
  const isExact = cells.every((test, index) => test.op === "any" || spans[index] !== null);
  return { slotByValue: null, bounds, slots: open.slots, isExact };
}

/**
 * Cuts a column into slots over some rows (`cells` are theirs, in the same order); null where that does not pay.
 * `decidesAlone` names rows after which, in their slots, no later row is wanted.
 */
export function cutColumn(
  cells: readonly CellTest[],
  rows: readonly number[],
  type: ColumnType,
  decidesAlone: DecidesAlone,
): ColumnSlots | null {
  return type === "string" || type === "boolean"
    ? equalitySlots(cells, rows, decidesAlone)
    : intervalSlots(cells, rows, decidesAlone);
}
