import * as z from "zod";
import { FIELD_PATH } from "../field-path.ts";
import { jsonObjectSchema, jsonSchema } from "../json.ts";
import { eventNameSchema, keySchema } from "../names.ts";
import { incidentResolutionSchema, runDetailSchema, RUN_STATUSES, runSummarySchema } from "../run.ts";
import { stepAttemptSchema } from "../step-attempt.ts";
import { pageOf, pageQuery, route, type RouteShape } from "./route.ts";

const problemTextSchema = z.object({ code: z.string(), text: z.string() });

/** Runs by a filter, or by id. */
const runSelection = {
  /** Text in the run's id, workflow or record, as the list of runs takes it. */
  search: z.string().max(200).optional(),
  workflow: keySchema.optional(),
  status: z.enum(RUN_STATUSES).optional(),
  recordId: z.string().max(64).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  ids: z.array(z.string().max(64)).min(1).max(1_000).optional(),
};

const migrationRequestSchema = z.strictObject({
  workflow: keySchema,
  toVersion: z.int().min(1),
  /** Only runs on this version. */
  fromVersion: z.int().min(1).optional(),
  ids: z.array(z.string().max(64)).min(1).max(1_000).optional(),
  /** Node ids of the new version by those of the old one; others keep theirs. */
  mapping: z.record(z.string().max(64), z.string().max(64)).default({}),
  dryRun: z.boolean().default(false),
});
const migrationReportSchema = z.object({
  /** More runs were found than one call moves: call again. */
  more: z.boolean(),
  runs: z.array(
    z.object({
      runId: z.string(),
      fromVersion: z.int(),
      /** `movable` only in a dry run; `pending`: a step under way has to end first. */
      outcome: z.enum(["movable", "moved", "pending", "refused", "failed"]),
      active: z.array(z.object({ stepId: z.string(), nodeId: z.string(), to: z.string() })),
      problems: z.array(
        z.object({
          stepId: z.string(),
          nodeId: z.string(),
          to: z.string(),
          reason: z.enum(["node-missing", "type-differs", "container-differs", "task-renamed"]),
        }),
      ),
      error: problemTextSchema.optional(),
    }),
  ),
});
export type MigrationReport = z.infer<typeof migrationReportSchema>;

const bulkRequestSchema = z
  .strictObject({
    ...runSelection,
    operation: z.enum(["pause", "resume", "cancel", "terminate", "rerun", "retry", "skip"]),
    reason: z.string().max(1_000).optional(),
    /** Incidents of one step are tried again with this field of their input changed: `to`, `body.lines.0.sku`. */
    set: z
      .strictObject({
        field: z.string().max(200).regex(FIELD_PATH),
        value: jsonSchema,
      })
      .optional(),
    dryRun: z.boolean().default(false),
  })
  .refine(({ set, operation }) => set === undefined || operation === "retry", {
    path: ["set"],
    message: "Only a retry changes the input",
  });
const bulkReportSchema = z.object({
  /** Runs that the operation applies to, as far as one call reaches. */
  matched: z.int(),
  done: z.int(),
  more: z.boolean(),
  /** In a dry run: those whose input the change does not fit. */
  failures: z.array(z.object({ runId: z.string(), error: problemTextSchema })),
  /** Of a retry's dry run: the first incident's input, and what it would become. */
  preview: z
    .object({
      runId: z.string(),
      stepId: z.string(),
      input: jsonObjectSchema,
      changed: jsonObjectSchema.nullable(),
    })
    .optional(),
});
export type BulkRequest = z.infer<typeof bulkRequestSchema>;
export type BulkReport = z.infer<typeof bulkReportSchema>;

/** What somebody did with a run. */
const runActionSchema = z.object({
  id: z.string(),
  at: z.string(),
  byUser: z.string().nullable(),
  /** As in the audit log, for example `run.pause`. */
  action: z.string(),
  /** The step whose incident was resolved, and how. */
  stepId: z.string().optional(),
  resolution: z.enum(["retry", "skip", "fail"]).optional(),
  reason: z.string().optional(),
  /** The version that it was moved to. */
  toVersion: z.int().optional(),
});
export type RunAction = z.infer<typeof runActionSchema>;

/** How the runs of one version went, by node and edge. Durations are milliseconds of steps that ended. */
const heatSchema = z.object({
  version: z.int(),
  /** The newest runs that were counted; `more`: there are older ones in the range. */
  runs: z.object({ total: z.int(), byStatus: z.record(z.string(), z.int()), more: z.boolean() }),
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      /** Steps that were begun; those kept from another run and those skipped are not. */
      ran: z.int(),
      /** Failed for good or waiting as an incident. */
      failed: z.int(),
      /** Not ended yet. */
      open: z.int(),
      skipped: z.int(),
      /** Took more than one attempt. */
      retried: z.int(),
      averageMs: z.number().nullable(),
      longestMs: z.number().nullable(),
    }),
  ),
  /** In how many runs an edge was taken. */
  edges: z.array(z.object({ edgeId: z.string(), taken: z.int() })),
});
export type Heat = z.infer<typeof heatSchema>;
export type NodeHeat = Heat["nodes"][number];

export const runsRoutes = {
  listRuns: route({
    method: "GET",
    path: "/runs",
    permission: "run:read",
    summary: "Runs, newest first",
    query: z.strictObject({
      ...pageQuery,
      workflow: keySchema.optional(),
      status: z.enum(RUN_STATUSES).optional(),
      recordId: z.string().max(64).optional(),
      /** Runs that this run called. */
      parent: z.string().max(64).optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
    status: 200,
    response: pageOf(runSummarySchema),
  }),
  getRun: route({
    method: "GET",
    path: "/runs/:id",
    permission: "run:read",
    summary: "A run with its steps",
    status: 200,
    response: runDetailSchema,
  }),
  watchRun: route({
    method: "GET",
    path: "/runs/:id/watch",
    permission: "run:read",
    summary: "The run's state as server-sent events",
    status: 200,
    response: runDetailSchema,
    media: "text/event-stream",
  }),
  getHeat: route({
    method: "GET",
    path: "/workflows/:key/heat",
    permission: "run:read",
    summary: "How often each step of a version ran, failed and how long it took",
    query: z.strictObject({
      /** Absent: the published one. */
      version: z.coerce.number().int().min(1).optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
    status: 200,
    response: heatSchema,
  }),
  listRunActions: route({
    method: "GET",
    path: "/runs/:id/actions",
    permission: "run:read",
    summary: "What people did with a run: started, paused, resolved, moved and so on, oldest first",
    status: 200,
    response: z.object({ items: z.array(runActionSchema) }),
  }),
  listStepAttempts: route({
    method: "GET",
    path: "/runs/:id/steps/:stepId/attempts",
    permission: "run:read",
    summary: "Attempts of a step that failed, followed a failure or wrote lines, with them, in order of start",
    status: 200,
    response: z.object({ items: z.array(stepAttemptSchema) }),
  }),
  rerunRun: route({
    method: "POST",
    path: "/runs/:id/rerun",
    permission: "run:operate",
    summary: "Do a run again: from the start, or from a step with what was done before it kept",
    body: z.strictObject({
      /** The node to begin at; absent: the start. */
      from: z.string().max(64).optional(),
      version: z.enum(["same", "published"]).default("same"),
    }),
    status: 202,
    response: z.object({ runId: z.string() }),
  }),
  migrateRuns: route({
    method: "POST",
    path: "/runs/migrate",
    permission: "run:operate",
    summary: "Move open runs to another version; with dryRun, say only which could move",
    body: migrationRequestSchema,
    status: 200,
    response: migrationReportSchema,
  }),
  operateRuns: route({
    method: "POST",
    path: "/runs/bulk",
    permission: "run:operate",
    summary: "Operate all runs that a filter finds; with dryRun, count them",
    body: bulkRequestSchema,
    status: 200,
    response: bulkReportSchema,
  }),
  operateRun: route({
    method: "POST",
    path: "/runs/:id/:operation",
    permission: "run:operate",
    summary: "pause, resume, cancel or terminate a run",
    body: z.strictObject({ reason: z.string().max(1_000).optional() }),
    status: 202,
    response: z.object({ accepted: z.literal(true) }),
  }),
  resolveIncident: route({
    method: "POST",
    path: "/runs/:id/steps/:stepId/resolve",
    permission: "run:operate",
    summary: "Resolve a step's incident: retry, skip or fail",
    body: incidentResolutionSchema,
    status: 202,
    response: z.object({ accepted: z.literal(true) }),
  }),
  emitEvent: route({
    method: "POST",
    path: "/events",
    permission: "event:emit",
    summary: "Emit a named business event",
    body: z.strictObject({
      name: eventNameSchema,
      correlate: jsonSchema.optional(),
      payload: jsonObjectSchema.default({}),
      id: z.string().max(128).optional(),
    }),
    status: 202,
    response: z.object({ id: z.string() }),
  }),
} as const satisfies Record<string, RouteShape>;
