import * as z from "zod";
import { userSchema } from "../resources.ts";
import { route, type RouteShape } from "./route.ts";

const { name, email, role, roles, active, skills, absences, language } = userSchema.shape;
const passwordSchema = z.string().min(10).max(200);
/** Changes of a person: without the defaults of a new one, which would undo what is left out. */
const userChangesSchema = z.strictObject({
  name: name.optional(),
  email: email.optional(),
  role: role.unwrap().optional(),
  roles: roles.unwrap().optional(),
  active: active.unwrap().optional(),
  skills: skills.unwrap().optional(),
  absences: absences.unwrap().optional(),
  language: language.unwrap().optional(),
  /** Lets the person sign in with it, and ends the person's sessions. */
  password: passwordSchema.optional(),
});

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
    body: userSchema.omit({ id: true }).extend({ id: z.string().optional(), password: passwordSchema.optional() }),
    status: 201,
    response: userSchema,
  }),
  updateUser: route({
    method: "PATCH",
    path: "/users/:id",
    permission: "user:write",
    summary: "Change a person",
    body: userChangesSchema,
    status: 200,
    response: userSchema,
  }),
} as const satisfies Record<string, RouteShape>;
