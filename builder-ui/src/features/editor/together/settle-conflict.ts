import { type MergeChoices, type MergeResult, mergeWorkflows } from "../../../../../definitions/merge/index.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { call } from "../../../api/client.ts";
import type { DraftConflict, EditorState, EditorStore } from "../store/editor-store.ts";

const rebase = (base: WorkflowDefinition, mine: WorkflowDefinition, theirs: WorkflowDefinition) =>
  mergeWorkflows(base, mine, theirs).merged;

/** The server's draft as it is now. */
export async function readTheirs(key: string): Promise<DraftConflict> {
  const { draft, revision, updatedAt, updatedBy } = await call("getWorkflow", { params: { key } });
  return { theirs: draft, revision, updatedAt, updatedBy };
}

/** What would become of this draft and theirs. */
export function previewMerge(
  { saved, definition }: Pick<EditorState, "saved" | "definition">,
  conflict: DraftConflict,
  choices: MergeChoices = {},
): MergeResult {
  return mergeWorkflows(saved, definition, conflict.theirs, choices);
}

/** Takes a merge as the draft. */
export function takeMerge(store: EditorStore, conflict: DraftConflict, merged: WorkflowDefinition): void {
  store.getState().mergeIn(merged, conflict, rebase);
}

/**
 * Merges the server's newer draft into this one where nothing has to be asked. Gives false, with the conflict in the
 * store, where both have changed the same thing.
 */
export async function settleConflict(store: EditorStore, key: string): Promise<boolean> {
  const conflict = await readTheirs(key);
  const { saved, definition } = store.getState();
  if (definition === saved) {
    takeMerge(store, conflict, conflict.theirs);
    return true;
  }
  const { merged, clashes, lostEdges } = previewMerge(store.getState(), conflict);
  if (clashes.length + lostEdges.length > 0) {
    store.getState().set({ saveState: "conflict", conflict });
    return false;
  }
  takeMerge(store, conflict, merged);
  return true;
}
