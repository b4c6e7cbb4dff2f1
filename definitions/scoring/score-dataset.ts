import { userError } from "../errors.ts";
import { levelOf, readNumber } from "./read-value.ts";
import type { ScoreTarget } from "./score-report.ts";

/** Rows and fields that one training takes at most, and different texts that one field may have before it is an id. */
const DATASET_LIMITS = { rows: 1_000_000, fields: 300, texts: 20_000 } as const;
const EMPTY = -1;
const NUMBER = -2;

/** One field's values, row by row: a number, a text's code, or empty. */
export class DatasetColumn {
  readonly field: string;
  readonly texts: string[] = [];
  #numbers = new Float64Array(1_024);
  #codes = new Int32Array(1_024);
  readonly #codeOf = new Map<string, number>();
  #rows = 0;
  hasStructure = false;
  /** More different texts than are kept. */
  isOverflowing = false;

  constructor(field: string, rows: number) {
    this.field = field;
    for (let row = 0; row < rows; row += 1) this.add(null);
  }

  add(value: unknown): void {
    if (this.#rows === this.#codes.length) this.#grow();
    const number = readNumber(value);
    this.#numbers[this.#rows] = number ?? Number.NaN;
    this.#codes[this.#rows] = number === null ? this.#codeText(value) : NUMBER;
    this.#rows += 1;
  }

  /** The number there; NaN where there is none. */
  numberAt(row: number): number {
    return this.#numbers[row] as number;
  }
  isEmptyAt(row: number): boolean {
    return this.#codes[row] === EMPTY;
  }
  /** The value as a category's level, null where empty. */
  levelAt(row: number): string | null {
    const code = this.#codes[row] as number;
    if (code === EMPTY) return null;
    return code === NUMBER ? String(this.#numbers[row]) : (this.texts[code] ?? "");
  }
  /** Are all values that are there numbers? False where none is. */
  get isNumeric(): boolean {
    return this.texts.length === 0 && !this.isOverflowing && !this.hasStructure;
  }

  #codeText(value: unknown): number {
    if (typeof value === "object" && value !== null) {
      this.hasStructure = true;
      return EMPTY;
    }
    const text = levelOf(value);
    if (text === null) return EMPTY;
    const known = this.#codeOf.get(text);
    if (known !== undefined) return known;
    if (this.texts.length >= DATASET_LIMITS.texts) {
      this.isOverflowing = true;
      return 0;
    }
    this.#codeOf.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  #grow(): void {
    const numbers = new Float64Array(this.#numbers.length * 2);
    numbers.set(this.#numbers);
    const codes = new Int32Array(this.#codes.length * 2);
    codes.set(this.#codes);
    this.#numbers = numbers;
    this.#codes = codes;
  }
}

/**
 * Closed records by columns: some ten bytes a value, filled a row at a time, so that records can be read page by page.
 * Rows whose outcome is still open are counted and not kept. Throws `SCORE_DATA_TOO_LARGE`, `SCORE_TARGET_MISSING`.
 */
export class ScoreDataset {
  readonly target: ScoreTarget;
  readonly emptyValues: readonly string[];
  readonly columns = new Map<string, DatasetColumn>();
  readonly #positive: ReadonlySet<string>;
  readonly #negative: ReadonlySet<string> | null;
  #outcomes = new Uint8Array(1_024);
  rows = 0;
  openRows = 0;
  positives = 0;

  constructor(target: ScoreTarget, emptyValues: readonly string[] = []) {
    this.target = target;
    this.emptyValues = emptyValues;
    const levels = (values: readonly unknown[]) => new Set(values.map((value) => levelOf(value) ?? ""));
    this.#positive = levels(target.positive);
    this.#negative = target.negative === undefined ? null : levels(target.negative);
  }

  /** Takes a row; answers whether its outcome is known. */
  add(row: Readonly<Record<string, unknown>>): boolean {
    const outcome = this.#outcomeOf(row);
    if (outcome === null) {
      this.openRows += 1;
      return false;
    }
    if (this.rows >= DATASET_LIMITS.rows) throw tooLarge("rows", DATASET_LIMITS.rows);
    for (const field of Object.keys(row)) if (!this.columns.has(field)) this.#addColumn(field);
    for (const [field, column] of this.columns) column.add(this.#valueOf(row[field]));
    if (this.rows === this.#outcomes.length) {
      const more = new Uint8Array(this.#outcomes.length * 2);
      more.set(this.#outcomes);
      this.#outcomes = more;
    }
    this.#outcomes[this.rows] = outcome;
    this.rows += 1;
    this.positives += outcome;
    return true;
  }

  /** 1 for each row with the outcome, else 0. */
  get outcomes(): Uint8Array {
    return this.#outcomes.subarray(0, this.rows);
  }

  #outcomeOf(row: Readonly<Record<string, unknown>>): 0 | 1 | null {
    const { field } = this.target;
    if (!Object.hasOwn(row, field))
      throw userError("SCORE_TARGET_MISSING", `There is no field ${field} to learn.`, { field });
    const level = levelOf(row[field]);
    if (level === null) return null;
    if (this.#positive.has(level)) return 1;
    return this.#negative === null || this.#negative.has(level) ? 0 : null;
  }

  #valueOf(value: unknown): unknown {
    return typeof value === "string" && this.emptyValues.includes(value.trim()) ? null : value;
  }

  #addColumn(field: string): void {
    if (this.columns.size >= DATASET_LIMITS.fields) throw tooLarge("fields", DATASET_LIMITS.fields);
    this.columns.set(field, new DatasetColumn(field, this.rows));
  }
}

function tooLarge(what: string, limit: number) {
  return userError("SCORE_DATA_TOO_LARGE", `The data has more than ${limit} ${what}.`, { what, limit });
}
