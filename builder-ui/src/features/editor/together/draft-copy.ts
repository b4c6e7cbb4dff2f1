import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { forgetLocally, keepLocally, readLocally } from "../../../shared/local-store.ts";

/** A draft that did not reach the server, with what it was made from. */
export interface DraftCopy {
  definition: WorkflowDefinition;
  saved: WorkflowDefinition;
  revision: number;
  at: string;
}
const keyOf = (workflowKey: string) => `draft:${workflowKey}`;

export const readDraftCopy = (workflowKey: string) => readLocally<DraftCopy>(keyOf(workflowKey));
export const keepDraftCopy = (workflowKey: string, copy: DraftCopy) => keepLocally(keyOf(workflowKey), copy);
export const forgetDraftCopy = (workflowKey: string) => forgetLocally(keyOf(workflowKey));
