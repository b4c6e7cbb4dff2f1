import { userError } from "../errors.ts";
import type { WorkflowNode } from "../nodes/index.ts";
import { portsOf } from "../ports.ts";
import type { Edge, WorkflowDefinition } from "../workflow.ts";
import { edgeOf, isContainer, nodeOf, portsOfSource } from "./graph.ts";
import { freshEdgeId, takenIds } from "./new-id.ts";
import type { OperationArguments, Place } from "./operation.ts";

function sourceParent(definition: WorkflowDefinition, source: string): string | undefined {
  return definition.triggers.some((trigger) => trigger.id === source) ? undefined : nodeOf(definition, source).parent;
}

function parentFor(definition: WorkflowDefinition, place: Place, node: WorkflowNode): string | undefined {
  switch (place.kind) {
    case "free":
      return node.parent;
    case "after":
    case "branch":
      return sourceParent(definition, place.source);
    case "edge":
      return sourceParent(definition, edgeOf(definition, place.edge).source);
    case "inside": {
      const container = nodeOf(definition, place.container);
      if (!isContainer(container)) {
        throw userError("CONTAINER_UNKNOWN", `"${container.id}" cannot hold other steps.`, { id: container.id });
      }
      return container.id;
    }
  }
}

/** The edges after the insertion: the new node takes over what followed, by its own main port. */
function edgesFor(definition: WorkflowDefinition, place: Place, node: WorkflowNode): Edge[] {
  const { edges } = definition;
  if (place.kind === "free" || place.kind === "inside") return edges;
  const into = (source: string, sourcePort: string): Edge => ({
    id: freshEdgeId(definition),
    source,
    sourcePort,
    target: node.id,
  });
  const main = portsOf(node)[0];
  const followed = (edge: Edge) =>
    place.kind === "edge"
      ? edge.id === place.edge
      : edge.source === place.source && edge.sourcePort === place.sourcePort;
  if (place.kind === "branch") return [...edges, into(place.source, place.sourcePort)];
  const { source, sourcePort } = place.kind === "edge" ? edgeOf(definition, place.edge) : place;
  const kept = edges.flatMap((edge) => {
    if (!followed(edge)) return [edge];
    return main === undefined ? [] : [{ ...edge, source: node.id, sourcePort: main }];
  });
  return [...kept, into(source, sourcePort)];
}

/**
 * Adds a node and connects it as `place` says. An end put in the middle cuts what followed.
 * Throws NODE_ID_TAKEN, NODE_UNKNOWN, PORT_UNKNOWN, EDGE_UNKNOWN or CONTAINER_UNKNOWN.
 */
export function addNode(definition: WorkflowDefinition, args: OperationArguments["addNode"]): WorkflowDefinition {
  const { node, place, position } = args;
  if (takenIds(definition).has(node.id)) {
    throw userError("NODE_ID_TAKEN", `The id "${node.id}" is taken.`, { id: node.id });
  }
  if (
    (place.kind === "after" || place.kind === "branch") &&
    !portsOfSource(definition, place.source).includes(place.sourcePort)
  ) {
    throw userError("PORT_UNKNOWN", `"${place.source}" has no exit "${place.sourcePort}".`, { ...place });
  }
  const parent = parentFor(definition, place, node);
  const { parent: _, ...rest } = node;
  const added = (parent === undefined ? rest : { ...rest, parent }) as WorkflowNode;
  const layout =
    position === undefined
      ? definition.layout
      : { ...definition.layout, nodes: { ...definition.layout.nodes, [node.id]: { x: position.x, y: position.y } } };
  return { ...definition, nodes: [...definition.nodes, added], edges: edgesFor(definition, place, added), layout };
}
