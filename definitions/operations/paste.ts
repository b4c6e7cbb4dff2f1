import { userError } from "../errors.ts";
import type { WorkflowNode } from "../nodes/index.ts";
import type { WorkflowDefinition } from "../workflow.ts";
import { clipOf, type Clip } from "./clip.ts";
import { isContainer, nodeOf } from "./graph.ts";
import { edgeIds, freshId, takenIds } from "./new-id.ts";
import type { OperationArguments, Point } from "./operation.ts";
import { remapReferences } from "./remap-references.ts";

/** The ids that a clip's nodes and triggers get when pasted into this definition: old id → new id. */
export function pastedIds(definition: WorkflowDefinition, clip: Clip): Map<string, string> {
  const taken = takenIds(definition);
  const ids = new Map<string, string>();
  for (const { id } of [...clip.triggers, ...clip.nodes]) {
    const fresh = freshId(id, taken);
    taken.add(fresh);
    ids.set(id, fresh);
  }
  return ids;
}

function pastedNode(node: WorkflowNode, ids: ReadonlyMap<string, string>, container: string | undefined): WorkflowNode {
  const { parent, ...rest } = remapReferences(node, ids);
  const inner = parent === undefined ? undefined : ids.get(parent);
  const into = inner ?? container;
  return { ...rest, id: ids.get(node.id) ?? node.id, ...(into === undefined ? {} : { parent: into }) };
}

function pastedPositions(clip: Clip, ids: ReadonlyMap<string, string>, offset: Point): Record<string, Point> {
  const outer = new Set(
    clip.nodes.filter((node) => node.parent !== undefined && ids.has(node.parent)).map((n) => n.id),
  );
  return Object.fromEntries(
    Object.entries(clip.positions).flatMap(([id, { x, y }]) => {
      const to = ids.get(id);
      if (to === undefined) return [];
      // Inside a pasted container positions count from the container, which has moved itself.
      return [[to, outer.has(id) ? { x, y } : { x: Math.round(x + offset.x), y: Math.round(y + offset.y) }]];
    }),
  );
}

/**
 * Pastes a clip with new ids; references among its own steps follow, references to others stay.
 * Throws CONTAINER_UNKNOWN or NODE_UNKNOWN.
 */
export function paste(definition: WorkflowDefinition, args: OperationArguments["paste"]): WorkflowDefinition {
  const { clip, offset, container } = args;
  if (container !== undefined && !isContainer(nodeOf(definition, container))) {
    throw userError("CONTAINER_UNKNOWN", `"${container}" cannot hold other steps.`, { id: container });
  }
  const ids = pastedIds(definition, clip);
  const nextEdgeId = edgeIds(definition);
  const edges = clip.edges.flatMap((edge) => {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    if (source === undefined || target === undefined) return [];
    return [{ id: nextEdgeId(), source, sourcePort: edge.sourcePort, target }];
  });
  const triggers = clip.triggers.map((trigger) => ({ ...trigger, id: ids.get(trigger.id) ?? trigger.id }));
  return {
    ...definition,
    triggers: [...definition.triggers, ...triggers],
    nodes: [...definition.nodes, ...clip.nodes.map((node) => pastedNode(node, ids, container))],
    edges: [...definition.edges, ...edges],
    layout: {
      ...definition.layout,
      nodes: { ...definition.layout.nodes, ...pastedPositions(clip, ids, offset) },
    },
  };
}

/** Copies nodes beside themselves, in the same container, with the edges among them. Throws NODE_UNKNOWN. */
export function duplicate(definition: WorkflowDefinition, args: OperationArguments["duplicate"]): WorkflowDefinition {
  const known = takenIds(definition);
  for (const id of args.ids) {
    if (!known.has(id)) throw userError("NODE_UNKNOWN", `There is no step "${id}".`, { id });
  }
  const parent = definition.nodes.find((node) => node.id === args.ids[0])?.parent;
  const clip = clipOf(definition, args.ids);
  return paste(definition, { clip, offset: args.offset, ...(parent === undefined ? {} : { container: parent }) });
}
