export { checkNamedConditions } from "./check-condition.ts";
export { scopeAt } from "./scope.ts";
export { validateWorkflow } from "./validate-workflow.ts";
