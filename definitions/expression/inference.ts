import type { ASTNode } from "@marcbachmann/cel-js";
import type { ExpressionProblem } from "./check.ts";
import { ANY, describeType, listOf, objectOf, type ValueType } from "./types.ts";

/** What the walk carries: the names in sight and where problems go. */
export interface Inference {
  names: Readonly<Record<string, ValueType>>;
  problems: ExpressionProblem[];
  /** Paths that the expression asks for with `has`. */
  guarded: ReadonlySet<string>;
}

export function report(
  to: Inference,
  node: ASTNode,
  code: string,
  message: string,
  details?: Record<string, unknown>,
): void {
  to.problems.push({
    code,
    message,
    range: { start: node.range.start, end: node.range.end },
    ...(details === undefined ? {} : { details }),
  });
}

/** The common type of two branches: `any` where they differ, the other where one is null. */
export function unify(a: ValueType, b: ValueType): ValueType {
  if (a.kind === "null") return b;
  if (b.kind === "null") return a;
  if (a.kind === "list" && b.kind === "list") return listOf(unify(a.item, b.item));
  if (a.kind === "object" && b.kind === "object") return a === b ? a : objectOf({ ...a.fields, ...b.fields }, true);
  return a.kind === b.kind ? a : ANY;
}

/** Reports a value whose kind is not among those wanted. */
export function expect(node: ASTNode, type: ValueType, wanted: readonly ValueType["kind"][], at: Inference): void {
  if (type.kind === "any" || wanted.includes("any") || wanted.includes(type.kind)) return;
  report(at, node, "EXPRESSION_TYPE_MISMATCH", `${wanted.join(" or ")} is needed here, not ${describeType(type)}`, {
    expected: wanted.join(", "),
    actual: describeType(type),
  });
}
