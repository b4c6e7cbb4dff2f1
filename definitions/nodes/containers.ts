import * as z from "zod";
import { conditionSchema } from "../condition.ts";
import { nodeBaseShape, timeoutShape } from "./base.ts";

/** Runs its body for every item of a list. Ports: out, error. Output: the list that `collect` gives, one entry an item. */
export const forEachNodeSchema = z.strictObject({
  ...nodeBaseShape,
  ...timeoutShape,
  type: z.literal("for-each"),
  items: z.string().min(1).max(2_000),
  concurrency: z.int().min(1).max(100).default(1),
  onItemError: z.enum(["fail", "continue"]).default("fail"),
  collect: z.string().max(2_000).optional(),
});

/** Repeats its body while the rule holds, checked before each turn. Port: out; output `{ iterations, exhausted }`. */
export const loopNodeSchema = z.strictObject({
  ...nodeBaseShape,
  ...timeoutShape,
  type: z.literal("loop"),
  maxIterations: z.int().min(1).max(100_000),
  while: conditionSchema,
});

/** Gives its body a shared timeout, an error port and compensation. Ports: out, error, timeout. */
export const scopeNodeSchema = z.strictObject({ ...nodeBaseShape, ...timeoutShape, type: z.literal("scope") });
