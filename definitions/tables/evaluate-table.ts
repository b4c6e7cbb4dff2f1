import { userError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Explanation } from "../run.ts";
import type { CompiledTable } from "./compile-table.ts";
import { applyHitPolicy } from "./hit-policy.ts";
import { findHits, isInForce, type Matcher, matcherOf } from "./table-matcher.ts";
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

const MAX_EXPLAINED_ROWS = 200;

function readInput(table: CompiledTable, matcher: Matcher, input: JsonObject): (Comparable | null)[] {
  const names = Object.keys(input);
  // As many names as columns, each found below, are no unknown ones.
  for (const name of names.length === table.inputs.length ? [] : names) {
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
    if (allowed !== null && allowed !== undefined && !allowed.has(comparable)) {
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
  const outputs = applyHitPolicy(table, hits, input, matcher.results);
  const told = hits.length > 0 ? hits : matcher.every.slice(0, MAX_EXPLAINED_ROWS);
  const explanation =
    options.explain === false ? [] : told.map((row) => explainRow(table, matcher, row, values, input, date));
  return { outputs, hits: hits.map((row) => matcher.ids[row] ?? ""), explanation };
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
