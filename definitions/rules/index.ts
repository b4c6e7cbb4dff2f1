export {
  compileCondition,
  evaluateCondition,
  explainCondition,
  type CompiledCondition,
  type Facts,
} from "./compile.ts";
export { describeCondition, describeDuration, type ConditionTitles } from "./describe.ts";
export { findOperator, OPERATORS, OPERATORS_BY_NAME, type Operator, type ValueShape } from "./operators.ts";
export { resolvePath, splitPath } from "./path.ts";
