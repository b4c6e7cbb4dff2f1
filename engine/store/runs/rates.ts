import { keyedId, type StoreContext } from "../context.ts";
import { isDuplicateKey } from "../transaction.ts";

/**
 * Counts a start against a workflow's rate limit: at most `limit` in any window of `perMs`. A repeat for the same run is
 * free. False when the window is full.
 */
export async function takeTurn(
  store: StoreContext,
  run: { workspaceId: string; workflowKey: string; runId: string },
  { limit, perMs }: { limit: number; perMs: number },
  now: Date = new Date(),
): Promise<boolean> {
  const { workspaceId, workflowKey, runId } = run;
  const { rates } = store.collections;
  const _id = keyedId(workspaceId, "rate", workflowKey);
  const isFresh = { $gt: new Date(now.getTime() - perMs) };
  await rates.updateOne({ _id, workspaceId }, { $pull: { starts: { at: { $lte: isFresh.$gt } } } });
  const notFull = { [`starts.${limit - 1}`]: { $exists: false } };
  try {
    const taken = await rates.updateOne(
      { _id, workspaceId, ...notFull, "starts.runId": { $ne: runId } },
      { $push: { starts: { runId, at: now } } },
      { upsert: true },
    );
    return taken.modifiedCount === 1 || taken.upsertedCount === 1;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await rates.findOne({ _id, workspaceId, "starts.runId": runId })) !== null;
  }
}
