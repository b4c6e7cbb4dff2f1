export { diffTables, type TableDiff } from "./diff-tables.ts";
export { diffWorkflows, type WorkflowChange } from "./diff-workflows.ts";
export { stableJson, stableOrder } from "./stable-order.ts";
