import { cutColumn, positionOf, type ColumnSlots } from "./column-slots.ts";
import type { CompiledTable } from "./compile-table.ts";
import type { Comparable } from "./values.ts";

/** Fewer rows than this are tested one by one. */
const MAX_LEAF_ROWS = 6;
/** Places in all lists of one table's index, at most: beyond, rows are tested one by one. */
const MAX_PLACES = 4_000_000;

/** What a slot leads to: a row, the rows to test, or a further cut. One row is told by its number: a list costs a look into memory. */
type Part = number | readonly number[] | Branch;

/** Rows that are cut by a column, once somebody asked for them. */
class Branch {
  readonly rows: readonly number[];
  /** The columns that the rows have still to be tested on. */
  readonly columns: readonly number[];
  isCut: boolean;
  /** The column that the rows are cut by; -1 where that does not pay. */
  column = -1;
  slotByValue: ColumnSlots["slotByValue"] = null;
  bounds: Float64Array | null = null;
  parts: Part[] = [];
  /** What is left to test below: a column that its slots decide is not. */
  columnsBelow: readonly number[];

  constructor(rows: readonly number[], columns: readonly number[], isCut: boolean) {
    this.rows = rows;
    this.columns = columns;
    this.columnsBelow = columns;
    this.isCut = isCut;
  }

  slotOf(value: Comparable | null): number {
    if (this.slotByValue !== null) return this.slotByValue.get(value) ?? 0;
    const bounds = this.bounds as Float64Array;
    return typeof value === "number" ? positionOf(bounds, value) : 2 * bounds.length + 1;
  }
}

/** The mean length of the list that a row of the table finds itself in. */
function costOf({ slots }: ColumnSlots): number {
  let places = 0;
  let squares = 0;
  for (const slot of slots) {
    places += slot.length;
    squares += slot.length * slot.length;
  }
  return places === 0 ? 0 : squares / places;
}

function partOf(rows: readonly number[]): Part {
  const [only] = rows;
  return rows.length === 1 && only !== undefined ? only : rows;
}

/**
 * An index over all columns of a table that can be cut by equality or interval: a tree that is grown where it is asked,
 * each level cutting the rows by the column that leaves fewest.
 */
export class RowIndex {
  /** What `find` found: the rows that may match, in row order; one row alone is in `row`, which is -1 otherwise. */
  row = -1;
  rows: readonly number[] = [];
  /** The columns that these rows have still to be tested on. */
  columns: readonly number[] = [];
  private readonly table: CompiledTable;
  private readonly root: Branch;
  private places = 0;

  constructor(table: CompiledTable) {
    this.table = table;
    const rows = table.rows.map((_, row) => row);
    const columns = table.inputs.map((_, column) => column);
    this.root = new Branch(rows, columns, false);
  }

  /** Finds the rows that these values may match: `row` or `rows`, and `columns`. */
  find(values: readonly (Comparable | null)[]): void {
    let at = this.root;
    while (true) {
      if (!at.isCut) this.cut(at);
      if (at.column === -1) return this.answer(-1, at.rows, at.columns);
      const slot = at.slotOf(values[at.column] ?? null);
      const part = at.parts[slot] ?? [];
      if (typeof part === "number") return this.answer(part, this.rows, at.columnsBelow);
      if (part instanceof Branch) at = part;
      else if (part.length <= MAX_LEAF_ROWS) return this.answer(-1, part, at.columnsBelow);
      else {
        const branch = new Branch(part, at.columnsBelow, part.length === at.rows.length);
        at.parts[slot] = branch;
        at = branch;
      }
    }
  }

  private answer(row: number, rows: readonly number[], columns: readonly number[]): void {
    this.row = row;
    this.rows = rows;
    this.columns = columns;
  }

  /** Under F, whether a row answers for all values that its cell in one column lets through: later rows are then not asked. */
  private decidesAlone(at: Branch, row: number, column: number): boolean {
    const compiled = this.table.rows[row];
    if (this.table.hitPolicy !== "F" || compiled === undefined) return false;
    if (compiled.from !== undefined || compiled.to !== undefined) return false;
    return at.columns.every((other) => other === column || compiled.when[other]?.op === "any");
  }

  private cut(at: Branch): void {
    at.isCut = true;
    if (at.rows.length <= MAX_LEAF_ROWS || this.places > MAX_PLACES) return;
    let least = at.rows.length * 0.7;
    let best: ColumnSlots | null = null;
    for (const column of at.columns) {
      const cells = at.rows.map((row) => this.table.rows[row]?.when[column] ?? { op: "any" as const });
      const decidesAlone = (place: number) => this.decidesAlone(at, at.rows[place] ?? 0, column);
      const slots = cutColumn(cells, at.rows, this.table.inputs[column]?.type ?? "string", decidesAlone);
      const cost = slots === null ? Infinity : costOf(slots);
      if (slots === null || cost >= least) continue;
      least = cost;
      best = slots;
      at.column = column;
    }
    if (best === null) return;
    for (const slot of best.slots) this.places += slot.length + 1;
    at.slotByValue = best.slotByValue;
    at.bounds = best.bounds;
    at.parts = best.slots.map(partOf);
    if (best.isExact) at.columnsBelow = at.columns.filter((other) => other !== at.column);
  }
}
