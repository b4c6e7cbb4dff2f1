export { compileCondition, evaluateCondition, explainCondition } from "./compile.ts";
export { describeCondition } from "./describe.ts";
export { OPERATORS } from "./operators.ts";
export { splitPath } from "./path.ts";
