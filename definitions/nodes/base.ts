import * as z from "zod";
import { durationSchema, timeSpanSchema } from "../duration.ts";
import { identifierSchema } from "../names.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { jsonSchema } from "../json.ts";

const ON_ERROR = ["fail", "port", "continue"] as const;

/** Temporal's retry policy in ISO durations. `maximumAttempts: 1` means no retry; 0 means without limit. */
export const retryPolicySchema = z.strictObject({
  maximumAttempts: z.int().min(0).max(1_000).optional(),
  initialInterval: durationSchema.optional(),
  backoffCoefficient: z.number().min(1).max(100).optional(),
  maximumInterval: durationSchema.optional(),
});
export type RetryPolicy = z.infer<typeof retryPolicySchema>;

/** When a node with several incoming edges starts: `all` resolved (the default), at the first live one, or at the n-th. */
const joinSchema = z.union([
  z.enum(["all", "any"]),
  z.strictObject({ type: z.enum(["all", "any"]), cancelOthers: z.boolean().optional() }),
  z.strictObject({ type: z.literal("count"), n: z.int().min(1).max(100), cancelOthers: z.boolean().optional() }),
]);

/** A value of a node's configuration: a literal, `=CEL`, or text with `{{ CEL }}` in it, at any depth. */
const mappedValueSchema = jsonSchema;
export const mappedObjectSchema = z.record(z.string().max(128), mappedValueSchema);

/** Fields that every node has. */
export const nodeBaseShape = {
  id: identifierSchema,
  name: localizedTextSchema.optional(),
  note: z.string().max(4_000).optional(),
  disabled: z.boolean().optional(),
  /** The container whose body this node belongs to. */
  parent: identifierSchema.optional(),
  onError: z.enum(ON_ERROR).optional(),
  retry: retryPolicySchema.optional(),
  join: joinSchema.optional(),
};
/** `timeout` of nodes whose timeout is an exact or business span of time. */
export const timeoutShape = { timeout: timeSpanSchema.optional() };

/** Who does a piece of human work: exactly one of these. `expression` gives a user id or e-mail, or a list. */
export const assigneesSchema = z.union([
  z.strictObject({ users: z.array(z.string().min(1)).min(1).max(100) }),
  z.strictObject({ team: z.string().min(1) }),
  z.strictObject({ role: z.string().min(1) }),
  /** The people of a queue's team. */
  z.strictObject({ queue: z.string().min(1) }),
  z.strictObject({ expression: z.string().startsWith("=") }),
]);
export type Assignees = z.infer<typeof assigneesSchema>;
