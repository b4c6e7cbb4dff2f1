import * as z from "zod";
import { jsonObjectSchema, jsonSchema } from "../json.ts";
import { eventNameSchema, keySchema } from "../names.ts";
import { incidentResolutionSchema, runDetailSchema, RUN_STATUSES, runSummarySchema } from "../run.ts";
import { pageOf, pageQuery, route, type RouteShape } from "./route.ts";

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
