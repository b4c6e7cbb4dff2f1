import * as z from "zod";
import { userError } from "../errors.ts";
import { nodeSchema } from "../nodes/index.ts";
import { triggerSchema } from "../triggers/index.ts";
import { edgeSchema, type WorkflowDefinition } from "../workflow.ts";
import { bodyOf } from "./graph.ts";

const CLIP_SCHEMA = "flowright/steps";

/** A piece of a workflow as it lies on the clipboard. */
export const clipSchema = z.strictObject({
  schema: z.literal(CLIP_SCHEMA),
  version: z.literal(1),
  nodes: z.array(nodeSchema).max(2_000),
  triggers: z.array(triggerSchema).max(50),
  edges: z.array(edgeSchema).max(8_000),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
});
export type Clip = z.infer<typeof clipSchema>;

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

/** Reads what was on the clipboard. Throws CLIPBOARD_INVALID for anything that is not a clip. */
export function parseClip(text: string): Clip {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw userError("CLIPBOARD_INVALID", "The clipboard holds no steps of a workflow.");
  }
  const result = clipSchema.safeParse(value);
  if (!result.success || result.data.nodes.length + result.data.triggers.length === 0) {
    throw userError("CLIPBOARD_INVALID", "The clipboard holds no steps of a workflow.");
  }
  return result.data;
}
