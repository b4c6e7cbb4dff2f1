import { userError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import type { CompiledTable } from "./compile-table.ts";
import { evaluateOutput } from "./output-expression.ts";
import { comparableOf, type ColumnType } from "./values.ts";

type Values = Json[];

/** One output column gives its value, several an object by column id (DMN 1.3 §8.2.11). */
function shape(table: CompiledTable, values: Values): Json {
  if (table.outputs.length === 1) return values[0] ?? null;
  return Object.fromEntries(table.outputs.map((output, index) => [output.id, values[index] ?? null]));
}

/** Results that hold no input, by output column, then row; filled as they are asked for. */
type KnownResults = (Json | undefined)[][];

function rowValues(table: CompiledTable, row: number, input: JsonObject, known: KnownResults): Values {
  return table.outputs.map((output, index) => {
    const kept = known[index]?.[row];
    if (kept !== undefined) return kept;
    const cell = table.rows[row]?.then[index];
    const value = cell === undefined ? null : evaluateOutput(cell, input);
    if (value !== null && !Array.isArray(value) && comparableOf(value, output.type) === null) {
      throw userError(
        "TABLE_OUTPUT_INVALID",
        `row ${table.rows[row]?.id} gives ${JSON.stringify(value)}, the column "${output.id}" holds ${output.type}`,
        {
          row: table.rows[row]?.id,
          column: output.id,
          type: output.type,
        },
      );
    }
    const column = known[index];
    if (column !== undefined && cell?.op === "value" && !Array.isArray(value)) column[row] = value;
    return value;
  });
}

function defaultValues(table: CompiledTable, input: JsonObject): Values | null {
  if (table.outputs.every((output) => output.default === undefined)) return null;
  return table.outputs.map((output) => (output.default === undefined ? null : evaluateOutput(output.default, input)));
}

/** What tells one result from another: times by when or how long they are, not by how they are written. */
function keyOf(value: Json, type: ColumnType): string | number | boolean {
  const comparable = value === null || typeof value === "object" ? null : comparableOf(value, type);
  return comparable ?? JSON.stringify(value);
}

const ranksOfTables = new WeakMap<CompiledTable, Map<unknown, number>[]>();

/** The place of each allowed value, by output column. */
function ranksOf(table: CompiledTable): Map<unknown, number>[] {
  let ranks = ranksOfTables.get(table);
  if (ranks === undefined) {
    ranks = table.outputs.map(
      (output) => new Map((output.values ?? []).map((value, index) => [keyOf(value, output.type), index])),
    );
    ranksOfTables.set(table, ranks);
  }
  return ranks;
}

/** The order of two results by the priority of their values, first column first; values that are not listed come last. */
function byPriority(table: CompiledTable): (a: Values, b: Values) => number {
  const ranks = ranksOf(table);
  const rank = (values: Values, column: number) =>
    ranks[column]?.get(keyOf(values[column] ?? null, table.outputs[column]?.type ?? "string")) ??
    Number.MAX_SAFE_INTEGER;
  return (a, b) => {
    for (let column = 0; column < ranks.length; column += 1) {
      const difference = rank(a, column) - rank(b, column);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function sum(values: readonly Json[]): number {
  let total = 0;
  for (const value of values) {
    if (typeof value !== "number")
      throw userError("TABLE_OUTPUT_INVALID", `${JSON.stringify(value)} cannot be added`, { sign: "+" });
    total += value;
  }
  return total;
}

/** The least or greatest value; times by when or how long they are. */
function extreme(values: readonly Json[], type: ColumnType, isMinimum: boolean): Json {
  let best: Json = null;
  let bestKey: string | number | boolean | null = null;
  for (const value of values) {
    const key = comparableOf(value, type);
    if (key === null || typeof key === "boolean")
      throw userError("TABLE_OUTPUT_INVALID", `${JSON.stringify(value)} has no order`, { sign: isMinimum ? "<" : ">" });
    if (bestKey === null || (isMinimum ? key < bestKey : key > bestKey)) [best, bestKey] = [value, key];
  }
  return best;
}

/** Aggregators leave out empty results, but the count has them (DMN 1.3 §8.2.10, table 37). */
function aggregate(policy: string, column: Json[], type: ColumnType): Json {
  if (policy === "C#") return column.length;
  const given = column.filter((value) => value !== null);
  if (given.length === 0) return null;
  return policy === "C+" ? sum(given) : extreme(given, type, policy === "C<");
}

function checkUnique(table: CompiledTable, hits: readonly number[]): void {
  if (hits.length > 1) {
    const rows = hits.map((row) => table.rows[row]?.id).join(", ");
    throw userError(
      "TABLE_UNIQUE_VIOLATED",
      `the rows ${rows} of "${table.key}" match together, the hit policy U allows one`,
      { table: table.key, rows },
    );
  }
}

function anyValue(table: CompiledTable, hits: readonly number[], results: Values[]): Values {
  const texts = new Set(
    results.map((values) =>
      JSON.stringify(values.map((value, column) => keyOf(value, table.outputs[column]?.type ?? "string"))),
    ),
  );
  if (texts.size > 1) {
    const rows = hits.map((row) => table.rows[row]?.id).join(", ");
    throw userError(
      "TABLE_ANY_VIOLATED",
      `the rows ${rows} of "${table.key}" match with different results, the hit policy A allows one result`,
      { table: table.key, rows },
    );
  }
  return results[0] ?? [];
}

/** The table's value for the rows that matched, in row order (DMN 1.3 §8.2.10–11). */
export function applyHitPolicy(
  table: CompiledTable,
  hits: readonly number[],
  input: JsonObject,
  known: KnownResults,
): Json {
  const policy = table.hitPolicy;
  if (policy === "U") checkUnique(table, hits);
  if (hits.length === 0) return noHit(table, input);
  const results = hits.map((row) => rowValues(table, row, input, known));
  switch (policy) {
    case "U":
    case "F":
      return shape(table, results[0] ?? []);
    case "A":
      return shape(table, anyValue(table, hits, results));
    case "P":
      return shape(table, results.toSorted(byPriority(table))[0] ?? []);
    case "R":
    case "C":
      return results.map((values) => shape(table, values));
    case "O":
      return results.toSorted(byPriority(table)).map((values) => shape(table, values));
    case "C+":
    case "C<":
    case "C>":
    case "C#":
      return shape(
        table,
        table.outputs.map(({ type }, column) =>
          aggregate(
            policy,
            results.map((values) => values[column] ?? null),
            type,
          ),
        ),
      );
  }
}

function noHit(table: CompiledTable, input: JsonObject): Json {
  const values = defaultValues(table, input);
  const isList = table.hitPolicy === "R" || table.hitPolicy === "O" || table.hitPolicy === "C";
  if (values !== null) return isList ? [shape(table, values)] : shape(table, values);
  if (isList) return [];
  if (table.hitPolicy === "C#")
    return shape(
      table,
      table.outputs.map(() => 0),
    );
  return table.outputs.length === 1 ? null : shape(table, []);
}
