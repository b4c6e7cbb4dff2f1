import * as z from "zod";
import { mappedObjectSchema, nodeBaseShape } from "./base.ts";

/** Computes values into the workflow's variables; the values are also the step's output. Port: out. */
export const setNodeSchema = z.strictObject({ ...nodeBaseShape, type: z.literal("set"), values: mappedObjectSchema });
export type SetNode = z.infer<typeof setNodeSchema>;
