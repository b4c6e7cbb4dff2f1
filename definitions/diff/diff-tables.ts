import { isSameJson } from "../is-same-json.ts";
import type { Json } from "../json.ts";
import type { DecisionTable } from "../resources.ts";

/** One cell or property of a row that is another one. `column` is the column's id, or `label`, `note`, `from`, `to`. */
export interface CellChange {
  column: string;
  before: string;
  after: string;
}
/** What became of a row, found by its id. */
export interface RowChange {
  id: string;
  kind: "added" | "removed" | "changed" | "moved";
  /** Place in the older and in the newer table, from 1; null where it is not there. */
  from: number | null;
  to: number | null;
  cells: CellChange[];
}
/** What became of something else: a column, the hit policy, the name, the tests. */
export interface TableChange {
  what: string;
  before: Json;
  after: Json;
}
/** How a newer table differs from an older one: row by row, cell by cell. Rows that are equal are left out. */
export interface TableDiff {
  rows: RowChange[];
  table: TableChange[];
}

type Row = DecisionTable["rows"][number];
const NOTES = ["label", "note", "from", "to"] as const;

function cellsOf(table: DecisionTable, row: Row | undefined): Map<string, string> {
  const cells = new Map<string, string>();
  if (row === undefined) return cells;
  table.inputs.forEach(({ id }, column) => cells.set(id, row.when[column] ?? ""));
  table.outputs.forEach(({ id }, column) => cells.set(id, row.then[column] ?? ""));
  for (const name of NOTES) if (row[name] !== undefined) cells.set(name, row[name]);
  return cells;
}

function changedCells(before: Map<string, string>, after: Map<string, string>): CellChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((column) => ({ column, before: before.get(column) ?? "", after: after.get(column) ?? "" }))
    .filter((cell) => cell.before !== cell.after);
}

/** Ids of rows whose order among the rows that both tables have is another one: those outside the longest common order. */
function movedRows(before: DecisionTable, after: DecisionTable): Set<string> {
  const places = new Map(before.rows.map(({ id }, index) => [id, index]));
  const common = after.rows.flatMap(({ id }) => {
    const place = places.get(id);
    return place === undefined ? [] : [{ id, place }];
  });
  // Longest increasing run of places (patience sorting): the rows in it stayed, the others moved.
  const ends: number[] = [];
  const previous = common.map(() => -1);
  common.forEach(({ place }, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((common[ends[middle] ?? 0]?.place ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  });
  const stayed = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at !== -1; at = previous[at] ?? -1) stayed.add(at);
  return new Set(common.filter((_, index) => !stayed.has(index)).map(({ id }) => id));
}

function diffRows(before: DecisionTable, after: DecisionTable): RowChange[] {
  const older = new Map(before.rows.map((row, index) => [row.id, { row, place: index + 1 }]));
  const newer = new Set(after.rows.map(({ id }) => id));
  const moved = movedRows(before, after);
  const changes = after.rows.flatMap((row, index): RowChange[] => {
    const old = older.get(row.id);
    const cells = changedCells(cellsOf(before, old?.row), cellsOf(after, row));
    if (old === undefined) return [{ id: row.id, kind: "added", from: null, to: index + 1, cells }];
    if (cells.length === 0 && !moved.has(row.id)) return [];
    return [{ id: row.id, kind: cells.length === 0 ? "moved" : "changed", from: old.place, to: index + 1, cells }];
  });
  const removed = before.rows.flatMap((row, index): RowChange[] =>
    newer.has(row.id)
      ? []
      : [
          {
            id: row.id,
            kind: "removed",
            from: index + 1,
            to: null,
            cells: changedCells(cellsOf(before, row), new Map()),
          },
        ],
  );
  return [...changes, ...removed];
}

/** The differences of two versions of a decision table: rows by id, cells by column id, and everything else by name. */
export function diffTables(before: DecisionTable, after: DecisionTable): TableDiff {
  const table: TableChange[] = [];
  const compare = (what: string, old: unknown, now: unknown) => {
    if (!isSameJson(old ?? null, now ?? null))
      table.push({ what, before: (old ?? null) as Json, after: (now ?? null) as Json });
  };
  compare("name", before.name, after.name);
  compare("description", before.description, after.description);
  compare("hitPolicy", before.hitPolicy, after.hitPolicy);
  for (const side of ["inputs", "outputs"] as const) {
    const ids = [...before[side], ...after[side]].map(({ id }) => id);
    for (const id of new Set(ids))
      compare(
        `${side}.${id}`,
        before[side].find((column) => column.id === id),
        after[side].find((column) => column.id === id),
      );
  }
  const names = [...before.tests, ...after.tests].map(({ name }) => name);
  for (const name of new Set(names))
    compare(
      `tests.${name}`,
      before.tests.find((test) => test.name === name),
      after.tests.find((test) => test.name === name),
    );
  return { rows: diffRows(before, after), table };
}
