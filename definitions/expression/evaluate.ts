import type { ASTNode } from "@marcbachmann/cel-js";
import { FlowrightError, userError } from "../errors.ts";
import type { Json } from "../json.ts";
import { resetCounter } from "./counter.ts";
import { readCelInstant } from "./instants.ts";
import { parseExpression, type SourceRange } from "./parse.ts";
import { childrenOf } from "./prepare-tree.ts";
import type { RunFacts, Scope } from "./scope.ts";
import { toJson } from "./to-json.ts";

/** The path that a chain of member accesses spells, for example `steps.assign.output`; null when it is computed. */
export function pathOf(node: ASTNode): string | null {
  if (node.op === "id") return node.args;
  if (node.op === "." || node.op === ".?") {
    const left = pathOf(node.args[0]);
    return left === null ? null : `${left}.${node.args[1]}`;
  }
  if (node.op === "[]" || node.op === "[?]") {
    const left = pathOf(node.args[0]);
    const [, index] = node.args;
    if (left === null || index.op !== "value") return null;
    return typeof index.args === "string" ? `${left}.${index.args}` : `${left}[${String(index.args)}]`;
  }
  return null;
}

/** The longest access chain of the tree that goes through this place. */
function wholePath(ast: ASTNode, range: SourceRange): string | null {
  const path = pathOf(ast);
  if (path !== null && ast.range.start <= range.start && ast.range.end >= range.end) return path;
  for (const child of childrenOf(ast)) {
    const found = wholePath(child, range);
    if (found !== null) return found;
  }
  return null;
}

interface CelFault extends Error {
  code?: string;
  summary?: string;
  node?: ASTNode;
  range?: SourceRange;
}

function missingPath(source: string, ast: ASTNode, fault: CelFault): FlowrightError {
  const range = fault.range === undefined ? undefined : { start: fault.range.start, end: fault.range.end };
  const missing = fault.node === undefined ? null : pathOf(fault.node);
  const path =
    (range === undefined ? null : wholePath(ast, range)) ??
    missing ??
    (fault.summary ?? "").replace("No such key: ", "");
  return userError(
    "EXPRESSION_PATH_MISSING",
    `"${path}" has no value here${missing === null || missing === path ? "" : ` (there is no "${missing}")`}`,
    {
      expression: source,
      path,
      missing: missing ?? path,
      range,
    },
  );
}

function evaluationError(source: string, ast: ASTNode, thrown: unknown): FlowrightError {
  const cause = thrown as CelFault;
  const inner = cause.cause instanceof FlowrightError ? cause.cause : thrown;
  if (inner instanceof FlowrightError) {
    return new FlowrightError({ ...inner.toData(), details: { ...inner.details, expression: source } });
  }
  if (cause.code === "no_such_key" || cause.code === "index_out_of_bounds") return missingPath(source, ast, cause);
  if (cause.code === "unknown_variable") {
    const name = (cause.summary ?? "").replace("Unknown variable: ", "");
    return userError("EXPRESSION_NAME_UNKNOWN", `there is no "${name}" here`, {
      expression: source,
      name,
      range: cause.range,
    });
  }
  const problem = (cause.summary ?? cause.message).split("\n")[0] ?? "";
  const code = /\bnull\b/.test(problem) ? "EXPRESSION_VALUE_EMPTY" : "EXPRESSION_TYPE_MISMATCH";
  return userError(code, `"${source}" cannot be computed: ${plainProblem(problem)}`, {
    expression: source,
    problem: plainProblem(problem),
    range: cause.range === undefined ? undefined : { start: cause.range.start, end: cause.range.end },
  });
}

/** The library's message without the names of our internal wrappers. */
function plainProblem(problem: string): string {
  return problem.replaceAll(/\b_(?=[a-z])/g, "").replaceAll("google.protobuf.", "");
}

/** The run's facts with instants for texts; they are read where an expression names them, since that costs most of it. */
function runFacts(run: RunFacts): Record<string, unknown> {
  return {
    ...run,
    get startedAt() {
      return readCelInstant(run.startedAt);
    },
    get now() {
      return readCelInstant(run.now);
    },
  };
}

/**
 * Evaluates a CEL expression (without the leading `=`) to JSON.
 * Throws `EXPRESSION_PATH_MISSING` (names the whole path), `EXPRESSION_NAME_UNKNOWN`, `EXPRESSION_VALUE_EMPTY`,
 * `EXPRESSION_TYPE_MISMATCH`, `EXPRESSION_VALUE_INVALID`, `EXPRESSION_LIMIT_EXCEEDED`, `EXPRESSION_RESULT_INVALID`, and what
 * parseExpression throws.
 */
export function evaluateExpression(source: string, scope: Scope): Json {
  const parsed = parseExpression(source);
  resetCounter();
  let value: unknown;
  try {
    value = parsed.run({ ...scope, run: runFacts(scope.run) });
  } catch (thrown) {
    throw evaluationError(source, parsed.ast, thrown);
  }
  try {
    return toJson(value);
  } catch (thrown) {
    throw evaluationError(source, parsed.ast, thrown);
  }
}
