import * as z from "zod";
import { eventNameSchema, keySchema } from "../names.ts";
import { jsonSchema } from "../json.ts";
import { mappedObjectSchema, nodeBaseShape, timeoutShape } from "./base.ts";

/**
 * Runs another workflow. `version`: the one published now (fixed at publish) or always the latest. `mode`: as a run of its
 * own (`child`, where absent), or `inline`, within the caller's run, fixed at publish and waited for. Ports: out, error.
 */
export const callNodeSchema = z.strictObject({
  ...nodeBaseShape,
  ...timeoutShape,
  type: z.literal("call"),
  workflow: keySchema,
  version: z.union([z.enum(["published", "latest"]), z.int().min(1)]).default("published"),
  mode: z.enum(["child", "inline"]).optional(),
  wait: z.boolean().default(true),
  input: mappedObjectSchema.default({}),
});

/** Emits a business event. Port: out. */
export const emitNodeSchema = z.strictObject({
  ...nodeBaseShape,
  type: z.literal("emit"),
  event: eventNameSchema,
  correlate: z.string().max(2_000).optional(),
  payload: mappedObjectSchema.default({}),
});

const END_STATUSES = ["completed", "failed", "cancelled"] as const;

/** Ends the run with a result; what still runs is cancelled. No ports. */
export const endNodeSchema = z.strictObject({
  ...nodeBaseShape,
  type: z.literal("end"),
  status: z.enum(END_STATUSES).default("completed"),
  output: jsonSchema.optional(),
});
