import type { ASTNode } from "@marcbachmann/cel-js";
import { FlowrightError, userError } from "../errors.ts";
import { createEnvironment } from "./functions.ts";
import { limits } from "./limits.ts";
import { forbiddenUse, prepareTree } from "./prepare-tree.ts";
import { SCOPE_NAMES } from "./scope.ts";

/** A position in an expression's source, in characters. */
export interface SourceRange {
  start: number;
  end: number;
}

/** An expression ready to run. */
export interface ParsedExpression {
  source: string;
  ast: ASTNode;
  run: (context: Record<string, unknown>) => unknown;
}

const environment = createEnvironment(SCOPE_NAMES);
const cache = new Map<string, ParsedExpression | FlowrightError>();

interface CelFault {
  summary?: string;
  message: string;
  code?: string;
  range?: SourceRange;
}

function syntaxError(source: string, thrown: unknown): FlowrightError {
  const fault = thrown as CelFault;
  const problem = (fault.summary ?? fault.message).split("\n")[0] ?? "";
  const range =
    fault.range === undefined ? { start: 0, end: source.length } : { start: fault.range.start, end: fault.range.end };
  const code = fault.code === "limit_exceeded" ? "EXPRESSION_LIMIT_EXCEEDED" : "EXPRESSION_SYNTAX_INVALID";
  return userError(code, `"${source}" cannot be read: ${problem}`, { expression: source, problem, range });
}

function parseFresh(source: string): ParsedExpression | FlowrightError {
  if (source.length > limits.maxLength) {
    return userError("EXPRESSION_LIMIT_EXCEEDED", `an expression may have ${limits.maxLength} characters`, {
      limit: limits.maxLength,
      range: { start: 0, end: source.length },
    });
  }
  if (source.trim() === "") {
    return userError("EXPRESSION_SYNTAX_INVALID", "the expression is empty", {
      expression: source,
      problem: "the expression is empty",
      range: { start: 0, end: source.length },
    });
  }
  try {
    const parsed = environment.parse(source);
    const forbidden = forbiddenUse(parsed.ast);
    if (forbidden !== null)
      return userError(forbidden.code, forbidden.message, {
        expression: source,
        ...forbidden.details,
        range: forbidden.range,
      });
    prepareTree(parsed.ast);
    return { source, ast: parsed.ast, run: parsed };
  } catch (thrown) {
    return syntaxError(source, thrown);
  }
}

/**
 * Parses a CEL expression (without the leading `=`); results are kept by source. Throws `EXPRESSION_SYNTAX_INVALID`,
 * `EXPRESSION_LIMIT_EXCEEDED`, `EXPRESSION_FUNCTION_REFUSED`; `details.range` is the place in characters.
 */
export function parseExpression(source: string): ParsedExpression {
  let parsed = cache.get(source);
  if (parsed === undefined) {
    parsed = parseFresh(source);
    if (source.length <= limits.maxLength) {
      if (cache.size >= limits.maxCached) cache.delete(cache.keys().next().value ?? "");
      cache.set(source, parsed);
    }
  }
  if (parsed instanceof FlowrightError) throw parsed;
  return parsed;
}
