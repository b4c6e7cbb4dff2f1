import type { ASTNode } from "@marcbachmann/cel-js";
import { report, unify, type Inference } from "./inference.ts";
import { ANY, BOOLEAN, describeType, DURATION, INSTANT, listOf, NUMBER, STRING, type ValueType } from "./types.ts";

type Kind = ValueType["kind"];
const isTime = (kind: Kind) => kind === "instant" || kind === "date";
const isTimeOrText = (kind: Kind) => isTime(kind) || kind === "string";

function arithmetic(operator: string, left: ValueType, right: ValueType): ValueType | null {
  if (left.kind === "any" || right.kind === "any") return knownResult(operator, left.kind === "any" ? right : left);
  if (left.kind === "number" && right.kind === "number") return NUMBER;
  if (operator === "+") {
    if (left.kind === "string" && right.kind === "string") return STRING;
    if (left.kind === "list" && right.kind === "list") return listOf(unify(left.item, right.item));
    if (left.kind === "duration" && isTime(right.kind)) return INSTANT;
  }
  if (operator !== "+" && operator !== "-") return null;
  if (right.kind === "duration") {
    if (left.kind === "duration") return DURATION;
    return isTimeOrText(left.kind) ? INSTANT : null;
  }
  return operator === "-" && isTimeOrText(left.kind) && isTimeOrText(right.kind) && left.kind !== right.kind
    ? DURATION
    : operator === "-" && isTime(left.kind) && isTime(right.kind)
      ? DURATION
      : null;
}

/** The result where one side is not known: numbers stay numbers, else nothing is known. */
function knownResult(operator: string, known: ValueType): ValueType | null {
  if (operator === "*" || operator === "/" || operator === "%")
    return known.kind === "any" || known.kind === "number" ? NUMBER : null;
  if (known.kind === "boolean" || known.kind === "null" || known.kind === "object") return null;
  return ANY;
}

function isComparable(operator: string, left: ValueType, right: ValueType): boolean {
  if (left.kind === "any" || right.kind === "any") return true;
  if (operator === "==" || operator === "!=") {
    return (
      left.kind === "null" ||
      right.kind === "null" ||
      left.kind === right.kind ||
      (isTimeOrText(left.kind) && isTimeOrText(right.kind))
    );
  }
  if (left.kind === "null" || right.kind === "null") return false;
  const ordered: readonly Kind[] = ["number", "string", "boolean", "duration"];
  return (
    (left.kind === right.kind && ordered.includes(left.kind)) || (isTimeOrText(left.kind) && isTimeOrText(right.kind))
  );
}

/** The type of an operator's result; a combination that cannot work is reported. */
export function inferBinary(node: ASTNode, left: ValueType, right: ValueType, at: Inference): ValueType {
  const complain = (): void =>
    report(
      at,
      node,
      "EXPRESSION_TYPE_MISMATCH",
      `${describeType(left)} ${node.op} ${describeType(right)} cannot be computed`,
      {
        expected: describeType(left),
        actual: describeType(right),
      },
    );
  switch (node.op) {
    case "in": {
      if (right.kind !== "any" && right.kind !== "list" && right.kind !== "object") complain();
      return BOOLEAN;
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      if (!isComparable(node.op, left, right)) complain();
      return BOOLEAN;
    default: {
      const result = arithmetic(node.op, left, right);
      if (result === null) complain();
      return result ?? ANY;
    }
  }
}
