import * as z from "zod";
import { userError } from "../errors.ts";
import { nodeSchema } from "../nodes/index.ts";
import { triggerSchema } from "../triggers/index.ts";
import { edgeSchema, workflowDefinitionSchema } from "../workflow.ts";
import { CLIP_SCHEMA, type Clip, clipOf } from "./clip.ts";

const MAX_CHARACTERS = 8_000_000;

const clipSchema = z.strictObject({
  schema: z.literal(CLIP_SCHEMA),
  version: z.literal(1),
  nodes: z.array(nodeSchema).max(5_000),
  triggers: z.array(triggerSchema).max(50),
  edges: z.array(edgeSchema).max(20_000),
  positions: z.record(z.string(), z.object({ x: z.number(), y: z.number() })),
}) satisfies z.ZodType<Clip>;

const invalid = () => userError("CLIPBOARD_INVALID", "The clipboard holds no steps of a workflow.");

/** A whole workflow, as exported, is taken as its steps. */
function readValue(value: object): Clip {
  if ("schemaVersion" in value) {
    if (value.schemaVersion !== 1) throw otherVersion(value.schemaVersion);
    const workflow = workflowDefinitionSchema.safeParse(value);
    if (!workflow.success) throw invalid();
    const { nodes, triggers } = workflow.data;
    return clipOf(
      workflow.data,
      [...nodes, ...triggers].map(({ id }) => id),
    );
  }
  if ("schema" in value && value.schema === CLIP_SCHEMA && "version" in value && value.version !== 1)
    throw otherVersion(value.version);
  const clip = clipSchema.safeParse(value);
  if (!clip.success) throw invalid();
  return clip.data;
}

function otherVersion(version: unknown) {
  return userError("CLIPBOARD_VERSION", "These steps were copied from another version of Flowright.", {
    version: typeof version === "number" ? version : "?",
  });
}

/**
 * Reads what was on the clipboard: copied steps, or a whole workflow as JSON. Throws CLIPBOARD_INVALID for anything else,
 * CLIPBOARD_VERSION for steps of another schema version, CLIPBOARD_TOO_LARGE.
 */
export function parseClip(text: string): Clip {
  if (text.length > MAX_CHARACTERS)
    throw userError("CLIPBOARD_TOO_LARGE", "The clipboard holds too much.", {
      limit: MAX_CHARACTERS / 1_000_000,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid();
  }
  if (typeof value !== "object" || value === null) throw invalid();
  const clip = readValue(value);
  if (clip.nodes.length + clip.triggers.length === 0) throw invalid();
  return clip;
}
