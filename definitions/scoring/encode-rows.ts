import type { SparseRows } from "./fit-logistic.ts";
import type { UsableField } from "./judge-fields.ts";

/** How a field's values become columns; `column` numbers are those of the design matrix, 0 where it has none. */
export interface NumberEncoding {
  type: "number";
  field: UsableField;
  low: number;
  high: number;
  mean: number;
  deviation: number;
  column: number;
  emptyColumn: number;
}
export interface CategoryEncoding {
  type: "category";
  field: UsableField;
  levels: { value: string; rows: number; column: number }[];
  columnOf: ReadonlyMap<string, number>;
  otherColumn: number;
  otherRows: number;
  emptyColumn: number;
  emptyRows: number;
}
export type FieldEncoding = NumberEncoding | CategoryEncoding;

const MAX_LEVELS = 30;
/** A level of its own needs so many training rows, or this share of them. */
const MIN_LEVEL_ROWS = 10;
const MIN_LEVEL_SHARE = 0.005;

function encodeNumber(field: UsableField, training: Int32Array, next: () => number): NumberEncoding | null {
  const values = Float64Array.from(training, (row) => field.column.numberAt(row)).filter(
    (value) => !Number.isNaN(value),
  );
  if (values.length === 0) return null;
  const isIncomplete = values.length < training.length;
  values.sort();
  const low = values[Math.floor(0.01 * (values.length - 1))] as number;
  const high = values[Math.ceil(0.99 * (values.length - 1))] as number;
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    const clipped = Math.min(high, Math.max(low, value));
    sum += clipped;
    squares += clipped * clipped;
  }
  const mean = sum / values.length;
  const deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
  if (!Number.isFinite(deviation)) return null;
  const column = next();
  const emptyColumn = isIncomplete ? next() : 0;
  return { type: "number", field, low, high, mean, deviation: deviation < 1e-9 ? 1 : deviation, column, emptyColumn };
}

function encodeCategory(field: UsableField, training: Int32Array, next: () => number): CategoryEncoding {
  const counts = new Map<string, number>();
  let emptyRows = 0;
  for (const row of training) {
    const level = field.column.levelAt(row);
    if (level === null) emptyRows += 1;
    else counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  const enough = Math.max(MIN_LEVEL_ROWS, MIN_LEVEL_SHARE * training.length);
  const kept = [...counts]
    .filter(([, rows]) => rows >= enough)
    .sort(([a, rowsA], [b, rowsB]) => rowsB - rowsA || (a < b ? -1 : 1))
    .slice(0, MAX_LEVELS);
  const levels = kept.map(([value, rows]) => ({ value, rows, column: next() }));
  const otherRows = training.length - emptyRows - levels.reduce((sum, { rows }) => sum + rows, 0);
  return {
    type: "category",
    field,
    levels,
    columnOf: new Map(levels.map(({ value, column }) => [value, column])),
    otherRows,
    otherColumn: otherRows > 0 ? next() : 0,
    emptyRows,
    emptyColumn: emptyRows > 0 ? next() : 0,
  };
}

/** Decides by the training rows how each field is written as numbers; a field without any value there is dropped. */
export function planEncoding(
  fields: readonly UsableField[],
  training: Int32Array,
): { encodings: FieldEncoding[]; width: number } {
  let width = 1;
  const next = () => width++;
  const encodings = fields.flatMap((field) => {
    const made = field.type === "number" ? encodeNumber(field, training, next) : encodeCategory(field, training, next);
    return made === null ? [] : [made];
  });
  return { encodings, width };
}

/** A row's one entry for a field: its column (0: none) and value. */
export function entryAt(encoding: FieldEncoding, row: number): { column: number; value: number } {
  const { column } = encoding.field;
  if (encoding.type === "number") {
    const value = column.numberAt(row);
    if (Number.isNaN(value)) return { column: encoding.emptyColumn, value: 1 };
    const clipped = Math.min(encoding.high, Math.max(encoding.low, value));
    return { column: encoding.column, value: (clipped - encoding.mean) / encoding.deviation };
  }
  const level = column.levelAt(row);
  if (level === null) return { column: encoding.emptyColumn, value: 1 };
  return { column: encoding.columnOf.get(level) ?? encoding.otherColumn, value: 1 };
}

/** All rows as the trainer's sparse matrix. */
export function encodeRows(encodings: readonly FieldEncoding[], rows: number, width: number): SparseRows {
  const starts = new Int32Array(rows + 1);
  const columns = new Int32Array(rows * encodings.length);
  const values = new Float64Array(rows * encodings.length);
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    for (const encoding of encodings) {
      const entry = entryAt(encoding, row);
      if (entry.column === 0) continue;
      columns[at] = entry.column;
      values[at] = entry.value;
      at += 1;
    }
    starts[row + 1] = at;
  }
  return { starts, columns: columns.subarray(0, at), values: values.subarray(0, at), width };
}
