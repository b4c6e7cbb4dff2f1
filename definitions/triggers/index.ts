import * as z from "zod";
import { conditionSchema } from "../condition.ts";
import { durationSchema } from "../duration.ts";
import { jsonSchemaDocumentSchema } from "../json.ts";
import {
  eventNameSchema,
  fieldNameSchema,
  identifierSchema,
  keySchema,
  objectNameSchema,
  operationNameSchema,
} from "../names.ts";
import { mappedObjectSchema } from "../nodes/base.ts";
import { localizedTextSchema } from "../text-schema.ts";

const triggerBaseShape = {
  id: identifierSchema,
  name: localizedTextSchema.optional(),
  note: z.string().max(4_000).optional(),
  disabled: z.boolean().optional(),
  /** A rule over `trigger` and `record`; no run starts where it does not hold. */
  when: conditionSchema.optional(),
};

/** Writes the trigger's payload into a record first; that record is then the run's `record`. */
export const upsertSchema = z.strictObject({
  object: objectNameSchema,
  match: z.array(fieldNameSchema).min(1).max(5),
  fields: mappedObjectSchema,
});
/** One run for each value of this expression within the workflow. */
const dedupeShape = { dedupeKey: z.string().max(2_000).optional() };

const manualTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  type: z.literal("manual"),
  object: objectNameSchema.optional(),
});

const webhookTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  ...dedupeShape,
  type: z.literal("webhook"),
  /** HMAC-SHA256 over the raw body, hex or base64 in `header`; the secret is kept with the trigger, never here. */
  signature: z
    .strictObject({
      header: z.string().min(1).max(64).default("x-signature"),
      encoding: z.enum(["hex", "base64"]).default("hex"),
    })
    .optional(),
  /** JSON Schema of the body. */
  body: jsonSchemaDocumentSchema.optional(),
  upsert: upsertSchema.optional(),
});

const formTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  ...dedupeShape,
  type: z.literal("form"),
  title: localizedTextSchema.optional(),
  description: localizedTextSchema.optional(),
  fields: jsonSchemaDocumentSchema,
  submitLabel: localizedTextSchema.optional(),
  thanks: localizedTextSchema.optional(),
  upsert: upsertSchema.optional(),
});

export const MISSED_RUN_POLICIES = ["all", "last", "none"] as const;
const scheduleTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  type: z.literal("schedule"),
  /** Five-field cron in `timeZone`, or an interval. */
  cron: z.string().max(120).optional(),
  every: durationSchema.optional(),
  timeZone: z.string().max(64).optional(),
  calendar: keySchema.optional(),
  missedRuns: z.enum(MISSED_RUN_POLICIES).default("last"),
});

export const RECORD_CHANGES = ["created", "updated", "deleted", "stage-changed"] as const;
const recordTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  type: z.literal("record"),
  object: objectNameSchema,
  on: z.array(z.enum(RECORD_CHANGES)).min(1),
  /** With `updated` or `stage-changed`: only when one of these fields changed. */
  fields: z.array(fieldNameSchema).max(50).optional(),
});

const pollTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  type: z.literal("poll"),
  operation: operationNameSchema,
  connection: z.string().max(64).optional(),
  every: durationSchema.default("PT5M"),
  input: mappedObjectSchema.default({}),
});
const appEventTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  type: z.literal("app-event"),
  /** A trigger that the other system pushes, signed, to the address of this one. */
  operation: operationNameSchema,
  connection: z.string().max(64).optional(),
  input: mappedObjectSchema.optional(),
});
const emailTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  type: z.literal("email"),
  address: z.string().max(320).optional(),
  upsert: upsertSchema.optional(),
});
const eventTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  ...dedupeShape,
  type: z.literal("event"),
  event: eventNameSchema,
});
const workflowTriggerSchema = z.strictObject({
  ...triggerBaseShape,
  type: z.literal("workflow"),
  workflow: keySchema,
  on: z.array(z.enum(["completed", "failed", "cancelled", "exited", "timed-out"])).min(1),
});

export type { TriggerType } from "./trigger-types.ts";

/** A source of runs. Edges may start at its id, by port `out`. */
export const triggerSchema = z.discriminatedUnion("type", [
  manualTriggerSchema,
  webhookTriggerSchema,
  formTriggerSchema,
  scheduleTriggerSchema,
  recordTriggerSchema,
  pollTriggerSchema,
  appEventTriggerSchema,
  emailTriggerSchema,
  eventTriggerSchema,
  workflowTriggerSchema,
]);
export type Trigger = z.infer<typeof triggerSchema>;
