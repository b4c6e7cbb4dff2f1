import { keyedId, type StoreContext } from "./context.ts";
import { digest } from "./outbox.ts";
import { isDuplicateKey } from "./transaction.ts";

/** Where a poll trigger stands, held by whoever looks now. */
export interface PollTurn {
  id: string;
  /** What the last look left; null before the first. */
  cursor: unknown;
  /** Names this turn: a turn that took longer than its lease saves nothing. */
  leaseUntil: Date;
}

/** Cursors of poll triggers, and whose turn it is to look. One mark a trigger and configuration: a changed one begins anew. */
export class PollMarks {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** Takes the turn where it is due and nobody has it; null otherwise. */
  async claim(
    place: { workspaceId: string; workflowKey: string; triggerId: string; configuration: string },
    { leaseMs, everyMs }: { leaseMs: number; everyMs: number },
  ): Promise<PollTurn | null> {
    const { marks } = this.#store.collections;
    const { workspaceId, workflowKey, triggerId, configuration } = place;
    const _id = `poll:${keyedId(workspaceId, workflowKey, triggerId, digest(configuration))}`;
    const now = new Date();
    const leaseUntil = new Date(now.getTime() + leaseMs);
    // Farther away than any turn is: a clock that has been stepped back since wrote it.
    const farthest = new Date(now.getTime() + Math.max(leaseMs, everyMs) + 60_000);
    const taken = await marks.updateOne(
      { _id, $or: [{ at: { $lte: now } }, { at: { $gt: farthest } }] },
      { $set: { at: leaseUntil } },
    );
    if (taken.modifiedCount === 1)
      return { id: _id, cursor: (await marks.findOne({ _id }))?.value ?? null, leaseUntil };
    try {
      await marks.insertOne({ _id, value: null, at: leaseUntil });
      return { id: _id, cursor: null, leaseUntil };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return null;
    }
  }

  /** Keeps the cursor and gives the turn back, to be due at `nextAt`. No effect where another one has the turn by now. */
  async release(turn: PollTurn, cursor: unknown, nextAt: Date): Promise<void> {
    const { marks } = this.#store.collections;
    await marks.updateOne({ _id: turn.id, at: turn.leaseUntil }, { $set: { value: cursor, at: nextAt } });
  }
}
