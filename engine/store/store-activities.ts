import type { StoreActivities } from "../workflows/contract.ts";
import type { Store } from "./open-store.ts";
import { emitNamedEvent } from "./outbox.ts";
import { saveProgress } from "./runs/save-progress.ts";

/** The local activities of runs on this store. `onRunClosed` hears of runs that ended, to fill freed slots at once. */
export function createStoreActivities(store: Store, onProgress?: (runId: string) => void): StoreActivities {
  return {
    loadPlan: ({ workspaceId, planHash }) => store.published.getPlan(workspaceId, planHash),
    saveProgress: async ({ write, knownEventIds }) => {
      const answer = await saveProgress(store.context, write, knownEventIds);
      if (write.endedAt !== null) onProgress?.(write.runId);
      return answer;
    },
    emitEvent: async ({ workspaceId, runId, idempotencyKey, chain, name, correlate, payload }) => {
      const context = { workspaceId, runId, idempotencyKey, chain };
      const event = { name, payload, ...(correlate === null ? {} : { correlate }) };
      return { id: (await emitNamedEvent(store.context, context, event)).id };
    },
  };
}
