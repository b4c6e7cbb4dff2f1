import type { Heat, NodeHeat, RouteName } from "../../../../definitions/api.ts";
import type { Call, Handler } from "../handlers.ts";
import { found } from "./paging.ts";

const empty = (nodeId: string): NodeHeat => ({
  nodeId,
  ran: 0,
  failed: 0,
  open: 0,
  skipped: 0,
  retried: 0,
  averageMs: null,
  longestMs: null,
});

/** Counts as the store does; durations are made up, as the seeded steps take no time. */
function heat({ world, params, query }: Call): Heat {
  const workflow = found(
    world.workflows.find(({ key }) => key === params["key"]),
    "workflow",
  );
  const version = Number(query["version"] ?? workflow.publishedVersion ?? 1);
  const from = Date.parse(query["from"] ?? "1970-01-01T00:00:00Z");
  const runs = world.runs.filter(
    (run) => run.workflowKey === params["key"] && run.version === version && Date.parse(run.createdAt) >= from,
  );
  const nodes = new Map<string, NodeHeat>();
  const byStatus: Record<string, number> = {};
  const taken = new Map<string, number>();
  for (const run of runs) {
    byStatus[run.status] = (byStatus[run.status] ?? 0) + 1;
    for (const edge of run.liveEdges) taken.set(edge, (taken.get(edge) ?? 0) + 1);
    for (const { nodeId, status, attempts } of run.steps) {
      const node = nodes.get(nodeId) ?? empty(nodeId);
      nodes.set(nodeId, node);
      if (status === "skipped") {
        node.skipped += 1;
        continue;
      }
      node.ran += 1;
      if (attempts > 1) node.retried += 1;
      if (status === "failed" || status === "incident") node.failed += 1;
      if (["running", "waiting", "retrying", "incident"].includes(status)) node.open += 1;
      else {
        node.averageMs = nodeId === "contacted" ? 8_240_000 : nodeId === "mail" ? 1_900 : 12;
        node.longestMs = node.averageMs * 4;
      }
    }
  }
  return {
    version,
    runs: { total: runs.length, byStatus, more: false },
    nodes: [...nodes.values()],
    edges: [...taken].map(([edgeId, count]) => ({ edgeId, taken: count })),
  };
}

export const heatHandlers = { getHeat: heat } satisfies Partial<Record<RouteName, Handler>>;
