export {
  compileCondition,
  evaluateCondition,
  explainCondition,
  type CompiledCondition,
  type Facts,
} from "./compile.ts";
export { describeCondition, describeDuration, type ConditionTitles } from "./describe.ts";
export { OPERATORS, OPERATORS_BY_NAME, type Operator, type ValueShape } from "./operators.ts";
export { splitPath } from "./path.ts";
