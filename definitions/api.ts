import * as z from "zod";
import { catalogueSchema } from "./catalogue.ts";
import { errorDataSchema } from "./error-data.ts";
import { jsonObjectSchema, jsonSchema } from "./json.ts";
import { eventNameSchema, keySchema, objectNameSchema } from "./names.ts";
import { RESOURCE_KINDS, userSchema } from "./resources.ts";
import { incidentResolutionSchema, runDetailSchema, RUN_STATUSES, runSummarySchema } from "./run.ts";
import { localizedTextSchema } from "./text.ts";
import { workflowDefinitionSchema } from "./workflow.ts";

export const ROLES = ["admin", "builder", "operator", "member", "viewer", "integrator"] as const;
export type Role = (typeof ROLES)[number];

/** What a route needs. `public` needs no sign-in; all others do, and roles are listed in ROLE_PERMISSIONS: deny by default. */
export const PERMISSIONS = [
  "public",
  "session",
  "workflow:read",
  "workflow:write",
  "workflow:publish",
  "run:read",
  "run:start",
  "run:operate",
  "record:read",
  "record:write",
  "record:import",
  "event:emit",
  "connection:read",
  "connection:write",
  "resource:read",
  "resource:write",
  "user:read",
  "user:write",
  "mailbox:read",
  "audit:read",
  "settings:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ = [
  "session",
  "workflow:read",
  "run:read",
  "record:read",
  "resource:read",
  "user:read",
] as const satisfies readonly Permission[];
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  admin: PERMISSIONS,
  builder: [
    ...READ,
    "workflow:write",
    "workflow:publish",
    "run:start",
    "run:operate",
    "record:write",
    "record:import",
    "event:emit",
    "connection:read",
    "resource:write",
    "mailbox:read",
  ],
  operator: [
    ...READ,
    "run:start",
    "run:operate",
    "record:write",
    "record:import",
    "event:emit",
    "connection:read",
    "mailbox:read",
  ],
  member: [...READ, "run:start", "record:write"],
  viewer: READ,
  integrator: [
    ...READ,
    "run:start",
    "record:write",
    "record:import",
    "event:emit",
    "connection:read",
    "connection:write",
  ],
};

/** RFC 9457 problem details with a stable `code`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  class: z.enum(["user", "connector", "system"]).optional(),
  detail: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
  /** Field errors: `path` dotted. */
  issues: z.array(z.object({ path: z.string(), message: z.string(), code: z.string().optional() })).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const pageQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  search: z.string().max(200).optional(),
};
const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });

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

/** Where a published webhook or form trigger is reached. `secret` signs webhooks; only those who may publish see it. */
export const triggerAddressSchema = z.object({
  triggerId: z.string(),
  type: z.enum(["webhook", "form"]),
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

export const mailSchema = z.object({
  id: z.string(),
  messageId: z.string().nullable(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  receivedAt: z.string(),
  size: z.int(),
  preview: z.string(),
});
export const mailDetailSchema = mailSchema.extend({
  html: z.string().nullable(),
  text: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
});
export type Mail = z.infer<typeof mailSchema>;
export type MailDetail = z.infer<typeof mailDetailSchema>;

export const noticeSchema = z.object({
  id: z.string(),
  kind: z.enum(["info", "reminder"]),
  text: z.string(),
  record: z.object({ object: z.string(), id: z.string() }).nullable(),
  createdAt: z.string(),
  readAt: z.string().nullable(),
});
export const taskSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  assignees: z.array(z.string()),
  status: z.enum(["open", "done", "cancelled"]),
  dueAt: z.string().nullable(),
  record: z.object({ object: z.string(), id: z.string() }).nullable(),
  runId: z.string().nullable(),
  createdAt: z.string(),
});

export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  role: z.enum(ROLES),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export const auditEntrySchema = z.object({
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

export const meSchema = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), language: z.enum(["en", "zh"]).optional() }),
  workspace: z.object({ id: z.string(), name: z.string() }),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
});
export const metaSchema = z.object({
  version: z.string(),
  environment: z.string(),
  mailbox: z.boolean(),
  firstRun: z.boolean(),
});

interface RouteShape {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Express path below `/api/v1`. */
  path: string;
  permission: Permission;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Success status and body; `null` is 204. */
  status: 200 | 201 | 202 | 204;
  response: z.ZodType | null;
  /** Reads or writes something other than JSON: a CSV upload, a server-sent event stream. */
  media?: "text/csv" | "text/event-stream";
}
const route = <const R extends RouteShape>(shape: R): R => shape;
const empty = z.strictObject({});
const resourceValue = jsonObjectSchema;

/** Every route of `/api/v1`. Express handlers, OpenAPI, the UI's client and the role matrix test are all driven by this table. */
export const ROUTES = {
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
    response: page(workflowSummarySchema),
  }),
  createWorkflow: route({
    method: "POST",
    path: "/workflows",
    permission: "workflow:write",
    summary: "Create a workflow, empty, from a definition or from a template",
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
    body: empty,
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

  listRuns: route({
    method: "GET",
    path: "/runs",
    permission: "run:read",
    summary: "Runs, newest first",
    query: z.strictObject({
      ...pageQuery,
      workflow: keySchema.optional(),
      status: z.enum(RUN_STATUSES).optional(),
      recordId: z.string().max(64).optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
    }),
    status: 200,
    response: page(runSummarySchema),
  }),
  getRun: route({
    method: "GET",
    path: "/runs/:id",
    permission: "run:read",
    summary: "A run with its steps",
    status: 200,
    response: runDetailSchema,
  }),
  watchRun: route({
    method: "GET",
    path: "/runs/:id/watch",
    permission: "run:read",
    summary: "The run's state as server-sent events",
    status: 200,
    response: runDetailSchema,
    media: "text/event-stream",
  }),
  operateRun: route({
    method: "POST",
    path: "/runs/:id/:operation",
    permission: "run:operate",
    summary: "pause, resume, cancel or terminate a run",
    body: z.strictObject({ reason: z.string().max(1_000).optional() }),
    status: 202,
    response: z.object({ accepted: z.literal(true) }),
  }),
  resolveIncident: route({
    method: "POST",
    path: "/runs/:id/steps/:stepId/resolve",
    permission: "run:operate",
    summary: "Resolve a step's incident: retry, skip or fail",
    body: incidentResolutionSchema,
    status: 202,
    response: z.object({ accepted: z.literal(true) }),
  }),
  emitEvent: route({
    method: "POST",
    path: "/events",
    permission: "event:emit",
    summary: "Emit a named business event",
    body: z.strictObject({
      name: eventNameSchema,
      correlate: jsonSchema.optional(),
      payload: jsonObjectSchema.default({}),
      id: z.string().max(128).optional(),
    }),
    status: 202,
    response: z.object({ id: z.string() }),
  }),

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
    response: page(recordSchema),
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

  listResources: route({
    method: "GET",
    path: "/resources/:kind",
    permission: "resource:read",
    summary: "Calendars, tables, policies, mail templates, teams or queues",
    status: 200,
    response: z.object({ items: z.array(resourceValue) }),
  }),
  getResource: route({
    method: "GET",
    path: "/resources/:kind/:key",
    permission: "resource:read",
    summary: "One of them",
    status: 200,
    response: resourceValue,
  }),
  putResource: route({
    method: "PUT",
    path: "/resources/:kind/:key",
    permission: "resource:write",
    summary: "Create or replace one (checked by its schema)",
    body: resourceValue,
    status: 200,
    response: resourceValue,
  }),
  deleteResource: route({
    method: "DELETE",
    path: "/resources/:kind/:key",
    permission: "resource:write",
    summary: "Delete one that no published workflow uses",
    status: 204,
    response: null,
  }),

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
    body: empty,
    status: 200,
    response: connectionSchema,
  }),
  deleteConnection: route({
    method: "DELETE",
    path: "/connections/:key",
    permission: "connection:write",
    summary: "Delete a connection",
    status: 204,
    response: null,
  }),

  listMails: route({
    method: "GET",
    path: "/mailbox",
    permission: "mailbox:read",
    summary: "Mail in the built-in catcher",
    query: z.strictObject(pageQuery),
    status: 200,
    response: page(mailSchema),
  }),
  getMail: route({
    method: "GET",
    path: "/mailbox/:id",
    permission: "mailbox:read",
    summary: "A caught mail",
    status: 200,
    response: mailDetailSchema,
  }),
  listNotices: route({
    method: "GET",
    path: "/notices",
    permission: "session",
    summary: "My notices and reminders",
    query: z.strictObject({ ...pageQuery, unread: z.enum(["true"]).optional() }),
    status: 200,
    response: page(noticeSchema),
  }),
  readNotice: route({
    method: "POST",
    path: "/notices/:id/read",
    permission: "session",
    summary: "Mark a notice as read",
    body: empty,
    status: 200,
    response: noticeSchema,
  }),
  listTasks: route({
    method: "GET",
    path: "/tasks",
    permission: "session",
    summary: "My open tasks",
    query: z.strictObject({ ...pageQuery, all: z.enum(["true"]).optional() }),
    status: 200,
    response: page(taskSchema),
  }),
  completeTask: route({
    method: "POST",
    path: "/tasks/:id/complete",
    permission: "session",
    summary: "Complete a task",
    body: z.strictObject({
      outcome: z.string().max(64).optional(),
      comment: z.string().max(4_000).optional(),
      form: jsonObjectSchema.optional(),
    }),
    status: 200,
    response: taskSchema,
  }),

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
    response: page(auditEntrySchema),
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
    body: empty,
    status: 201,
    response: z.object({ users: z.int(), leads: z.int() }),
  }),
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
