import * as z from "zod";
import { errorDataSchema } from "./error-data.ts";
import { jsonObjectSchema, jsonSchema } from "./json.ts";
import { RUN_STATUSES } from "./run-status.ts";

export { CLOSED_RUN_STATUSES, RUN_STATUSES, type RunStatus } from "./run-status.ts";

export const STEP_STATUSES = [
  "running",
  "waiting",
  "retrying",
  "incident",
  "completed",
  "failed",
  "skipped",
  "cancelled",
  "compensated",
] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/** Why a step waits, until when, for whom. Instants are ISO 8601. */
export const waitingForSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("timer"), until: z.string() }),
  z.object({
    kind: z.literal("event"),
    event: z.string(),
    correlate: jsonSchema.optional(),
    until: z.string().optional(),
  }),
  z.object({
    kind: z.literal("task"),
    taskId: z.string(),
    assignees: z.array(z.string()),
    until: z.string().optional(),
  }),
  z.object({ kind: z.literal("retry"), until: z.string().optional(), error: errorDataSchema }),
  z.object({ kind: z.literal("run"), runId: z.string(), until: z.string().optional() }),
  z.object({ kind: z.literal("operator") }),
]);
export type WaitingFor = z.infer<typeof waitingForSchema>;

/** A rule's explanation: each leaf, its value, and why it held or not; groups nest. */
export interface Explanation {
  kind: "all" | "any" | "not" | "leaf" | "row" | "named";
  held: boolean;
  fact?: string;
  path?: string;
  operator?: string;
  expected?: unknown;
  actual?: unknown;
  /** `empty`, `missing`, `type`: why a leaf could not hold whatever its value was. */
  reason?: string;
  /** Branch, row or condition that this explains. */
  id?: string;
  children?: Explanation[];
}
const explanationSchema: z.ZodType<Explanation> = z.lazy(() =>
  z.object({
    kind: z.enum(["all", "any", "not", "leaf", "row", "named"]),
    held: z.boolean(),
    fact: z.string().optional(),
    path: z.string().optional(),
    operator: z.string().optional(),
    expected: z.unknown().optional(),
    actual: z.unknown().optional(),
    reason: z.string().optional(),
    id: z.string().optional(),
    children: z.array(explanationSchema).optional(),
  }),
);

/** One execution of a node in a run. */
export const stepSchema = z.object({
  nodeId: z.string(),
  /** Index of the innermost container's turn, 0 outside containers. */
  iteration: z.int(),
  /** Unique among the run's steps and stable over retries and replays: `nodeId` outside containers, `nodeId[2]`, `nodeId[2.0]` in them. */
  stepId: z.string(),
  status: z.enum(STEP_STATUSES),
  port: z.string().nullable().optional(),
  startedAt: z.string(),
  endedAt: z.string().nullable().optional(),
  attempts: z.int(),
  input: jsonSchema.optional(),
  output: jsonSchema.optional(),
  error: errorDataSchema.nullable().optional(),
  waitingFor: waitingForSchema.nullable().optional(),
  explanation: z.array(explanationSchema).optional(),
  /** The run that this step started by a call. */
  calledRun: z.string().optional(),
  /** Done by the run that this one does again. */
  isReused: z.boolean().optional(),
  /** Warnings that did not stop the step, for example a continued error. */
  warnings: z.array(z.string()).optional(),
});
export type Step = z.infer<typeof stepSchema>;

/** Why a run started. `chain` holds the workflow keys that led here (loop protection, §8). */
export const runOriginSchema = z.object({
  triggerId: z.string(),
  triggerType: z.string(),
  eventId: z.string().optional(),
  chain: z.array(z.string()).default([]),
  byUser: z.string().optional(),
  /** The run that this one does again. */
  rerunOf: z.string().optional(),
  /** The run and step that called this one, and whether it waits for the result. */
  parent: z.object({ runId: z.string(), stepId: z.string(), workflow: z.string(), waits: z.boolean() }).optional(),
  /** The run whose end started this one. */
  afterRun: z.string().optional(),
  /** W3C trace id of what led here: the same in logs, spans and the `traceparent` of outgoing calls. */
  traceId: z.string().optional(),
});
export type RunOrigin = z.infer<typeof runOriginSchema>;

export const runSummarySchema = z.object({
  id: z.string(),
  workflowKey: z.string(),
  workflowName: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  version: z.int(),
  status: z.enum(RUN_STATUSES),
  origin: runOriginSchema,
  record: z.object({ object: z.string(), id: z.string(), name: z.string().optional() }).nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The open waits in one line each, for lists. */
  waitingFor: z.array(z.object({ nodeId: z.string(), stepId: z.string(), waitingFor: waitingForSchema })).default([]),
  error: errorDataSchema.nullable().optional(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** The whole of a run: the `state` query while it is open, the stored document afterwards. */
export const runDetailSchema = runSummarySchema.extend({
  trigger: jsonObjectSchema,
  recordFields: jsonObjectSchema.nullable(),
  vars: jsonObjectSchema,
  steps: z.array(stepSchema),
  /** The run had more steps before these: they are in the store. */
  stepsBefore: z.boolean().optional(),
  /** Ids of edges taken (live) and not (dead), for the canvas. */
  liveEdges: z.array(z.string()),
  deadEdges: z.array(z.string()),
  output: jsonSchema.optional(),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

/** An operator's answer to an incident (§5.3). */
export const incidentResolutionSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("retry"), input: jsonObjectSchema.optional() }),
  z.strictObject({ action: z.literal("skip"), output: jsonSchema.optional() }),
  z.strictObject({ action: z.literal("fail") }),
]);
export type IncidentResolution = z.infer<typeof incidentResolutionSchema>;

/** A named business event as runs receive it. `id` deduplicates. */
export const businessEventSchema = z.object({
  id: z.string(),
  name: z.string(),
  correlate: jsonSchema.optional(),
  payload: jsonObjectSchema,
  at: z.string(),
});
export type BusinessEvent = z.infer<typeof businessEventSchema>;
