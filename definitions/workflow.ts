import * as z from "zod";
import { conditionSchema } from "./condition.ts";
import { durationSchema, timeSpanSchema } from "./duration.ts";
import { jsonSchema, jsonSchemaDocumentSchema } from "./json.ts";
import { eventNameSchema, identifierSchema, keySchema } from "./names.ts";
import { nodeSchema } from "./nodes/index.ts";
import { localizedTextSchema } from "./text-schema.ts";
import type { LocalizedText } from "./text.ts";
import { triggerSchema } from "./triggers/index.ts";

const SCHEMA_VERSION = 1;
const MAX_NODES = 5_000;

/** `source` is a node's or a trigger's id; a trigger has the one port `out`. */
export const edgeSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]*$/)
    .max(64),
  source: identifierSchema,
  sourcePort: identifierSchema,
  target: identifierSchema,
});
export type Edge = z.infer<typeof edgeSchema>;

export const VARIABLE_TYPES = ["string", "number", "boolean", "object", "list", "instant", "any"] as const;
export const variableSchema = z.strictObject({
  name: identifierSchema,
  type: z.enum(VARIABLE_TYPES),
  initial: jsonSchema.optional(),
  note: z.string().max(1_000).optional(),
});
export type Variable = z.infer<typeof variableSchema>;

/** Ends the run early with status `exited`: when the event arrives, or as soon as the rule holds. */
export const exitRuleSchema = z.union([
  z.strictObject({
    event: eventNameSchema,
    correlate: z.string().max(2_000).optional(),
    when: conditionSchema.optional(),
  }),
  z.strictObject({ when: conditionSchema }),
]);
export type ExitRule = z.infer<typeof exitRuleSchema>;

export const settingsSchema = z.strictObject({
  timeZone: z.string().max(64).optional(),
  calendar: keySchema.optional(),
  concurrency: z
    .strictObject({
      limit: z.int().min(1).max(10_000),
      key: z.string().max(2_000).optional(),
      whenFull: z.enum(["queue", "drop", "cancel-oldest"]).default("queue"),
    })
    .optional(),
  /** May a record enter again: never, when no earlier run is open, or always. */
  reentry: z.enum(["once", "when-idle", "always"]).optional(),
  exitWhen: z.array(exitRuleSchema).max(20).optional(),
  rateLimit: z.strictObject({ limit: z.int().min(1), per: durationSchema }).optional(),
  timeout: timeSpanSchema.optional(),
  onFailure: z.enum(["incident", "fail"]).optional(),
  failureWorkflow: keySchema.optional(),
  retention: durationSchema.optional(),
  priority: z.int().min(1).max(5).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

const noteTextSchema = z.union([
  z.string().max(10_000),
  z.strictObject({ en: z.string().max(10_000).optional(), zh: z.string().max(10_000).optional() }),
]) satisfies z.ZodType<LocalizedText>;

/** Where things are drawn. Never part of the content hash. */
export const layoutSchema = z.strictObject({
  nodes: z.record(
    z.string(),
    z.strictObject({
      x: z.number(),
      y: z.number(),
      width: z.number().optional(),
      height: z.number().optional(),
      collapsed: z.boolean().optional(),
    }),
  ),
  notes: z
    .array(
      z.strictObject({
        id: z.string(),
        x: z.number(),
        y: z.number(),
        width: z.number().optional(),
        height: z.number().optional(),
        /** Markdown: one text for both languages, or one a language. */
        text: noteTextSchema,
        color: z.string().max(20).optional(),
      }),
    )
    .default([]),
  groups: z
    .array(
      z.strictObject({
        id: z.string(),
        x: z.number(),
        y: z.number(),
        width: z.number(),
        height: z.number(),
        name: z.string().max(200).optional(),
        color: z.string().max(20).optional(),
      }),
    )
    .optional(),
});
export type Layout = z.infer<typeof layoutSchema>;

/** The whole of a drawn workflow (DESIGN §4). */
export const workflowDefinitionSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  key: keySchema,
  name: localizedTextSchema,
  description: localizedTextSchema.optional(),
  triggers: z.array(triggerSchema).max(50).default([]),
  inputs: jsonSchemaDocumentSchema.optional(),
  variables: z.array(variableSchema).max(200).default([]),
  nodes: z.array(nodeSchema).max(MAX_NODES).default([]),
  edges: z
    .array(edgeSchema)
    .max(MAX_NODES * 4)
    .default([]),
  settings: settingsSchema.default({}),
  layout: layoutSchema.default({ nodes: {}, notes: [] }),
});
export type WorkflowDefinition = z.infer<typeof workflowDefinitionSchema>;
/** As written by hand or in a file, before defaults. */
export type WorkflowDefinitionInput = z.input<typeof workflowDefinitionSchema>;
