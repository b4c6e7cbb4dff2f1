import * as z from "zod";
import { conditionSchema } from "../condition.ts";
import { operationNameSchema } from "../names.ts";
import { mappedObjectSchema, nodeBaseShape, timeoutShape } from "./base.ts";

/** A list that an operation gives page by page, so that it is never held whole. */
const pageSourceSchema = z.strictObject({
  operation: operationNameSchema,
  connection: z.string().max(64).optional(),
  input: mappedObjectSchema.default({}),
  pageSize: z.int().min(1).max(1_000).default(200),
});

/**
 * Runs its body for every item of a list: `items`, or the pages that `source` gives. Ports: out, error. Output: the list
 * that `collect` gives, one entry an item; with a source `{ items, failed, pages, collected }`.
 */
export const forEachNodeSchema = z.strictObject({
  ...nodeBaseShape,
  ...timeoutShape,
  type: z.literal("for-each"),
  items: z.string().min(1).max(2_000).optional(),
  source: pageSourceSchema.optional(),
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
