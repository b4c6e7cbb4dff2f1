import type * as z from "zod";
import type { RouteShape } from "./api/route.ts";
import { sessionRoutes } from "./api/session.ts";
import { workflowsRoutes } from "./api/workflows.ts";
import { workflowTestsRoutes } from "./api/workflow-tests.ts";
import { presenceRoutes } from "./api/presence.ts";
import { runsRoutes } from "./api/runs.ts";
import { recordsRoutes } from "./api/records.ts";
import { peopleRoutes } from "./api/people.ts";
import { resourcesRoutes } from "./api/resources.ts";
import { connectionsRoutes } from "./api/connections.ts";
import { decisionsRoutes } from "./api/decisions.ts";
import { inboxRoutes } from "./api/inbox.ts";
import { settingsRoutes } from "./api/settings.ts";
import { tablesRoutes } from "./api/tables.ts";

export * from "./api/access.ts";
export * from "./api/problem.ts";
export * from "./api/session.ts";
export * from "./api/workflows.ts";
export * from "./api/workflow-tests.ts";
export * from "./api/presence.ts";
export * from "./api/runs.ts";
export * from "./api/records.ts";
export * from "./api/people.ts";
export * from "./api/resources.ts";
export * from "./api/connections.ts";
export * from "./api/decisions.ts";
export * from "./api/inbox.ts";
export * from "./api/settings.ts";
export * from "./api/tables.ts";
export type { RouteShape } from "./api/route.ts";

/** Every route of `/api/v1`. Express handlers, OpenAPI, the UI's client and the role matrix test are all driven by this table. */
export const ROUTES = {
  ...sessionRoutes,
  ...workflowsRoutes,
  ...workflowTestsRoutes,
  ...presenceRoutes,
  ...runsRoutes,
  ...recordsRoutes,
  ...peopleRoutes,
  ...resourcesRoutes,
  ...tablesRoutes,
  ...connectionsRoutes,
  ...decisionsRoutes,
  ...inboxRoutes,
  ...settingsRoutes,
} as const satisfies Record<string, RouteShape>;
export type RouteName = keyof typeof ROUTES;
type Part<R, K extends string> = K extends keyof R ? R[K] : undefined;
export type RouteBody<N extends RouteName> =
  Part<(typeof ROUTES)[N], "body"> extends z.ZodType
    ? z.input<Part<(typeof ROUTES)[N], "body"> & z.ZodType>
    : undefined;
export type RouteQuery<N extends RouteName> =
  Part<(typeof ROUTES)[N], "query"> extends z.ZodType
    ? z.input<Part<(typeof ROUTES)[N], "query"> & z.ZodType>
    : undefined;
export type RouteResponse<N extends RouteName> =
  Part<(typeof ROUTES)[N], "response"> extends z.ZodType
    ? z.output<Part<(typeof ROUTES)[N], "response"> & z.ZodType>
    : null;
