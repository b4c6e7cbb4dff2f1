import * as z from "zod";
import { catalogueSchema } from "../catalogue.ts";
import { ROLES, PERMISSIONS } from "./access.ts";
import { route, type RouteShape } from "./route.ts";

const meSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), language: z.enum(["en", "zh"]).optional() }),
  workspace: z.object({ id: z.string(), name: z.string() }),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
});
const metaSchema = z.object({
  version: z.string(),
  environment: z.string(),
  mailbox: z.boolean(),
  firstRun: z.boolean(),
});

export const sessionRoutes = {
  getMeta: route({
    method: "GET",
    path: "/meta",
    permission: "public",
    summary: "What this server is",
    status: 200,
    response: metaSchema,
  }),
  getMe: route({
    method: "GET",
    path: "/me",
    permission: "session",
    summary: "Who I am and what I may do",
    status: 200,
    response: meSchema,
  }),
  getCatalogue: route({
    method: "GET",
    path: "/catalogue",
    permission: "workflow:read",
    summary: "All that a definition may refer to",
    status: 200,
    response: catalogueSchema,
  }),
} as const satisfies Record<string, RouteShape>;
