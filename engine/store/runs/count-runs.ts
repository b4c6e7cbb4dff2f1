import { endsBadly, type RunStatus } from "../../../definitions/run-status.ts";
import type { StoreContext } from "../context.ts";
import { idFloor } from "../new-id.ts";
import { OPEN_STATUSES } from "./open-statuses.ts";

export interface OpenRuns {
  open: number;
  incidents: number;
}
export interface RunsOfDay {
  /** YYYY-MM-DD, UTC. */
  day: string;
  started: number;
  failed: number;
}

const DAY_MS = 86_400_000;

/** Open runs and incidents of each workflow that has any. */
export async function countOpenByWorkflow(store: StoreContext, workspaceId: string): Promise<Map<string, OpenRuns>> {
  const groups = await store.collections.runs
    .aggregate<{ _id: { workflow: string; status: RunStatus }; count: number }>([
      { $match: { workspaceId, status: { $in: [...OPEN_STATUSES] } } },
      { $group: { _id: { workflow: "$workflowKey", status: "$status" }, count: { $sum: 1 } } },
    ])
    .toArray();
  const counts = new Map<string, OpenRuns>();
  for (const { _id, count } of groups) {
    const entry = counts.get(_id.workflow) ?? { open: 0, incidents: 0 };
    entry.open += count;
    if (_id.status === "incident") entry.incidents += count;
    counts.set(_id.workflow, entry);
  }
  return counts;
}

/** How many runs have each status. */
export async function countByStatus(store: StoreContext, workspaceId: string): Promise<Record<string, number>> {
  const groups = await store.collections.runs
    .aggregate<{ _id: RunStatus; count: number }>([
      { $match: { workspaceId } },
      { $group: { _id: "$status", count: { $sum: 1 } } },
    ])
    .toArray();
  return Object.fromEntries(groups.map(({ _id, count }) => [_id, count]));
}

/** Runs started and failed on each of the last `days` days (UTC), oldest first. */
export async function countByDay(store: StoreContext, workspaceId: string, days: number): Promise<RunsOfDay[]> {
  const now = Date.now();
  const byDay = new Map<string, RunsOfDay>();
  for (let back = days - 1; back >= 0; back -= 1) {
    const day = dayOf(new Date(now - back * DAY_MS));
    byDay.set(day, { day, started: 0, failed: 0 });
  }
  const since = new Date(`${dayOf(new Date(now - (days - 1) * DAY_MS))}T00:00:00Z`);
  const groups = await store.collections.runs
    .aggregate<{ _id: { day: string; status: RunStatus }; count: number }>([
      // Ids tell when a run was promised, which is before createdAt: the index serves the range, the day decides.
      { $match: { workspaceId, _id: { $gte: idFloor(since.getTime() - DAY_MS) } } },
      { $project: { status: 1, day: { $dateToString: { date: "$createdAt", format: "%Y-%m-%d" } } } },
      { $group: { _id: { day: "$day", status: "$status" }, count: { $sum: 1 } } },
    ])
    .toArray();
  for (const { _id, count } of groups) {
    const entry = byDay.get(_id.day);
    if (entry === undefined) continue;
    entry.started += count;
    if (endsBadly(_id.status)) entry.failed += count;
  }
  return [...byDay.values()];
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
