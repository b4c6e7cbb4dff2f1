export { clashKey, type MergeChoices, type MergeClash, type MergeResult, mergeWorkflows } from "./merge-workflows.ts";
