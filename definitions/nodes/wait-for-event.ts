import * as z from "zod";
import { conditionSchema } from "../condition.ts";
import { eventNameSchema } from "../names.ts";
import { nodeBaseShape, timeoutShape } from "./base.ts";

/** Waits for a named event with the same correlation; `when` is a rule over `event` and the usual facts. Ports: received, timeout. */
export const waitForEventNodeSchema = z.strictObject({
  ...nodeBaseShape,
  ...timeoutShape,
  type: z.literal("wait-for-event"),
  event: eventNameSchema,
  correlate: z.string().max(2_000).optional(),
  when: conditionSchema.optional(),
});
