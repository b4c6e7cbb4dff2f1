import * as z from "zod";
import { timeSpanSchema } from "../duration.ts";
import { keySchema } from "../names.ts";
import { nodeBaseShape } from "./base.ts";

/** Waits for a (business) duration, until an instant (`=CEL` or ISO 8601), or until a calendar's next opening. Port: out. */
export const waitNodeSchema = z
  .strictObject({
    ...nodeBaseShape,
    type: z.literal("wait"),
    for: timeSpanSchema.optional(),
    until: z.string().min(1).max(2_000).optional(),
    untilOpen: z.strictObject({ calendar: keySchema.optional() }).optional(),
  })
  .refine((node) => [node.for, node.until, node.untilOpen].filter((part) => part !== undefined).length === 1, {
    message: "give exactly one of for, until and untilOpen",
  });
export type WaitNode = z.infer<typeof waitNodeSchema>;
