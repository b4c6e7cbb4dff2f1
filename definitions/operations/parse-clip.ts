import * as z from "zod";
import { userError } from "../errors.ts";
import { nodeSchema } from "../nodes/index.ts";
import { triggerSchema } from "../triggers/index.ts";
import { edgeSchema } from "../workflow.ts";
import { CLIP_SCHEMA, type Clip } from "./clip.ts";

const clipSchema = z.strictObject({
  schema: z.literal(CLIP_SCHEMA),
  version: z.literal(1),
  nodes: z.array(nodeSchema).max(2_000),
  triggers: z.array(triggerSchema).max(50),
  edges: z.array(edgeSchema).max(8_000),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
}) satisfies z.ZodType<Clip>;

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
