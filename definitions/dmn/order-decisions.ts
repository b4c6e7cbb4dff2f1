import { userError } from "../errors.ts";
import type { DecisionGraph, GraphDecision } from "./decision-graph.ts";

/**
 * The decisions in an order in which each comes after those that it requires. Throws `DECISION_GRAPH_CYCLE`, which names
 * the decisions of a cycle, and `DECISION_REQUIREMENT_UNKNOWN`. Takes no recursion: a chain may be long.
 */
export function orderDecisions(graph: DecisionGraph): GraphDecision[] {
  const byId = new Map(graph.decisions.map((decision) => [decision.id, decision]));
  const inputs = new Set(graph.inputs.map(({ id }) => id));
  const waiting = new Map<string, number>();
  const followers = new Map<string, string[]>();
  for (const { id, name, requires } of graph.decisions) {
    const needed = new Set(requires.filter((other) => !inputs.has(other)));
    waiting.set(id, needed.size);
    for (const other of needed) {
      if (!byId.has(other))
        throw userError("DECISION_REQUIREMENT_UNKNOWN", `"${name}" needs ${other}, which is not in the graph`, {
          decision: name,
          required: other,
        });
      followers.set(other, [...(followers.get(other) ?? []), id]);
    }
  }
  const ready = graph.decisions.filter(({ id }) => waiting.get(id) === 0);
  for (const { id } of ready) {
    for (const follower of followers.get(id) ?? []) {
      const left = (waiting.get(follower) ?? 0) - 1;
      waiting.set(follower, left);
      const decision = byId.get(follower);
      if (left === 0 && decision !== undefined) ready.push(decision);
    }
  }
  if (ready.length < graph.decisions.length) throw cycleError(byId, waiting);
  return ready;
}

/** Walks from a decision that never became ready along those that it waits for, until one comes again. */
function cycleError(byId: ReadonlyMap<string, GraphDecision>, waiting: ReadonlyMap<string, number>): Error {
  const isStuck = (id: string) => (waiting.get(id) ?? 0) > 0;
  const path: string[] = [];
  const seen = new Set<string>();
  let at = [...waiting.keys()].find(isStuck);
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    path.push(at);
    at = byId.get(at)?.requires.find(isStuck);
  }
  const cycle = path.slice(Math.max(0, path.indexOf(at ?? ""))).map((id) => byId.get(id)?.name ?? id);
  const decisions = [...cycle.slice(0, 20), cycle[0]].join(" → ");
  return userError("DECISION_GRAPH_CYCLE", `these decisions need each other: ${decisions}`, { decisions });
}
