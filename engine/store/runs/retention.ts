import type { StoreContext } from "../context.ts";
import { temporalIdOf } from "./run-store.ts";

const RUNS_AT_ONCE = 500;

/**
 * Deletes closed runs of a workflow that ended before an instant, with their steps, attempts and large payloads; answers how many. Those go first: a
 * run that is left half deleted is found again.
 */
export async function deleteEndedRuns(
  store: StoreContext,
  { workspaceId, workflowKey, before }: { workspaceId: string; workflowKey: string; before: Date },
): Promise<number> {
  const { runs, steps, attempts, blobs } = store.collections;
  for (let deleted = 0; ;) {
    const found = await runs
      .find({ workspaceId, workflowKey, endedAt: { $ne: null, $lt: before } }, { projection: { _id: 1, dedupeKey: 1 } })
      .limit(RUNS_AT_ONCE)
      .toArray();
    if (found.length === 0) return deleted;
    const ids = found.map(({ _id }) => _id);
    const temporalIds = found.map(({ dedupeKey }) => temporalIdOf(workspaceId, workflowKey, dedupeKey));
    await blobs.deleteMany({ workspaceId, workflowId: { $in: temporalIds } });
    await attempts.deleteMany({ workspaceId, runId: { $in: ids } });
    await steps.deleteMany({ workspaceId, runId: { $in: ids } });
    await runs.deleteMany({ workspaceId, _id: { $in: ids } });
    deleted += found.length;
  }
}
