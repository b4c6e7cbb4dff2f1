export { checkExpression, inferExpression, type CheckedExpression, type ExpressionProblem } from "./check.ts";
export { evaluateExpression } from "./evaluate.ts";
export { EXPRESSION_FUNCTIONS, type FunctionDescription } from "./function-table.ts";
export { limits } from "./limits.ts";
export { evaluateMapped, interpolate, parseMapped, type MappedString, type TextPart } from "./mapped.ts";
export { parseExpression, type ParsedExpression, type SourceRange } from "./parse.ts";
export { listExpressionReferences, listReferences } from "./references.ts";
export { SCOPE_NAMES, type RunFacts, type Scope, type ScopeName, type StepResult } from "./scope.ts";
export { type ScopeTypes, type ValueType } from "./types.ts";
