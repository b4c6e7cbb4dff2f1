import type { Step } from "../../../definitions/run.ts";
import type { StoreContext } from "../context.ts";
import { packJson } from "../json-text.ts";
import { isDuplicateKey } from "../transaction.ts";
import { factsOf } from "./step-facts.ts";

/** Writes steps of another run as those of a run that is only just starting, before its own; a repeat changes nothing. */
export async function keepSteps(
  store: StoreContext,
  workspaceId: string,
  runId: string,
  steps: readonly Step[],
): Promise<void> {
  if (steps.length === 0) return;
  const documents = steps.map((step, index) => {
    const kept = { ...step, isReused: true };
    return {
      _id: `${runId}/${step.stepId}`,
      workspaceId,
      runId,
      sequence: 0,
      order: `0000/${String(index).padStart(6, "0")}`,
      step: packJson(kept),
      facts: factsOf(kept),
    };
  });
  try {
    await store.collections.steps.insertMany(documents, { ordered: false });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
