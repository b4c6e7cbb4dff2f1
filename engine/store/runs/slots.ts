import { keyedId, type StoreContext } from "../context.ts";
import { isDuplicateKey } from "../transaction.ts";
import { OPEN_STATUSES } from "./open-statuses.ts";

/** Slots bound how many runs of a workflow (and key) are open at once: one document a key, its holders in a list. */
export function slotKeyOf(workspaceId: string, workflowKey: string, key: string): string {
  return keyedId(workspaceId, workflowKey, key);
}

/** Takes a slot, or finds that the run has one. False when all `limit` are taken. */
export async function takeSlot(
  store: StoreContext,
  workspaceId: string,
  slotKey: string,
  runId: string,
  limit: number,
): Promise<boolean> {
  const { slots } = store.collections;
  try {
    const taken = await slots.updateOne(
      { _id: slotKey, [`holders.${limit - 1}`]: { $exists: false }, holders: { $ne: runId } },
      { $push: { holders: runId }, $setOnInsert: { workspaceId } },
      { upsert: true },
    );
    return taken.modifiedCount === 1 || taken.upsertedCount === 1;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const slot = await slots.findOne({ _id: slotKey });
    return slot?.holders.includes(runId) ?? false;
  }
}

export async function releaseSlot(store: StoreContext, slotKey: string, runId: string): Promise<void> {
  await store.collections.slots.updateOne({ _id: slotKey }, { $pull: { holders: runId } });
}

/** Frees slots whose holders closed without saying so (terminated from outside). Answers the holders that remain. */
export async function dropClosedHolders(store: StoreContext, slotKey: string): Promise<string[]> {
  const slot = await store.collections.slots.findOne({ _id: slotKey });
  if (slot === null) return [];
  const open = await store.collections.runs
    .find({ _id: { $in: slot.holders }, status: { $in: [...OPEN_STATUSES] } }, { projection: { _id: 1 } })
    .toArray();
  const openIds = new Set(open.map(({ _id }) => _id));
  for (const holder of slot.holders) if (!openIds.has(holder)) await releaseSlot(store, slotKey, holder);
  return slot.holders.filter((holder) => openIds.has(holder));
}
