import * as z from "zod";
import { inputOptionSchema, MAX_INPUT_OPTIONS } from "../input-option.ts";
import { jsonObjectSchema } from "../json.ts";
import { keySchema } from "../names.ts";
import { emptyBodySchema, route, type RouteShape } from "./route.ts";

export const connectionSchema = z.object({
  key: keySchema,
  connector: z.string(),
  name: z.string(),
  /** Settings without secrets; a secret that is set reads `true` under `secretsSet`. */
  settings: jsonObjectSchema,
  secretsSet: z.record(z.string(), z.boolean()),
  status: z.enum(["untested", "ok", "failing"]),
  checkedAt: z.string().nullable(),
  message: z.string().nullable(),
});
export type Connection = z.infer<typeof connectionSchema>;

export const connectionsRoutes = {
  listConnections: route({
    method: "GET",
    path: "/connections",
    permission: "connection:read",
    summary: "Connections",
    status: 200,
    response: z.object({ items: z.array(connectionSchema) }),
  }),
  putConnection: route({
    method: "PUT",
    path: "/connections/:key",
    permission: "connection:write",
    summary: "Create or change a connection; secrets left out stay",
    body: z.strictObject({ connector: z.string(), name: z.string().min(1).max(200), settings: jsonObjectSchema }),
    status: 200,
    response: connectionSchema,
  }),
  testConnection: route({
    method: "POST",
    path: "/connections/:key/test",
    permission: "connection:write",
    summary: "Try the connection",
    body: emptyBodySchema,
    status: 200,
    response: connectionSchema,
  }),
  /** A look for whoever draws a workflow; `connection` is left out where the operation needs none. */
  listInputOptions: route({
    method: "POST",
    path: "/input-options",
    permission: "workflow:write",
    summary: "Ask another system which values a field of an operation may take",
    body: z.strictObject({
      operation: z.string().min(1).max(200),
      connection: keySchema.optional(),
      /** A field whose schema says `x-options`. */
      field: z.string().min(1).max(200),
      /** The input as it is written so far. */
      input: jsonObjectSchema.default({}),
      search: z.string().max(200).default(""),
    }),
    status: 200,
    response: z.object({ options: z.array(inputOptionSchema).max(MAX_INPUT_OPTIONS) }),
  }),
  deleteConnection: route({
    method: "DELETE",
    path: "/connections/:key",
    permission: "connection:write",
    summary: "Delete a connection",
    status: 204,
    response: null,
  }),
} as const satisfies Record<string, RouteShape>;
