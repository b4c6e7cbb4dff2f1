import * as z from "zod";
import { identifierSchema, keySchema } from "../names.ts";
import { mappedObjectSchema, nodeBaseShape } from "./base.ts";

/** Evaluates a decision table; its outputs become the step's output. Ports: out, or one a row label when `portBy` is set. */
export const decisionTableNodeSchema = z.strictObject({
  ...nodeBaseShape,
  type: z.literal("decision-table"),
  table: keySchema,
  input: mappedObjectSchema.default({}),
  /** The output column whose value names the port. */
  portBy: identifierSchema.optional(),
  ports: z.array(identifierSchema).max(50).optional(),
});
export type DecisionTableNode = z.infer<typeof decisionTableNodeSchema>;
