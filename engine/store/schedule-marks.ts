import type { StoreContext } from "./context.ts";
import { keyedId } from "./context.ts";
import { isDuplicateKey } from "./transaction.ts";

/** Which firings of schedules were missed while nobody was there. Instants are ISO strings in UTC. */
export class ScheduleMarks {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** Keeps the latest. */
  async noteMissed(workspaceId: string, workflowKey: string, triggerId: string, at: string): Promise<void> {
    const _id = markId(workspaceId, workflowKey, triggerId);
    const { marks } = this.#store.collections;
    const raised = await marks.updateOne({ _id, value: { $lt: at } }, { $set: { value: at } });
    if (raised.matchedCount === 1) return;
    try {
      await marks.insertOne({ _id, value: at });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await marks.updateOne({ _id, value: { $lt: at } }, { $set: { value: at } });
    }
  }

  async latestMissed(workspaceId: string, workflowKey: string, triggerId: string): Promise<string | null> {
    const found = await this.#store.collections.marks.findOne({ _id: markId(workspaceId, workflowKey, triggerId) });
    return typeof found?.value === "string" ? found.value : null;
  }
}

function markId(workspaceId: string, workflowKey: string, triggerId: string): string {
  return `missed:${keyedId(workspaceId, workflowKey, triggerId)}`;
}
