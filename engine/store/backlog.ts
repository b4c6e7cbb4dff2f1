import type { Document } from "mongodb";
import type { StoreContext } from "./context.ts";

/** Counting ends here: beyond it, how many more makes no difference to whoever is called. */
const COUNT_LIMIT = 10_000;
const RUN_STATUSES = ["queued", "paused", "incident"] as const;

export interface WorkspaceBacklog {
  workspace: string;
  /** By status. */
  runs: Record<(typeof RUN_STATUSES)[number], number>;
  tasksOpen: number;
  tasksOverdue: number;
}
export interface Backlog {
  /** Events of the outbox that wait. */
  pending: number;
  /** How late the event is that should have been looked at first; 0 where none is late. */
  lagSeconds: number;
  workspaces: WorkspaceBacklog[];
}

/** What waits for the engine, for operators and for people, in all workspaces; every count is at most 10,000. */
export async function readBacklog(store: StoreContext, now: Date = new Date()): Promise<Backlog> {
  const { events, users } = store.collections;
  const due = { status: "pending" as const, nextAttemptAt: { $lte: now } };
  const [pending, [first], workspaceIds] = await Promise.all([
    events.countDocuments({ status: "pending" }, { limit: COUNT_LIMIT }),
    events
      .find(due, { projection: { nextAttemptAt: 1 } })
      .sort({ nextAttemptAt: 1 })
      .limit(1)
      .toArray(),
    users.distinct("workspaceId"),
  ]);
  return {
    pending,
    lagSeconds: first === undefined ? 0 : (now.getTime() - first.nextAttemptAt.getTime()) / 1_000,
    workspaces: await Promise.all(workspaceIds.map((workspace) => readWorkspace(store, workspace, now))),
  };
}

async function readWorkspace(store: StoreContext, workspaceId: string, now: Date): Promise<WorkspaceBacklog> {
  const { runs, tasks } = store.collections;
  const options = { limit: COUNT_LIMIT };
  const open: Document = { workspaceId, status: "open" };
  const [queued, paused, incident, tasksOpen, tasksOverdue] = await Promise.all([
    ...RUN_STATUSES.map(async (status) => runs.countDocuments({ workspaceId, status }, options)),
    tasks.countDocuments(open, options),
    tasks.countDocuments({ ...open, dueAt: { $lt: now, $type: "date" } }, options),
  ]);
  return {
    workspace: workspaceId,
    runs: { queued: queued ?? 0, paused: paused ?? 0, incident: incident ?? 0 },
    tasksOpen: tasksOpen ?? 0,
    tasksOverdue: tasksOverdue ?? 0,
  };
}
