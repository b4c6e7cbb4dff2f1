import type { StoreContext } from "../context.ts";
import type { TaskDocument } from "./task-document.ts";
import { OPEN_STATUSES } from "../runs/open-statuses.ts";
import { hasCome, isPast } from "../instant-filter.ts";
import type { RunTask } from "./run-task.ts";

const SWEEP_BATCH = 200;
/** A run writes its document before its tasks, so a younger task cannot be an orphan. */
const YOUNG_MS = 30_000;

/** What is still to be told about tasks: answers to their runs, announcements to people. A queue with leases. */
export class TaskWork {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** Tasks with work that is due and that nobody has in hand. */
  async listDue(limit: number): Promise<RunTask[]> {
    const now = new Date();
    const found = await this.#tasks
      .find({ "ask.work": true, ...hasCome("ask.workAt", now) })
      .limit(limit)
      .toArray();
    return (found as RunTask[]).filter(({ ask }) => isPast(ask.leaseUntil, now));
  }

  /** Takes the task's work for `leaseMs`; answers the task as it is now, or null where another one has it. */
  async claim(task: RunTask, leaseMs: number): Promise<RunTask | null> {
    const now = new Date();
    const taken = await this.#tasks.updateOne(
      { _id: task._id, "ask.work": true, ...hasCome("ask.leaseUntil", now) },
      { $set: { "ask.leaseUntil": new Date(now.getTime() + leaseMs) }, $inc: { "ask.workAttempts": 1 } },
    );
    if (taken.modifiedCount !== 1) return null;
    return (await this.#tasks.findOne({ _id: task._id })) as RunTask | null;
  }

  /** The run has heard of the answer, or waits for it no longer. */
  async markDelivered(taskId: string, answerId: string): Promise<void> {
    await this.#tasks.updateOne({ _id: taskId }, { $addToSet: { "ask.delivered": answerId } });
  }

  async markAnnounced(taskId: string, announcementId: string): Promise<void> {
    await this.#tasks.updateOne({ _id: taskId }, { $pull: { "ask.announcements": { id: announcementId } } });
  }

  /** All is done that `task` asked for; what came since is left to the next turn. */
  async complete(task: RunTask): Promise<void> {
    const { _id, ask } = task;
    await this.#tasks.updateOne({ _id }, { $set: { "ask.leaseUntil": new Date(0), "ask.workAttempts": 0 } });
    await this.#tasks.updateOne({ _id, "ask.revision": ask.revision }, { $set: { "ask.work": false } });
  }

  async retryLater(taskId: string, delayMs: number): Promise<void> {
    const workAt = new Date(Date.now() + delayMs);
    await this.#tasks.updateOne({ _id: taskId }, { $set: { "ask.workAt": workAt, "ask.leaseUntil": new Date(0) } });
  }

  /** Closes open tasks whose run is over: it was terminated, or died with its server. Answers how many. */
  async closeOrphans(youngMs = YOUNG_MS): Promise<number> {
    const born = { $lt: new Date(Date.now() - youngMs) };
    const open = this.#tasks.find(
      { status: "open", "ask.key": { $exists: true }, createdAt: born },
      { projection: { workspaceId: 1, runId: 1 }, batchSize: SWEEP_BATCH },
    );
    let closed = 0;
    let batch = new Map<string, string>();
    for await (const { workspaceId, runId } of open) {
      if (runId !== null) batch.set(runId, workspaceId);
      if (batch.size < SWEEP_BATCH) continue;
      closed += await this.#closeWhereOver(batch);
      batch = new Map();
    }
    return closed + (await this.#closeWhereOver(batch));
  }

  async #closeWhereOver(runs: ReadonlyMap<string, string>): Promise<number> {
    if (runs.size === 0) return 0;
    const alive = await this.#store.collections.runs
      .find({ _id: { $in: [...runs.keys()] }, status: { $in: [...OPEN_STATUSES] } }, { projection: { _id: 1 } })
      .toArray();
    const aliveIds = new Set(alive.map(({ _id }) => _id));
    let closed = 0;
    for (const [runId, workspaceId] of runs)
      if (!aliveIds.has(runId)) closed += await closeTasksOfRun(this.#store, workspaceId, runId);
    return closed;
  }

  get #tasks() {
    return this.#store.collections.tasks;
  }
}

/** Closes what a run that ended without saying so had open. Answers how many tasks. */
export async function closeTasksOfRun(store: StoreContext, workspaceId: string, runId: string): Promise<number> {
  const set: Partial<TaskDocument> = { status: "cancelled", closedFor: "cancelled", completedAt: new Date() };
  const closed = await store.collections.tasks.updateMany(
    { workspaceId, runId, status: "open", "ask.key": { $exists: true } },
    { $set: set, $inc: { "ask.revision": 1 } },
  );
  return closed.modifiedCount;
}
