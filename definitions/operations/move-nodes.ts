import { userError } from "../errors.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import { bodyOf, isContainer, nodeOf, withChange } from "./graph.ts";
import { takenIds } from "./new-id.ts";
import type { OperationArguments, Point } from "./operation.ts";

/** Sets positions; sizes and collapsed state stay. Throws NODE_UNKNOWN. */
function placeNodes(definition: WorkflowDefinition, positions: Record<string, Point>): WorkflowDefinition {
  const known = takenIds(definition);
  const nodes = { ...definition.layout.nodes };
  for (const [id, { x, y }] of Object.entries(positions)) {
    if (!known.has(id)) throw userError("NODE_UNKNOWN", `There is no step "${id}".`, { id });
    nodes[id] = { ...nodes[id], x: Math.round(x), y: Math.round(y) };
  }
  return { ...definition, layout: { ...definition.layout, nodes } };
}

/** Moves nodes on the canvas. Changes the layout alone. Throws NODE_UNKNOWN. */
export function moveNodes(definition: WorkflowDefinition, args: OperationArguments["moveNodes"]): WorkflowDefinition {
  return placeNodes(definition, args.positions);
}

/** Takes all positions of a tidied layout. Throws NODE_UNKNOWN. */
export function tidy(definition: WorkflowDefinition, args: OperationArguments["tidy"]): WorkflowDefinition {
  return placeNodes(definition, args.positions);
}

/** Takes the places of aligned or evenly spread nodes. Throws NODE_UNKNOWN. */
export function align(definition: WorkflowDefinition, args: OperationArguments["align"]): WorkflowDefinition {
  return placeNodes(definition, args.positions);
}

/** Folds a container up, or opens it. Throws NODE_UNKNOWN or CONTAINER_UNKNOWN. */
export function resizeNode(definition: WorkflowDefinition, args: OperationArguments["resizeNode"]): WorkflowDefinition {
  const node = nodeOf(definition, args.id);
  if (!isContainer(node)) throw userError("CONTAINER_UNKNOWN", `"${args.id}" holds no steps.`, { id: args.id });
  const place = { x: 0, y: 0, ...definition.layout.nodes[args.id] };
  const changed = withChange(place, { collapsed: args.collapsed ? true : undefined });
  return {
    ...definition,
    layout: { ...definition.layout, nodes: { ...definition.layout.nodes, [args.id]: changed } },
  };
}

/**
 * Moves nodes into a container's body or out of it. Throws NODE_UNKNOWN, CONTAINER_UNKNOWN,
 * CONTAINER_INSIDE_ITSELF, or EDGE_CROSSES_CONTAINER when a node left behind is connected.
 */
export function moveInto(definition: WorkflowDefinition, args: OperationArguments["moveInto"]): WorkflowDefinition {
  const { container } = args;
  if (container !== null && !isContainer(nodeOf(definition, container))) {
    throw userError("CONTAINER_UNKNOWN", `"${container}" cannot hold other steps.`, { id: container });
  }
  const moved = new Set(args.ids);
  for (const id of moved) {
    nodeOf(definition, id);
    if (container !== null && (id === container || bodyOf(definition, id).has(container))) {
      throw userError("CONTAINER_INSIDE_ITSELF", "A container cannot be put into itself.", { id });
    }
  }
  const crossing = definition.edges.find((edge) => moved.has(edge.source) !== moved.has(edge.target));
  if (crossing !== undefined) {
    throw userError("EDGE_CROSSES_CONTAINER", "Remove the step's connections first: a line cannot cross a border.", {
      source: crossing.source,
      target: crossing.target,
    });
  }
  const nodes = definition.nodes.map((node) =>
    moved.has(node.id) ? withChange(node, { parent: container ?? undefined }) : node,
  );
  const result = { ...definition, nodes };
  return args.positions === undefined ? result : placeNodes(result, args.positions);
}
