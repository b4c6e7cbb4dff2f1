/** A cell's place: the row's index in the table, and the column counted over inputs, then outputs. */
export interface Place {
  row: number;
  column: number;
}

/** The chosen cells: from where choosing began to where the focus is. */
export interface Selection {
  anchor: Place;
  focus: Place;
}

/** Rows and columns of a rectangle of cells; rows are those that are shown, in their order. */
export interface Area {
  rows: number[];
  first: number;
  last: number;
}

export const selectCell = (place: Place): Selection => ({ anchor: place, focus: place });

/** The chosen rectangle. Rows that a filter hides are not part of it. */
export function areaOf({ anchor, focus }: Selection, shown: readonly number[]): Area {
  const top = Math.min(anchor.row, focus.row);
  const bottom = Math.max(anchor.row, focus.row);
  return {
    rows: shown.filter((row) => row >= top && row <= bottom),
    first: Math.min(anchor.column, focus.column),
    last: Math.max(anchor.column, focus.column),
  };
}

export const isSingle = ({ anchor, focus }: Selection): boolean =>
  anchor.row === focus.row && anchor.column === focus.column;

/** Where a filling area goes that is drawn from a chosen one to a place: on the side on which the place is farther away. */
export function areaToFill(chosen: Area, to: Place, shown: readonly number[]): Area | null {
  const top = chosen.rows[0] ?? 0;
  const bottom = chosen.rows.at(-1) ?? 0;
  const down = Math.max(to.row - bottom, top - to.row, 0);
  const across = Math.max(to.column - chosen.last, chosen.first - to.column, 0);
  if (down === 0 && across === 0) return null;
  if (down >= across) {
    const rows = shown.filter((row) => (to.row > bottom ? row > bottom && row <= to.row : row < top && row >= to.row));
    return rows.length === 0 ? null : { rows, first: chosen.first, last: chosen.last };
  }
  return to.column > chosen.last
    ? { rows: chosen.rows, first: chosen.last + 1, last: to.column }
    : { rows: chosen.rows, first: to.column, last: chosen.first - 1 };
}
