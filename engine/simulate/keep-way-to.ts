import { userError } from "../../definitions/errors.ts";
import type { WorkflowDefinition } from "../../definitions/workflow.ts";

/**
 * The definition with what can lead to a node and nothing else: its predecessors, the containers around it, and the whole
 * body of each container that runs before it. What it does not need is not asked for answers. Throws `NODE_UNKNOWN`.
 */
export function keepWayTo(definition: WorkflowDefinition, nodeId: string): WorkflowDefinition {
  const byId = new Map(definition.nodes.map((node) => [node.id, node]));
  if (!byId.has(nodeId)) throw userError("NODE_UNKNOWN", `The workflow has no step ${nodeId}.`, { id: nodeId });
  const before = new Map<string, string[]>();
  for (const { source, target } of definition.edges) before.set(target, [...(before.get(target) ?? []), source]);
  const kept = new Set<string>();
  const around = new Set<string>();
  const keepBefore = (id: string) => {
    if (kept.has(id)) return;
    kept.add(id);
    const parent = byId.get(id)?.parent;
    if (parent !== undefined) {
      around.add(parent);
      keepBefore(parent);
    }
    for (const source of before.get(id) ?? []) keepBefore(source);
  };
  keepBefore(nodeId);
  // A container that runs on the way does so with all of its body; the one that the node is in, with the way to the node.
  const isInWhole = (id: string): boolean => {
    for (let parent = byId.get(id)?.parent; parent !== undefined; parent = byId.get(parent)?.parent)
      if (kept.has(parent) && !around.has(parent)) return true;
    return false;
  };
  const nodes = definition.nodes.filter(({ id }) => kept.has(id) || isInWhole(id));
  const left = new Set([...nodes, ...definition.triggers].map(({ id }) => id));
  return {
    ...definition,
    nodes,
    edges: definition.edges.filter(({ source, target }) => left.has(source) && left.has(target)),
  };
}
