import * as z from "zod";
import { userSchema } from "../resources.ts";
import { route, type RouteShape } from "./route.ts";

export const peopleRoutes = {
  listUsers: route({
    method: "GET",
    path: "/users",
    permission: "user:read",
    summary: "People",
    status: 200,
    response: z.object({ items: z.array(userSchema) }),
  }),
  createUser: route({
    method: "POST",
    path: "/users",
    permission: "user:write",
    summary: "Add a person; with a password they can sign in",
    body: userSchema
      .omit({ id: true })
      .extend({ id: z.string().optional(), password: z.string().min(10).max(200).optional() }),
    status: 201,
    response: userSchema,
  }),
  updateUser: route({
    method: "PATCH",
    path: "/users/:id",
    permission: "user:write",
    summary: "Change a person",
    body: userSchema.omit({ id: true }).partial(),
    status: 200,
    response: userSchema,
  }),
} as const satisfies Record<string, RouteShape>;
