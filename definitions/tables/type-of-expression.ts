import type { OutputExpression } from "./output-expression.ts";
import type { ColumnType } from "./values.ts";

function typeOfArithmetic(sign: string, left: ColumnType | null, right: ColumnType | null): ColumnType | null {
  if (left === null || right === null) return null;
  const isTime = (type: ColumnType): boolean => type === "date" || type === "dateTime";
  if (isTime(left)) return isTime(right) ? "duration" : left;
  if (isTime(right)) return right;
  if (left === "duration" && right === "duration") return sign === "/" ? "number" : "duration";
  if (left === "duration" || right === "duration") return "duration";
  return left === right ? left : null;
}

/** The type of what an expression gives; null where that is not known before it is evaluated. */
export function typeOfExpression(expression: OutputExpression): ColumnType | null {
  switch (expression.op) {
    case "value": {
      if (expression.type !== undefined) return expression.type;
      const kind = typeof expression.value;
      return kind === "string" || kind === "number" || kind === "boolean" ? kind : null;
    }
    case "input":
      return expression.type ?? null;
    case "negate":
      return typeOfExpression(expression.of);
    case "list":
      return null;
    case "+":
    case "-":
    case "*":
    case "/":
    case "**":
      return typeOfArithmetic(expression.op, typeOfExpression(expression.left), typeOfExpression(expression.right));
    default:
      return "boolean";
  }
}
