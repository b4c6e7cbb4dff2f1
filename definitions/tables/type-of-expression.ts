import type { ArithmeticSign, OutputExpression } from "./output-expression.ts";
import type { ColumnType } from "./values.ts";

/** A type, `invalid` where the types do not go together, null where it is not known before the expression is evaluated. */
export type ExpressionType = ColumnType | "invalid" | null;

const isTime = (type: ExpressionType): boolean => type === "date" || type === "dateTime";

function typeOfArithmetic(sign: ArithmeticSign, left: ExpressionType, right: ExpressionType): ExpressionType {
  if (left === "invalid" || right === "invalid") return "invalid";
  if (left === null || right === null) return null;
  if (left === "number" && right === "number") return "number";
  if (left === "string" && right === "string") return sign === "+" ? "string" : "invalid";
  if (isTime(left) && right === "duration") return sign === "+" || sign === "-" ? left : "invalid";
  if (left === "duration" && isTime(right)) return sign === "+" ? right : "invalid";
  if (isTime(left)) return left === right && sign === "-" ? "duration" : "invalid";
  if (left === "duration" && right === "duration") {
    if (sign === "/") return "number";
    return sign === "+" || sign === "-" ? "duration" : "invalid";
  }
  if (left === "duration" && right === "number") return sign === "*" || sign === "/" ? "duration" : "invalid";
  return left === "number" && right === "duration" && sign === "*" ? "duration" : "invalid";
}

function typeOfComparison(left: ExpressionType, right: ExpressionType): ExpressionType {
  return left === "invalid" || right === "invalid" || (left !== null && right !== null && left !== right)
    ? "invalid"
    : "boolean";
}

/** The type of what an expression gives. */
export function typeOfExpression(expression: OutputExpression): ExpressionType {
  switch (expression.op) {
    case "value": {
      if (expression.type !== undefined) return expression.type;
      const kind = typeof expression.value;
      return kind === "string" || kind === "number" || kind === "boolean" ? kind : null;
    }
    case "input":
      return expression.type ?? null;
    case "negate": {
      const of = typeOfExpression(expression.of);
      return of === "number" || of === "duration" || of === null ? of : "invalid";
    }
    case "list":
      return null;
    case "+":
    case "-":
    case "*":
    case "/":
    case "**":
      return typeOfArithmetic(expression.op, typeOfExpression(expression.left), typeOfExpression(expression.right));
    default:
      return typeOfComparison(typeOfExpression(expression.left), typeOfExpression(expression.right));
  }
}
