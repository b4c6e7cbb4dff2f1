import * as z from "zod";
import { conditionSchema } from "../condition.ts";
import { identifierSchema } from "../names.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { nodeBaseShape } from "./base.ts";

export const branchSchema = z.strictObject({
  id: identifierSchema,
  name: localizedTextSchema.optional(),
  when: conditionSchema,
});
export type Branch = z.infer<typeof branchSchema>;

/** Takes the port of the first branch whose rule holds, else `else`. Ports: one a branch (its id), else. */
export const conditionNodeSchema = z.strictObject({
  ...nodeBaseShape,
  type: z.literal("condition"),
  branches: z.array(branchSchema).min(1).max(50),
});
