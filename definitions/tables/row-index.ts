import type { CompiledTable } from "./compile-table.ts";
import { cutColumn, type ColumnSlots } from "./column-slots.ts";
import type { Comparable } from "./values.ts";

/** The rows that may match, in row order, and the columns that still have to be tested on them. */
export interface Candidates {
  rows: readonly number[];
  columns: readonly number[];
}

/** Fewer rows than this are tested one by one. */
const MAX_LEAF_ROWS = 6;
/** Places in all lists of one table's index, at most: beyond, rows are tested one by one. */
const MAX_PLACES = 4_000_000;

interface Cut {
  column: number;
  slots: ColumnSlots;
  /** What is left to test below: a column that its slots decide is not. */
  columns: readonly number[];
}

interface Branch extends Candidates {
  /** The column that this place is cut by; null in a leaf. `undefined` until it is first asked. */
  cut: Cut | null | undefined;
  children: (Branch | undefined)[];
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

/**
 * An index over all columns of a table that can be cut by equality or interval: a tree that is grown where it is asked,
 * each level cutting the rows by the column that leaves fewest.
 */
export class RowIndex {
  private readonly table: CompiledTable;
  private readonly root: Branch;
  private places = 0;

  constructor(table: CompiledTable) {
    this.table = table;
    const columns = table.inputs.map((_, column) => column);
    this.root = { rows: table.rows.map((_, row) => row), columns, cut: undefined, children: [] };
  }

  /** The rows that these values may match. */
  find(values: readonly (Comparable | null)[]): Candidates {
    let at = this.root;
    while (true) {
      const cut = at.cut === undefined ? this.cutAt(at) : at.cut;
      if (cut === null) return at;
      const slot = cut.slots.slotOf(values[cut.column] ?? null);
      const rows = cut.slots.slots[slot] ?? [];
      if (rows.length <= MAX_LEAF_ROWS) return { rows, columns: cut.columns };
      at = at.children[slot] ?? this.grow(at, cut, slot, rows);
    }
  }

  private cutAt(at: Branch): Cut | null {
    at.cut = null;
    let best: Cut | null = null;
    if (at.rows.length <= MAX_LEAF_ROWS || this.places > MAX_PLACES) return null;
    let least = at.rows.length * 0.7;
    for (const column of at.columns) {
      const cells = at.rows.map((row) => this.table.rows[row]?.when[column] ?? { op: "any" as const });
      const slots = cutColumn(cells, at.rows, this.table.inputs[column]?.type ?? "string");
      const cost = slots === null ? Infinity : costOf(slots);
      if (slots === null || cost >= least) continue;
      least = cost;
      const columns = slots.isExact ? at.columns.filter((other) => other !== column) : at.columns;
      best = { column, slots, columns };
    }
    if (best !== null) for (const slot of best.slots.slots) this.places += slot.length + 1;
    at.cut = best;
    return best;
  }

  private grow(at: Branch, cut: Cut, slot: number, rows: readonly number[]): Branch {
    const child: Branch = {
      rows,
      columns: cut.columns,
      cut: rows.length === at.rows.length ? null : undefined,
      children: [],
    };
    at.children[slot] = child;
    return child;
  }
}
