import { userError } from "../errors.ts";
import { portsOf } from "../ports.ts";
import type { Edge, WorkflowDefinition } from "../workflow.ts";
import { bodyOf } from "./graph.ts";
import { edgeIds } from "./new-id.ts";
import type { OperationArguments } from "./operation.ts";

/** Leads what came into the node on to what followed its main port, where the two are not connected yet. */
export function heal(definition: WorkflowDefinition, id: string): WorkflowDefinition {
  const node = definition.nodes.find((candidate) => candidate.id === id);
  const main = node === undefined ? undefined : portsOf(node)[0];
  const incoming = definition.edges.filter((edge) => edge.target === id);
  const outgoing = definition.edges.filter((edge) => edge.source === id && edge.sourcePort === main);
  const edges = definition.edges.filter((edge) => edge.source !== id && edge.target !== id);
  const nextEdgeId = edgeIds(definition);
  for (const { source, sourcePort } of incoming) {
    for (const { target } of outgoing) {
      const isSame = (edge: Edge) => edge.source === source && edge.sourcePort === sourcePort && edge.target === target;
      if (!edges.some(isSame)) edges.push({ id: nextEdgeId(), source, sourcePort, target });
    }
  }
  return { ...definition, edges };
}

/**
 * Removes nodes and triggers; a container takes its body with it. The edge is healed: what led to a removed
 * node leads on to what followed its first port. Throws NODE_UNKNOWN.
 */
export function removeNodes(
  definition: WorkflowDefinition,
  args: OperationArguments["removeNodes"],
): WorkflowDefinition {
  const known = new Set([...definition.nodes, ...definition.triggers].map((item) => item.id));
  const gone = new Set<string>();
  for (const id of args.ids) {
    if (!known.has(id)) throw userError("NODE_UNKNOWN", `There is no step "${id}".`, { id });
    gone.add(id);
    for (const inner of bodyOf(definition, id)) gone.add(inner);
  }
  let result = definition;
  for (const id of gone) result = heal(result, id);
  const layoutNodes = Object.fromEntries(Object.entries(result.layout.nodes).filter(([id]) => !gone.has(id)));
  return {
    ...result,
    nodes: result.nodes.filter((node) => !gone.has(node.id)),
    triggers: result.triggers.filter((trigger) => !gone.has(trigger.id)),
    layout: { ...result.layout, nodes: layoutNodes },
  };
}
