export { checkExpression, inferExpression } from "./check.ts";
export { evaluateExpression } from "./evaluate.ts";
export { EXPRESSION_FUNCTIONS } from "./function-table.ts";
export { evaluateMapped, evaluateMappedHtml, parseMapped } from "./mapped.ts";
export { listReferences } from "./references.ts";
export { type Scope } from "./scope.ts";
export { type ScopeTypes, type ValueType } from "./types.ts";
