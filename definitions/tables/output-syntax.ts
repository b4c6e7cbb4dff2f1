import type { Json, JsonObject } from "../json.ts";
import { userError } from "../errors.ts";
import { CellReader, readTemporalText } from "./cell-syntax.ts";

/** A compiled output cell: plain data. Names are those of the input columns. */
export type OutputExpression =
  | { op: "value"; value: Json }
  | { op: "input"; name: string }
  | { op: "negate"; of: OutputExpression }
  | { op: "list"; of: OutputExpression[] }
  | { op: "+" | "-" | "*" | "/" | "**"; left: OutputExpression; right: OutputExpression };

const LITERAL_NAMES: Readonly<Record<string, Json>> = { true: true, false: false, null: null };

function readPrimary(reader: CellReader, inputs: readonly string[]): OutputExpression {
  const token = reader.peek();
  if (token === undefined) return reader.fail("a value is missing");
  if (token.kind === "number" || token.kind === "string") return { op: "value", value: reader.next().value };
  if (reader.takeMark("(") !== null) {
    const inner = readSum(reader, inputs);
    reader.expectMark(")");
    return inner;
  }
  if (reader.takeMark("[") !== null) return readList(reader, inputs);
  if (reader.takeMark("-") !== null) return { op: "negate", of: readPower(reader, inputs) };
  if (token.kind === "mark") {
    if (token.value === "@") return { op: "value", value: readTemporalText(reader, null) };
    return reader.fail(`unexpected ${token.value}`);
  }
  if (Object.hasOwn(LITERAL_NAMES, token.value)) {
    reader.next();
    return { op: "value", value: LITERAL_NAMES[token.value] ?? null };
  }
  if (inputs.includes(token.value)) {
    reader.next();
    return { op: "input", name: token.value };
  }
  if (["date", "duration"].includes(token.value)) return { op: "value", value: readTemporalText(reader, null) };
  return reader.fail(`${token.value} is neither an input column nor a value; texts stand in quotes`);
}

function readList(reader: CellReader, inputs: readonly string[]): OutputExpression {
  const of: OutputExpression[] = [];
  if (reader.takeMark("]") !== null) return { op: "list", of };
  do of.push(readSum(reader, inputs));
  while (reader.takeMark(",") !== null);
  reader.expectMark("]");
  return { op: "list", of };
}

function readPower(reader: CellReader, inputs: readonly string[]): OutputExpression {
  let left = readPrimary(reader, inputs);
  while (reader.takeMark("**") !== null) left = { op: "**", left, right: readPrimary(reader, inputs) };
  return left;
}

function readProduct(reader: CellReader, inputs: readonly string[]): OutputExpression {
  let left = readPower(reader, inputs);
  for (let sign = reader.takeMark("*", "/"); sign !== null; sign = reader.takeMark("*", "/")) {
    left = { op: sign as "*" | "/", left, right: readPower(reader, inputs) };
  }
  return left;
}

function readSum(reader: CellReader, inputs: readonly string[]): OutputExpression {
  let left = readProduct(reader, inputs);
  for (let sign = reader.takeMark("+", "-"); sign !== null; sign = reader.takeMark("+", "-")) {
    left = { op: sign as "+" | "-", left, right: readProduct(reader, inputs) };
  }
  return left;
}

/**
 * Compiles an output cell: an S-FEEL literal or simple arithmetic over the input columns (DMN 1.3 §9). An empty cell or
 * `-` is null. Throws `TABLE_CELL_INVALID` with the place.
 */
export function compileOutput(cell: string, inputs: readonly string[]): OutputExpression {
  const text = cell.trim();
  if (text === "" || text === "-") return { op: "value", value: null };
  const reader = new CellReader(cell);
  const expression = readSum(reader, inputs);
  reader.expectEnd();
  return fold(expression);
}

/** Computes what holds no input once. */
function fold(expression: OutputExpression): OutputExpression {
  if (usesInput(expression)) return expression;
  return { op: "value", value: evaluateOutput(expression, {}) };
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

function arithmetic(sign: "+" | "-" | "*" | "/" | "**", left: Json, right: Json): Json {
  if (left === null || right === null) return null;
  if (sign === "+" && typeof left === "string" && typeof right === "string") return left + right;
  if (typeof left !== "number" || typeof right !== "number") {
    throw userError(
      "TABLE_OUTPUT_INVALID",
      `${JSON.stringify(left)} ${sign} ${JSON.stringify(right)} cannot be computed`,
      { sign },
    );
  }
  const result = compute(sign, left, right);
  if (!Number.isFinite(result))
    throw userError("TABLE_OUTPUT_INVALID", `${left} ${sign} ${right} is not a number`, { sign });
  return result;
}

function compute(sign: "+" | "-" | "*" | "/" | "**", left: number, right: number): number {
  switch (sign) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "**":
      return left ** right;
  }
}

/** The value of an output cell; arithmetic with null is null (FEEL). Throws `TABLE_OUTPUT_INVALID`. */
export function evaluateOutput(expression: OutputExpression, input: JsonObject): Json {
  switch (expression.op) {
    case "value":
      return expression.value;
    case "input":
      return input[expression.name] ?? null;
    case "negate": {
      const value = evaluateOutput(expression.of, input);
      return value === null ? null : arithmetic("-", 0, value);
    }
    case "list":
      return expression.of.map((entry) => evaluateOutput(entry, input));
    default:
      return arithmetic(expression.op, evaluateOutput(expression.left, input), evaluateOutput(expression.right, input));
  }
}
