import type { Filter } from "mongodb";
import type { Heat, NodeHeat } from "../../../definitions/api.ts";
import type { StepStatus } from "../../../definitions/run.ts";
import type { StoreContext } from "../context.ts";
import { idFloor } from "../new-id.ts";
import type { RunDocument } from "./run-documents.ts";

export interface HeatQuery {
  workflow: string;
  version: number;
  /** Created at or after, before; ISO instants. */
  from?: string | undefined;
  to?: string | undefined;
}
export type RunHeat = Omit<Heat, "version">;

/** The newest runs that are counted: more of them would say the same. */
const MOST_RUNS = 1_000;
const FAILED: ReadonlySet<StepStatus> = new Set(["failed", "incident"]);
const OPEN: ReadonlySet<StepStatus> = new Set(["running", "waiting", "retrying", "incident"]);

interface StepGroup {
  _id: { nodeId: string; status: StepStatus };
  count: number;
  retried: number;
  ended: number;
  ms: number;
  longestMs: number | null;
}

/**
 * Counts what the newest runs of a version did: one aggregation over runs joined with their steps, one over the edges
 * that they took, one of their states.
 */
export async function readHeat(store: StoreContext, workspaceId: string, query: HeatQuery): Promise<RunHeat> {
  const { runs } = store.collections;
  const newest = [{ $match: runFilter(workspaceId, query) }, { $sort: { _id: -1 as const } }, { $limit: MOST_RUNS }];
  const [steps, edges, states, counted] = await Promise.all([
    runs.aggregate<StepGroup>([...newest, { $project: { _id: 1 } }, ...STEP_GROUPS]).toArray(),
    runs
      .aggregate<{ _id: string; taken: number }>([
        ...newest,
        { $project: { liveEdges: 1 } },
        { $unwind: "$liveEdges" },
        { $group: { _id: "$liveEdges", taken: { $sum: 1 } } },
      ])
      .toArray(),
    runs
      .aggregate<{ _id: string; count: number }>([...newest, { $group: { _id: "$status", count: { $sum: 1 } } }])
      .toArray(),
    runs.countDocuments(runFilter(workspaceId, query), { limit: MOST_RUNS + 1 }),
  ]);
  return {
    runs: {
      total: states.reduce((sum, { count }) => sum + count, 0),
      byStatus: Object.fromEntries(states.map(({ _id, count }) => [_id, count])),
      more: counted > MOST_RUNS,
    },
    nodes: nodesOf(steps),
    edges: edges.map(({ _id, taken }) => ({ edgeId: _id, taken })),
  };
}

/** Ids tell the time of making: a range of them is what the index serves. */
function runFilter(workspaceId: string, { workflow, version, from, to }: HeatQuery): Filter<RunDocument> {
  const range = {
    ...(from === undefined ? {} : { $gte: idFloor(Date.parse(from)) }),
    ...(to === undefined ? {} : { $lt: idFloor(Date.parse(to)) }),
  };
  return { workspaceId, workflowKey: workflow, version, ...(Object.keys(range).length === 0 ? {} : { _id: range }) };
}

const hasEnded = { $ne: [{ $ifNull: ["$steps.facts.ms", null] }, null] };
const STEP_GROUPS = [
  { $lookup: { from: "steps", localField: "_id", foreignField: "runId", as: "steps" } },
  { $unwind: "$steps" },
  { $match: { "steps.facts.isReused": false } },
  {
    $group: {
      _id: { nodeId: "$steps.facts.nodeId", status: "$steps.facts.status" },
      count: { $sum: 1 },
      retried: { $sum: { $cond: [{ $gt: ["$steps.facts.attempts", 1] }, 1, 0] } },
      ended: { $sum: { $cond: [hasEnded, 1, 0] } },
      ms: { $sum: "$steps.facts.ms" },
      longestMs: { $max: "$steps.facts.ms" },
    },
  },
];

function nodesOf(groups: readonly StepGroup[]): NodeHeat[] {
  const nodeIds = [...new Set(groups.map(({ _id }) => _id.nodeId))];
  return nodeIds.map((nodeId) => {
    const all = groups.filter(({ _id }) => _id.nodeId === nodeId);
    const ran = all.filter(({ _id }) => _id.status !== "skipped");
    const count = (chosen: readonly StepGroup[]) => sumOf(chosen, (group) => group.count);
    const ended = sumOf(ran, (group) => group.ended);
    return {
      nodeId,
      ran: count(ran),
      failed: count(ran.filter(({ _id }) => FAILED.has(_id.status))),
      open: count(ran.filter(({ _id }) => OPEN.has(_id.status))),
      skipped: count(all) - count(ran),
      retried: sumOf(ran, (group) => group.retried),
      averageMs: ended === 0 ? null : Math.round(sumOf(ran, (group) => group.ms) / ended),
      longestMs: ended === 0 ? null : Math.max(...ran.map(({ longestMs }) => longestMs ?? 0)),
    };
  });
}

function sumOf(groups: readonly StepGroup[], of: (group: StepGroup) => number): number {
  return groups.reduce((sum, group) => sum + of(group), 0);
}
