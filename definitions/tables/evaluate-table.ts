import { userError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Explanation } from "../run.ts";
import { cellFunction, type CellFunction } from "./cell-test.ts";
import type { CompiledTable } from "./compile-table.ts";
import { applyHitPolicy } from "./hit-policy.ts";
import { RowIndex, type Candidates } from "./row-index.ts";
import { comparableOf, type Comparable } from "./values.ts";

/** `asOf`: the date (or instant) that decides which rows are in force; needed where rows have dates. */
export interface TableOptions {
  asOf?: string;
  /** `false` leaves the explanation out. */
  explain?: boolean;
}

/** `outputs` is the value as DMN defines it; `hits` are row ids in row order; `explanation` tells of each row that matched, or of every row when none did. */
export interface TableResult {
  outputs: Json;
  hits: string[];
  explanation: Explanation[];
}

interface Matcher {
  /** Tests by column, then row. */
  tests: (CellFunction | null)[][];
  /** How often the table was asked, and its index, made when that pays: a plan in a run may ask once only. */
  uses: number;
  index: RowIndex | null;
  hasDates: boolean;
  every: number[];
  columns: number[];
  allowed: (Set<unknown> | null)[];
}
const matchers = new WeakMap<CompiledTable, Matcher>();
const MAX_EXPLAINED_ROWS = 200;
const USES_WITHOUT_INDEX = 3;

function matcherOf(table: CompiledTable): Matcher {
  let matcher = matchers.get(table);
  if (matcher === undefined) {
    matcher = {
      tests: table.inputs.map((_, column) => table.rows.map((row) => cellFunction(row.when[column] ?? { op: "any" }))),
      uses: 0,
      index: null,
      hasDates: table.rows.some((row) => row.from !== undefined || row.to !== undefined),
      every: table.rows.map((_, index) => index),
      columns: table.inputs.map((_, index) => index),
      allowed: table.inputs.map((input) => (input.values === undefined ? null : new Set(input.values))),
    };
    matchers.set(table, matcher);
  }
  return matcher;
}

function readInput(table: CompiledTable, matcher: Matcher, input: JsonObject): (Comparable | null)[] {
  for (const name of Object.keys(input)) {
    if (!table.inputs.some((column) => column.id === name)) {
      throw userError("TABLE_INPUT_UNKNOWN", `"${table.key}" has no input column "${name}"`, {
        table: table.key,
        column: name,
      });
    }
  }
  return table.inputs.map((column, index) => {
    const value = Object.hasOwn(input, column.id) ? input[column.id] : undefined;
    if (value === undefined) {
      throw userError("TABLE_INPUT_MISSING", `the input "${column.id}" of "${table.key}" is missing`, {
        table: table.key,
        column: column.id,
      });
    }
    if (value === null) return null;
    const comparable = comparableOf(value, column.type);
    if (comparable === null) {
      throw userError("TABLE_INPUT_TYPE", `the input "${column.id}" of "${table.key}" must be ${column.type}`, {
        table: table.key,
        column: column.id,
        type: column.type,
      });
    }
    const allowed = matcher.allowed[index];
    if (allowed !== null && allowed !== undefined && !allowed.has(value)) {
      throw userError(
        "TABLE_INPUT_NOT_ALLOWED",
        `${JSON.stringify(value)} is not among the values of the input "${column.id}" of "${table.key}"`,
        {
          table: table.key,
          column: column.id,
          value,
        },
      );
    }
    return comparable;
  });
}

function isInForce(row: CompiledTable["rows"][number] | undefined, date: string): boolean {
  if (row === undefined) return false;
  return (row.from === undefined || row.from <= date) && (row.to === undefined || date <= row.to);
}

function findCandidates(table: CompiledTable, matcher: Matcher, values: (Comparable | null)[]): Candidates {
  matcher.uses += 1;
  if (matcher.uses <= USES_WITHOUT_INDEX) return { rows: matcher.every, columns: matcher.columns };
  matcher.index ??= new RowIndex(table);
  return matcher.index.find(values);
}

function findHits(
  table: CompiledTable,
  matcher: Matcher,
  values: (Comparable | null)[],
  input: JsonObject,
  date: string | null,
): number[] {
  const { rows, columns } = findCandidates(table, matcher, values);
  const hits: number[] = [];
  const isFirst = table.hitPolicy === "F";
  for (const row of rows) {
    let held = true;
    for (const column of columns) {
      const test = matcher.tests[column]?.[row];
      if (test !== null && test !== undefined && test(values[column] ?? null, input) !== true) {
        held = false;
        break;
      }
    }
    if (!held || (date !== null && !isInForce(table.rows[row], date))) continue;
    hits.push(row);
    if (isFirst) break;
  }
  return hits;
}

function explainRow(
  table: CompiledTable,
  matcher: Matcher,
  row: number,
  values: (Comparable | null)[],
  input: JsonObject,
  date: string | null,
): Explanation {
  const compiled = table.rows[row];
  const children: Explanation[] = [];
  table.inputs.forEach((column, index) => {
    const test = matcher.tests[index]?.[row];
    if (test === null || test === undefined) return;
    const held = test(values[index] ?? null, input);
    children.push({
      kind: "leaf",
      held: held === true,
      fact: column.id,
      operator: "matches",
      expected: compiled?.cells[index] ?? "",
      actual: input[column.id] ?? null,
      ...(held === null ? { reason: "empty" } : {}),
    });
  });
  const isOut = compiled !== undefined && date !== null && !isInForce(compiled, date);
  return {
    kind: "row",
    held: !isOut && children.every((child) => child.held),
    id: compiled?.id ?? "",
    ...(isOut ? { reason: "not in force" } : {}),
    children,
  };
}

/**
 * Evaluates a compiled decision table. `input` has one value a column, null where there is none.
 * Throws `TABLE_INPUT_MISSING`, `TABLE_INPUT_UNKNOWN`, `TABLE_INPUT_TYPE`, `TABLE_INPUT_NOT_ALLOWED`, `TABLE_AS_OF_MISSING`,
 * `TABLE_UNIQUE_VIOLATED`, `TABLE_ANY_VIOLATED`, `TABLE_OUTPUT_INVALID`.
 */
export function evaluateTable(table: CompiledTable, input: JsonObject, options: TableOptions = {}): TableResult {
  const matcher = matcherOf(table);
  const values = readInput(table, matcher, input);
  if (matcher.hasDates && options.asOf === undefined) {
    throw userError("TABLE_AS_OF_MISSING", `"${table.key}" has rows with dates: say as of which date it is asked`, {
      table: table.key,
    });
  }
  const date = matcher.hasDates ? (options.asOf ?? "").slice(0, 10) : null;
  const hits = findHits(table, matcher, values, input, date);
  const outputs = applyHitPolicy(table, hits, input);
  const told = hits.length > 0 ? hits : matcher.every.slice(0, MAX_EXPLAINED_ROWS);
  const explanation =
    options.explain === false ? [] : told.map((row) => explainRow(table, matcher, row, values, input, date));
  return { outputs, hits: hits.map((row) => table.rows[row]?.id ?? ""), explanation };
}

/**
 * A table's result as a step's output: always an object by column id, so that `steps.score.output.points` reads the same
 * whatever the number of columns; a list under R, O and C.
 */
export function stepOutput(result: TableResult, table: { outputs: readonly { id: string }[] }): JsonObject {
  const { outputs } = result;
  const [first] = table.outputs;
  if (table.outputs.length === 1 && first !== undefined) return { [first.id]: outputs };
  if (Array.isArray(outputs)) {
    return Object.fromEntries(
      table.outputs.map(({ id }) => [id, outputs.map((entry) => (entry as JsonObject)[id] ?? null)]),
    );
  }
  const values = (outputs ?? {}) as JsonObject;
  return Object.fromEntries(table.outputs.map(({ id }) => [id, values[id] ?? null]));
}
