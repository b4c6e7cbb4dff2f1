import * as z from "zod";
import { jsonObjectSchema } from "../json.ts";
import { keySchema, objectNameSchema } from "../names.ts";
import { RESOURCE_KINDS } from "../resources.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { workflowDefinitionSchema } from "../workflow.ts";
import { emptyBodySchema, pageOf, pageQuery, route, type RouteShape } from "./route.ts";

/** An issue of validateWorkflow as data. */
export const issueSchema = z.object({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  /** Node, trigger or edge id; absent for the workflow as a whole. */
  nodeId: z.string().optional(),
  /** Dotted path within the node, for example `input.to`. */
  path: z.string().optional(),
  /** Character range within an expression. */
  range: z.object({ start: z.int(), end: z.int() }).optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type Issue = z.infer<typeof issueSchema>;

export const workflowSummarySchema = z.object({
  key: z.string(),
  name: localizedTextSchema,
  description: localizedTextSchema.optional(),
  publishedVersion: z.int().nullable(),
  /** Draft differs from what is published. */
  hasDraftChanges: z.boolean(),
  enabled: z.boolean(),
  triggerTypes: z.array(z.string()),
  nodeCount: z.int(),
  openRuns: z.int(),
  incidents: z.int(),
  updatedAt: z.string(),
  updatedBy: z.string().nullable(),
});
export type WorkflowSummary = z.infer<typeof workflowSummarySchema>;

/** Where a published webhook, form, e-mail or app-event trigger is reached. `secret` signs what is sent; only those who may publish see it. */
export const triggerAddressSchema = z.object({
  triggerId: z.string(),
  type: z.enum(["webhook", "form", "email", "app-event"]),
  url: z.string(),
  secret: z.string().optional(),
});

export const workflowSchema = workflowSummarySchema.extend({
  draft: workflowDefinitionSchema,
  /** The draft's ETag, for If-Match. */
  revision: z.int(),
  issues: z.array(issueSchema),
  addresses: z.array(triggerAddressSchema),
});
export type Workflow = z.infer<typeof workflowSchema>;

export const versionSchema = z.object({
  version: z.int(),
  hash: z.string(),
  note: z.string().nullable(),
  publishedAt: z.string(),
  publishedBy: z.string().nullable(),
});
export type Version = z.infer<typeof versionSchema>;

export const templateSchema = z.object({
  id: z.string(),
  name: localizedTextSchema,
  description: localizedTextSchema,
  group: z.enum(["leads", "opportunities", "tickets", "data"]),
  definition: workflowDefinitionSchema,
  /** Resources that the template brings along; they are created where the key is free, never overwritten. */
  resources: z.array(z.object({ kind: z.enum(RESOURCE_KINDS), value: jsonObjectSchema })),
  /** A sample trigger payload or record for "Run now". */
  sample: jsonObjectSchema.optional(),
});
export type Template = z.infer<typeof templateSchema>;

export const workflowsRoutes = {
  listTemplates: route({
    method: "GET",
    path: "/templates",
    permission: "workflow:read",
    summary: "The template gallery",
    status: 200,
    response: z.object({ items: z.array(templateSchema) }),
  }),
  listWorkflows: route({
    method: "GET",
    path: "/workflows",
    permission: "workflow:read",
    summary: "Workflows",
    query: z.strictObject({ ...pageQuery, status: z.enum(["published", "draft", "disabled"]).optional() }),
    status: 200,
    response: pageOf(workflowSummarySchema),
  }),
  createWorkflow: route({
    method: "POST",
    path: "/workflows",
    permission: "workflow:write",
    summary: "Create a workflow: empty, from a definition or from a template",
    body: z.strictObject({
      key: keySchema.optional(),
      name: localizedTextSchema.optional(),
      definition: workflowDefinitionSchema.optional(),
      template: z.string().optional(),
    }),
    status: 201,
    response: workflowSchema,
  }),
  getWorkflow: route({
    method: "GET",
    path: "/workflows/:key",
    permission: "workflow:read",
    summary: "A workflow with its draft",
    status: 200,
    response: workflowSchema,
  }),
  saveDraft: route({
    method: "PUT",
    path: "/workflows/:key/draft",
    permission: "workflow:write",
    summary: "Save the draft (If-Match: revision)",
    body: workflowDefinitionSchema,
    status: 200,
    response: z.object({
      revision: z.int(),
      issues: z.array(issueSchema),
      hasDraftChanges: z.boolean(),
      updatedAt: z.string(),
    }),
  }),
  publishWorkflow: route({
    method: "POST",
    path: "/workflows/:key/publish",
    permission: "workflow:publish",
    summary: "Publish the draft as a new version (If-Match: revision)",
    body: z.strictObject({ note: z.string().max(1_000).optional() }),
    status: 201,
    response: versionSchema,
  }),
  setWorkflowEnabled: route({
    method: "POST",
    path: "/workflows/:key/enabled",
    permission: "workflow:publish",
    summary: "Switch the triggers on or off",
    body: z.strictObject({ enabled: z.boolean() }),
    status: 200,
    response: workflowSummarySchema,
  }),
  deleteWorkflow: route({
    method: "DELETE",
    path: "/workflows/:key",
    permission: "workflow:write",
    summary: "Delete a workflow without open runs",
    status: 204,
    response: null,
  }),
  listVersions: route({
    method: "GET",
    path: "/workflows/:key/versions",
    permission: "workflow:read",
    summary: "Published versions, newest first",
    status: 200,
    response: z.object({ items: z.array(versionSchema) }),
  }),
  getVersion: route({
    method: "GET",
    path: "/workflows/:key/versions/:version",
    permission: "workflow:read",
    summary: "A published version",
    status: 200,
    response: versionSchema.extend({ definition: workflowDefinitionSchema }),
  }),
  restoreVersion: route({
    method: "POST",
    path: "/workflows/:key/versions/:version/restore",
    permission: "workflow:write",
    summary: "Make this version the draft",
    body: emptyBodySchema,
    status: 200,
    response: workflowSchema,
  }),
  startRun: route({
    method: "POST",
    path: "/workflows/:key/runs",
    permission: "run:start",
    summary: "Run now",
    body: z.strictObject({
      triggerId: z.string().optional(),
      payload: jsonObjectSchema.optional(),
      record: z.strictObject({ object: objectNameSchema, id: z.string() }).optional(),
    }),
    status: 202,
    response: z.object({ runId: z.string() }),
  }),
  validateDefinition: route({
    method: "POST",
    path: "/validate",
    permission: "workflow:read",
    summary: "Check a definition without saving it",
    body: z.strictObject({ definition: z.unknown() }),
    status: 200,
    response: z.object({ issues: z.array(issueSchema) }),
  }),
} as const satisfies Record<string, RouteShape>;
