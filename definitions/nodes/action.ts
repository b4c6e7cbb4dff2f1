import * as z from "zod";
import { operationNameSchema } from "../names.ts";
import { mappedObjectSchema, nodeBaseShape, timeoutShape } from "./base.ts";

/** Runs a connector's operation with mapped input. Ports: out, error (with `onError: "port"`). */
export const actionNodeSchema = z.strictObject({
  ...nodeBaseShape,
  ...timeoutShape,
  type: z.literal("action"),
  operation: operationNameSchema,
  /** The connection's key; absent where the connector needs none. */
  connection: z.string().min(1).max(64).optional(),
  input: mappedObjectSchema.default({}),
  /** The operation that undoes this one, run in reverse order of completion when its scope or run fails (§5.4). */
  compensate: z
    .strictObject({
      operation: operationNameSchema,
      connection: z.string().optional(),
      input: mappedObjectSchema.default({}),
    })
    .optional(),
});
export type ActionNode = z.infer<typeof actionNodeSchema>;
