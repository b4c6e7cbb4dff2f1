import { FlowrightError } from "../errors.ts";
import { parseExpression, type SourceRange } from "./parse.ts";
import { inferType } from "./infer-type.ts";
import { ANY, type ScopeTypes, type ValueType } from "./types.ts";

/** What is wrong with an expression, and where. */
export interface ExpressionProblem {
  code: string;
  message: string;
  range: SourceRange;
  details?: Record<string, unknown>;
  /** Absent for an error: what may go wrong in some runs only is a warning. */
  severity?: "warning";
}

/** An expression's problems and the type of its result. */
export interface CheckedExpression {
  problems: ExpressionProblem[];
  type: ValueType;
}

/** Checks an expression (without `=`) against the names and types that it sees; never throws for what the author wrote. */
export function inferExpression(source: string, types: ScopeTypes): CheckedExpression {
  try {
    const { ast } = parseExpression(source);
    const problems: ExpressionProblem[] = [];
    const type = inferType(ast, types, problems);
    return { problems, type };
  } catch (thrown) {
    if (!(thrown instanceof FlowrightError)) throw thrown;
    const range = (thrown.details?.["range"] as SourceRange | undefined) ?? { start: 0, end: source.length };
    return {
      problems: [
        {
          code: thrown.code,
          message: thrown.message,
          range,
          ...(thrown.details === undefined ? {} : { details: thrown.details }),
        },
      ],
      type: ANY,
    };
  }
}

/** The problems of an expression (without `=`) against the names and types that it sees. */
export function checkExpression(source: string, types: ScopeTypes): ExpressionProblem[] {
  return inferExpression(source, types).problems;
}
