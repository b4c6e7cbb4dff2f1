import type { WorkflowNode } from "../nodes/index.ts";
import type { Trigger } from "../triggers/index.ts";
import type { Edge, WorkflowDefinition } from "../workflow.ts";
import { bodyOf } from "./graph.ts";

export const CLIP_SCHEMA = "flowright/steps";

/** A piece of a workflow as it lies on the clipboard. `parse-clip.ts` reads one. */
export interface Clip {
  schema: typeof CLIP_SCHEMA;
  version: 1;
  nodes: WorkflowNode[];
  triggers: Trigger[];
  edges: Edge[];
  positions: Record<string, { x: number; y: number }>;
}

/** Cuts the nodes and triggers out as a clip, with bodies of containers and the edges between them. */
export function clipOf(
  definition: WorkflowDefinition,
  ids: readonly string[],
  positions: Readonly<Record<string, { x: number; y: number }>> = definition.layout.nodes,
): Clip {
  const taken = new Set(ids);
  for (const id of ids) for (const inner of bodyOf(definition, id)) taken.add(inner);
  return {
    schema: CLIP_SCHEMA,
    version: 1,
    nodes: definition.nodes.filter((node) => taken.has(node.id)),
    triggers: definition.triggers.filter((trigger) => taken.has(trigger.id)),
    edges: definition.edges.filter((edge) => taken.has(edge.source) && taken.has(edge.target)),
    positions: Object.fromEntries(
      Object.entries(positions)
        .filter(([id]) => taken.has(id))
        .map(([id, { x, y }]) => [id, { x, y }]),
    ),
  };
}
