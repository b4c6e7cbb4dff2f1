import * as z from "zod";
import { jsonObjectSchema } from "../json.ts";
import { resourceUseSchema, resourceVersionSchema } from "../table-history.ts";
import { route, type RouteShape } from "./route.ts";

export const resourcesRoutes = {
  listResources: route({
    method: "GET",
    path: "/resources/:kind",
    permission: "resource:read",
    summary: "Calendars, tables, policies, mail templates, teams or queues",
    status: 200,
    response: z.object({ items: z.array(jsonObjectSchema) }),
  }),
  getResource: route({
    method: "GET",
    path: "/resources/:kind/:key",
    permission: "resource:read",
    summary: "One of them",
    status: 200,
    response: jsonObjectSchema,
  }),
  putResource: route({
    method: "PUT",
    path: "/resources/:kind/:key",
    permission: "resource:write",
    summary: "Create or replace one (checked; a table's own tests must pass); what it was stays as a version",
    query: z.strictObject({ note: z.string().max(500).optional() }),
    body: jsonObjectSchema,
    status: 200,
    response: jsonObjectSchema,
  }),
  deleteResource: route({
    method: "DELETE",
    path: "/resources/:kind/:key",
    permission: "resource:write",
    summary: "Delete one that nothing uses",
    status: 204,
    response: null,
  }),
  listResourceVersions: route({
    method: "GET",
    path: "/resources/:kind/:key/versions",
    permission: "resource:read",
    summary: "Every content that it was saved with, newest first",
    status: 200,
    response: z.object({ items: z.array(resourceVersionSchema) }),
  }),
  getResourceVersion: route({
    method: "GET",
    path: "/resources/:kind/:key/versions/:version",
    permission: "resource:read",
    summary: "One of its versions with its content",
    status: 200,
    response: resourceVersionSchema.extend({ value: jsonObjectSchema }),
  }),
  restoreResourceVersion: route({
    method: "POST",
    path: "/resources/:kind/:key/versions/:version/restore",
    permission: "resource:write",
    summary: "Save a version's content again, as a new version",
    status: 200,
    response: jsonObjectSchema,
  }),
  listResourceUses: route({
    method: "GET",
    path: "/resources/:kind/:key/uses",
    permission: "resource:read",
    summary: "The published workflows and the resources that use it",
    status: 200,
    response: z.object({ items: z.array(resourceUseSchema) }),
  }),
} as const satisfies Record<string, RouteShape>;
