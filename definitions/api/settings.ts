import * as z from "zod";
import { jsonObjectSchema } from "../json.ts";
import { ROLES } from "./access.ts";
import { emptyBodySchema, pageOf, pageQuery, route, type RouteShape } from "./route.ts";

const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  role: z.enum(ROLES),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
const auditEntrySchema = z.object({
  id: z.string(),
  at: z.string(),
  byUser: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  details: jsonObjectSchema.optional(),
});
export const searchHitSchema = z.object({
  kind: z.enum(["workflow", "run", "record", "resource", "connection"]),
  id: z.string(),
  title: z.string(),
  subtitle: z.string().optional(),
  path: z.string(),
});

export const settingsRoutes = {
  listApiKeys: route({
    method: "GET",
    path: "/api-keys",
    permission: "settings:write",
    summary: "API keys",
    status: 200,
    response: z.object({ items: z.array(apiKeySchema) }),
  }),
  createApiKey: route({
    method: "POST",
    path: "/api-keys",
    permission: "settings:write",
    summary: "Create an API key; its secret is shown once",
    body: z.strictObject({ name: z.string().min(1).max(100), role: z.enum(ROLES) }),
    status: 201,
    response: apiKeySchema.extend({ secret: z.string() }),
  }),
  deleteApiKey: route({
    method: "DELETE",
    path: "/api-keys/:id",
    permission: "settings:write",
    summary: "Revoke an API key",
    status: 204,
    response: null,
  }),
  listAudit: route({
    method: "GET",
    path: "/audit",
    permission: "audit:read",
    summary: "Who changed what",
    query: z.strictObject(pageQuery),
    status: 200,
    response: pageOf(auditEntrySchema),
  }),
  search: route({
    method: "GET",
    path: "/search",
    permission: "session",
    summary: "Search workflows, runs, records, resources",
    query: z.strictObject({ q: z.string().min(1).max(200) }),
    status: 200,
    response: z.object({ items: z.array(searchHitSchema) }),
  }),
  getDashboard: route({
    method: "GET",
    path: "/dashboard",
    permission: "run:read",
    summary: "Counts for the dashboard",
    status: 200,
    response: z.object({
      runsByStatus: z.record(z.string(), z.int()),
      runsByDay: z.array(z.object({ day: z.string(), started: z.int(), failed: z.int() })),
      leadsByOwner: z.array(z.object({ owner: z.string(), count: z.int() })),
      openTickets: z.int(),
      mailsSent: z.int(),
    }),
  }),
  loadSampleData: route({
    method: "POST",
    path: "/sample-data",
    permission: "settings:write",
    summary: "Add sample people, teams, policies and leads",
    body: emptyBodySchema,
    status: 201,
    response: z.object({ users: z.int(), leads: z.int() }),
  }),
} as const satisfies Record<string, RouteShape>;
