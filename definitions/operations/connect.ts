import { userError } from "../errors.ts";
import type { Edge, WorkflowDefinition } from "../workflow.ts";
import { nodeOf, portsOfSource, reaches } from "./graph.ts";
import { freshEdgeId } from "./new-id.ts";
import type { OperationArguments } from "./operation.ts";

/**
 * Refuses an edge that may not be drawn, before anything changes.
 * Throws EDGE_TARGET_TRIGGER, NODE_UNKNOWN, PORT_UNKNOWN, EDGE_SELF, EDGE_DUPLICATE, EDGE_CROSSES_CONTAINER or EDGE_CYCLE.
 */
export function vetoEdge(definition: WorkflowDefinition, edge: Omit<Edge, "id">): void {
  const { source, sourcePort, target } = edge;
  if (definition.triggers.some((trigger) => trigger.id === target)) {
    throw userError("EDGE_TARGET_TRIGGER", "A trigger starts a workflow; nothing can lead into it.", { target });
  }
  const targetNode = nodeOf(definition, target);
  if (!portsOfSource(definition, source).includes(sourcePort)) {
    throw userError("PORT_UNKNOWN", `"${source}" has no exit "${sourcePort}".`, { source, sourcePort });
  }
  if (source === target) throw userError("EDGE_SELF", "A step cannot lead to itself. Use a loop.", { source });
  const isSame = (other: Edge) => other.source === source && other.sourcePort === sourcePort && other.target === target;
  if (definition.edges.some(isSame)) {
    throw userError("EDGE_DUPLICATE", "These two are connected already.", { source, sourcePort, target });
  }
  const sourceNode = definition.nodes.find((node) => node.id === source);
  if (sourceNode?.parent !== targetNode.parent) {
    throw userError("EDGE_CROSSES_CONTAINER", "A line cannot cross the border of a container.", { source, target });
  }
  if (reaches(definition, target, source)) {
    throw userError("EDGE_CYCLE", "This would go round in a circle. Use a loop to repeat steps.", { source, target });
  }
}

/** Draws an edge from a port to a node. Throws what `vetoEdge` throws. */
export function connect(definition: WorkflowDefinition, args: OperationArguments["connect"]): WorkflowDefinition {
  const { source, sourcePort, target } = args;
  vetoEdge(definition, args);
  return {
    ...definition,
    edges: [...definition.edges, { id: freshEdgeId(definition), source, sourcePort, target }],
  };
}
