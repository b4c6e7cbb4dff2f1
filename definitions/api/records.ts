import * as z from "zod";
import { errorDataSchema } from "../error-data.ts";
import { jsonObjectSchema, jsonSchema } from "../json.ts";
import { objectNameSchema } from "../names.ts";
import { pageOf, pageQuery, route, type RouteShape } from "./route.ts";

export const recordSchema = z.object({ id: z.string(), object: z.string() }).catchall(jsonSchema);
export const importSchema = z.object({
  id: z.string(),
  object: z.string(),
  fileName: z.string().nullable(),
  status: z.enum(["queued", "running", "completed", "failed"]),
  /** Rows read so far, of `total` where the size is known; bytes give the progress figure before that. */
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  rejected: z.int(),
  progress: z.number(),
  /** The first 1,000 bad rows, each with its line in the file. */
  problems: z.array(z.object({ line: z.int(), code: z.string(), message: z.string() })),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  error: errorDataSchema.nullable().optional(),
});
export type RecordImport = z.infer<typeof importSchema>;

export const recordsRoutes = {
  listRecords: route({
    method: "GET",
    path: "/records/:object",
    permission: "record:read",
    summary: "Records of an object",
    query: z.strictObject({
      ...pageQuery,
      sort: z.string().max(64).optional(),
      status: z.string().max(100).optional(),
      owner: z.string().max(64).optional(),
    }),
    status: 200,
    response: pageOf(recordSchema),
  }),
  createRecord: route({
    method: "POST",
    path: "/records/:object",
    permission: "record:write",
    summary: "Create a record",
    body: jsonObjectSchema,
    status: 201,
    response: recordSchema,
  }),
  getRecord: route({
    method: "GET",
    path: "/records/:object/:id",
    permission: "record:read",
    summary: "A record",
    status: 200,
    response: recordSchema,
  }),
  updateRecord: route({
    method: "PATCH",
    path: "/records/:object/:id",
    permission: "record:write",
    summary: "Change some fields of a record",
    body: jsonObjectSchema,
    status: 200,
    response: recordSchema,
  }),
  deleteRecord: route({
    method: "DELETE",
    path: "/records/:object/:id",
    permission: "record:write",
    summary: "Delete a record",
    status: 204,
    response: null,
  }),
  importRecords: route({
    method: "POST",
    path: "/imports",
    permission: "record:import",
    summary:
      "Import a CSV file (the body). `mapping` is JSON {column: field}; without it columns are matched by name or title.",
    query: z.strictObject({
      object: objectNameSchema,
      mapping: z.string().max(20_000).optional(),
      fileName: z.string().max(200).optional(),
      automations: z.enum(["run", "skip"]).optional(),
      match: z.string().max(64).optional(),
    }),
    status: 202,
    response: importSchema,
    media: "text/csv",
  }),
  listImports: route({
    method: "GET",
    path: "/imports",
    permission: "record:read",
    summary: "Recent imports",
    status: 200,
    response: z.object({ items: z.array(importSchema) }),
  }),
  getImport: route({
    method: "GET",
    path: "/imports/:id",
    permission: "record:read",
    summary: "An import's progress",
    status: 200,
    response: importSchema,
  }),
} as const satisfies Record<string, RouteShape>;
