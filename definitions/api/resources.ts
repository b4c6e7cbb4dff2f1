import * as z from "zod";
import { jsonObjectSchema } from "../json.ts";
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
    summary: "Create or replace one (checked by its schema)",
    body: jsonObjectSchema,
    status: 200,
    response: jsonObjectSchema,
  }),
  deleteResource: route({
    method: "DELETE",
    path: "/resources/:kind/:key",
    permission: "resource:write",
    summary: "Delete one that no published workflow uses",
    status: 204,
    response: null,
  }),
} as const satisfies Record<string, RouteShape>;
