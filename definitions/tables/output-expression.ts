import { userError } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import { combineTimes, type TimeType } from "./time-arithmetic.ts";
import { comparableOf, type ColumnType } from "./values.ts";

export type ArithmeticSign = "+" | "-" | "*" | "/" | "**";
export type ComparisonSign = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A compiled output cell: plain data. Names are those of the input columns; `type` tells times from texts. */
export type OutputExpression =
  | { op: "value"; value: Json; type?: TimeType }
  | { op: "input"; name: string; type?: ColumnType }
  | { op: "negate"; of: OutputExpression }
  | { op: "list"; of: OutputExpression[] }
  | { op: ArithmeticSign | ComparisonSign; left: OutputExpression; right: OutputExpression };

/** A value with the type that its text has: a date, a duration, or (null) what JSON says. */
interface Typed {
  value: Json;
  type: TimeType | null;
}

const ZERO: Typed = { value: 0, type: null };
const isTime = (type: ColumnType | undefined): type is TimeType =>
  type === "date" || type === "dateTime" || type === "duration";

function cannotCompute(sign: string, left: Json, right: Json): Error {
  const text = `${JSON.stringify(left)} ${sign} ${JSON.stringify(right)} cannot be computed`;
  return userError("TABLE_OUTPUT_INVALID", text, { sign });
}

function computeNumber(sign: ArithmeticSign, left: number, right: number): number {
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

function computeArithmetic(sign: ArithmeticSign, left: Typed, right: Typed): Typed {
  if (left.value === null || right.value === null) return { value: null, type: null };
  if (left.type !== null || right.type !== null) {
    const result = combineTimes(sign, left, right);
    if (result === null) throw cannotCompute(sign, left.value, right.value);
    return result;
  }
  const [a, b] = [left.value, right.value];
  if (sign === "+" && typeof a === "string" && typeof b === "string") return { value: a + b, type: null };
  if (typeof a !== "number" || typeof b !== "number") throw cannotCompute(sign, a, b);
  const result = computeNumber(sign, a, b);
  if (!Number.isFinite(result)) throw userError("TABLE_OUTPUT_INVALID", `${a} ${sign} ${b} is not a number`, { sign });
  return { value: result, type: null };
}

function typeOfValue({ value, type }: Typed): ColumnType | null {
  if (type !== null) return type;
  const kind = typeof value;
  return kind === "string" || kind === "number" || kind === "boolean" ? kind : null;
}

/** Equality with null is of two values; an order with null, or of two types, is null (DMN 1.3 §10.3.2.15, table 54). */
function computeComparison(sign: ComparisonSign, left: Typed, right: Typed): Json {
  if (left.value === null || right.value === null) {
    const isSame = left.value === right.value;
    return sign === "=" ? isSame : sign === "!=" ? !isSame : null;
  }
  const type = typeOfValue(left);
  const other = typeOfValue(right);
  if (type === null || other === null || type !== other) throw cannotCompute(sign, left.value, right.value);
  const a = comparableOf(left.value, type);
  const b = comparableOf(right.value, type);
  if (a === null || b === null) throw cannotCompute(sign, left.value, right.value);
  if (sign === "=" || sign === "!=") return (a === b) === (sign === "=");
  if (type === "boolean") throw cannotCompute(sign, left.value, right.value);
  if (sign.startsWith("<")) return a < b || (sign === "<=" && a === b);
  return a > b || (sign === ">=" && a === b);
}

function evaluateTyped(expression: OutputExpression, input: JsonObject): Typed {
  switch (expression.op) {
    case "value":
      return { value: expression.value, type: expression.type ?? null };
    case "input":
      return { value: input[expression.name] ?? null, type: isTime(expression.type) ? expression.type : null };
    case "negate": {
      const of = evaluateTyped(expression.of, input);
      if (of.type === "duration") return computeArithmetic("*", of, { value: -1, type: null });
      return computeArithmetic("-", ZERO, of);
    }
    case "list":
      return { value: expression.of.map((entry) => evaluateOutput(entry, input)), type: null };
    case "+":
    case "-":
    case "*":
    case "/":
    case "**":
      return computeArithmetic(
        expression.op,
        evaluateTyped(expression.left, input),
        evaluateTyped(expression.right, input),
      );
    default:
      return {
        value: computeComparison(
          expression.op,
          evaluateTyped(expression.left, input),
          evaluateTyped(expression.right, input),
        ),
        type: null,
      };
  }
}

/** The value of an output cell; arithmetic with null is null (DMN 1.3 §10.3.2.23.5). Throws `TABLE_OUTPUT_INVALID`. */
export function evaluateOutput(expression: OutputExpression, input: JsonObject): Json {
  return expression.op === "value" ? expression.value : evaluateTyped(expression, input).value;
}
