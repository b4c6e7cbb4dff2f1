import type { Json } from "../json.ts";
import { CellReader, readTemporal } from "./cell-reader.ts";
import {
  type ArithmeticSign,
  type ComparisonSign,
  evaluateOutput,
  type OutputExpression,
} from "./output-expression.ts";
import type { TimeType } from "./time-arithmetic.ts";
import { comparableOf, type ColumnType } from "./values.ts";

/** An input column that an expression may name: its id, and its type where dates and durations are to be told from texts. */
export type NamedInput = string | { id: string; type: ColumnType };

const LITERAL_NAMES: Readonly<Record<string, Json>> = { true: true, false: false, null: null };
/** Parentheses and lists in one another, at most. */
const MAX_DEPTH = 100;

function readTime(reader: CellReader): OutputExpression {
  const { text, types } = readTemporal(reader, null);
  const isDuration = /^[+-]?P/.test(text);
  const type: TimeType = isDuration ? "duration" : text.includes("T") ? "dateTime" : "date";
  if (!types.includes(type) || comparableOf(text, type) === null)
    return reader.fail("noTime", { value: JSON.stringify(text), type: types.join(" / ") });
  return { op: "value", value: text, type };
}

function readName(reader: CellReader, name: string, inputs: readonly NamedInput[]): OutputExpression {
  const next = reader.peek(1);
  const isCall = next?.kind === "mark" && next.value === "(";
  const column = isCall ? undefined : inputs.find((input) => (typeof input === "string" ? input : input.id) === name);
  if (column !== undefined) {
    reader.next();
    return { op: "input", name, ...(typeof column === "string" ? {} : { type: column.type }) };
  }
  if (Object.hasOwn(LITERAL_NAMES, name)) {
    reader.next();
    return { op: "value", value: LITERAL_NAMES[name] ?? null };
  }
  if (["date", "duration"].includes(name)) return readTime(reader);
  return reader.fail("notANameOrValue", { name });
}

function readPrimary(reader: CellReader, inputs: readonly NamedInput[], depth: number): OutputExpression {
  const token = reader.peek();
  if (token === undefined) return reader.fail("valueMissing");
  if (depth > MAX_DEPTH) return reader.fail("tooDeep");
  if (token.kind === "number" || token.kind === "string") return { op: "value", value: reader.next().value };
  if (token.kind === "name") return readName(reader, token.value, inputs);
  if (reader.takeMark("(") !== null) {
    const inner = readComparison(reader, inputs, depth + 1);
    reader.expectMark(")");
    return inner;
  }
  if (reader.takeMark("[") !== null) return readList(reader, inputs, depth + 1);
  if (token.value === "@") return readTime(reader);
  return reader.fail("unexpected", { found: token.value });
}

function readList(reader: CellReader, inputs: readonly NamedInput[], depth: number): OutputExpression {
  const of: OutputExpression[] = [];
  if (reader.takeMark("]") !== null) return { op: "list", of };
  do of.push(readComparison(reader, inputs, depth));
  while (reader.takeMark(",") !== null);
  reader.expectMark("]");
  return { op: "list", of };
}

/** A sign before a value binds closer than any operator (DMN 1.3 §9, rule 4: the order of the alternatives). */
function readNegation(reader: CellReader, inputs: readonly NamedInput[], depth: number): OutputExpression {
  if (reader.takeMark("-") === null) return readPrimary(reader, inputs, depth);
  if (depth > MAX_DEPTH) return reader.fail("tooDeep");
  return { op: "negate", of: readNegation(reader, inputs, depth + 1) };
}

function readPower(reader: CellReader, inputs: readonly NamedInput[], depth: number): OutputExpression {
  let left = readNegation(reader, inputs, depth);
  while (reader.takeMark("**") !== null) {
    reader.countOperator();
    left = { op: "**", left, right: readNegation(reader, inputs, depth) };
  }
  return left;
}

function readProduct(reader: CellReader, inputs: readonly NamedInput[], depth: number): OutputExpression {
  let left = readPower(reader, inputs, depth);
  for (let sign = reader.takeMark("*", "/"); sign !== null; sign = reader.takeMark("*", "/")) {
    reader.countOperator();
    left = { op: sign as ArithmeticSign, left, right: readPower(reader, inputs, depth) };
  }
  return left;
}

/** Reads arithmetic over literals and input columns, as far as it goes. */
export function readSum(reader: CellReader, inputs: readonly NamedInput[], depth = 0): OutputExpression {
  let left = readProduct(reader, inputs, depth);
  for (let sign = reader.takeMark("+", "-"); sign !== null; sign = reader.takeMark("+", "-")) {
    reader.countOperator();
    left = { op: sign as ArithmeticSign, left, right: readProduct(reader, inputs, depth) };
  }
  return left;
}

function readComparison(reader: CellReader, inputs: readonly NamedInput[], depth: number): OutputExpression {
  const left = readSum(reader, inputs, depth);
  const sign = reader.takeMark("<", "<=", ">", ">=", "=", "!=");
  if (sign === null) return left;
  return { op: sign as ComparisonSign, left, right: readSum(reader, inputs, depth) };
}

function usesInput(expression: OutputExpression): boolean {
  switch (expression.op) {
    case "value":
      return false;
    case "input":
      return true;
    case "negate":
      return usesInput(expression.of);
    case "list":
      return expression.of.some(usesInput);
    default:
      return usesInput(expression.left) || usesInput(expression.right);
  }
}

/** Computes what holds no input once; a time stays a literal with its type. */
export function foldOutput(expression: OutputExpression): OutputExpression {
  if (expression.op === "value") return { op: "value", value: expression.value };
  if (usesInput(expression)) return expression;
  return { op: "value", value: evaluateOutput(expression, {}) };
}

/**
 * Compiles an output cell: an S-FEEL simple expression (literal, arithmetic or comparison) over the input columns, or a list
 * of them (DMN 1.3 §9, rules 1 to 4). An empty cell or `-` is null. Throws `TABLE_CELL_INVALID` with the place, and
 * `TABLE_OUTPUT_INVALID` for what cannot be computed whatever the input.
 */
export function compileOutput(cell: string, inputs: readonly NamedInput[]): OutputExpression {
  const text = cell.trim();
  if (text === "" || text === "-") return { op: "value", value: null };
  const reader = new CellReader(cell);
  const expression = readComparison(reader, inputs, 0);
  reader.expectEnd();
  return foldOutput(expression);
}
