export { isSameJson } from "./is-same-json.ts";
export { clashKey, type MergeChoices, type MergeClash, type MergeResult, mergeWorkflows } from "./merge-workflows.ts";
