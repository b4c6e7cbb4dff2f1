import * as z from "zod";
import { jsonObjectSchema, jsonSchemaDocumentSchema } from "../json.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { emptyBodySchema, pageOf, pageQuery, route, type RouteShape } from "./route.ts";

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

const noticeSchema = z.object({
  id: z.string(),
  kind: z.enum(["info", "reminder"]),
  text: z.string(),
  record: z.object({ object: z.string(), id: z.string() }).nullable(),
  createdAt: z.string(),
  readAt: z.string().nullable(),
});
const taskSchema = z.object({
  id: z.string(),
  /** `task`: no run waits for it. */
  kind: z.enum(["task", "approval", "human-task"]),
  title: z.string(),
  description: z.string().nullable(),
  assignees: z.array(z.string()),
  status: z.enum(["open", "done", "cancelled"]),
  dueAt: z.string().nullable(),
  record: z.object({ object: z.string(), id: z.string() }).nullable(),
  runId: z.string().nullable(),
  createdAt: z.string(),
  outcomes: z.array(z.object({ id: z.string(), name: localizedTextSchema.optional() })),
  /** Approvals needed. */
  required: z.int(),
  /** JSON Schema of what is to be filled in. */
  form: jsonSchemaDocumentSchema.nullable(),
  answers: z.array(z.object({ by: z.string(), outcome: z.string(), comment: z.string().nullable(), at: z.string() })),
  comments: z.array(z.object({ id: z.string(), by: z.string(), text: z.string(), at: z.string() })),
  delegations: z.array(z.object({ from: z.string(), to: z.string(), by: z.string(), at: z.string() })),
  escalated: z.boolean(),
});

export const inboxRoutes = {
  listMails: route({
    method: "GET",
    path: "/mailbox",
    permission: "mailbox:read",
    summary: "Mail in the built-in catcher",
    query: z.strictObject(pageQuery),
    status: 200,
    response: pageOf(mailSchema),
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
    response: pageOf(noticeSchema),
  }),
  readNotice: route({
    method: "POST",
    path: "/notices/:id/read",
    permission: "session",
    summary: "Mark a notice as read",
    body: emptyBodySchema,
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
    response: pageOf(taskSchema),
  }),
  completeTask: route({
    method: "POST",
    path: "/tasks/:id/complete",
    permission: "session",
    summary: "Complete a task, or answer what a run asks: a repeat of one's answer is refused",
    body: z.strictObject({
      outcome: z.string().max(64).optional(),
      comment: z.string().max(4_000).optional(),
      form: jsonObjectSchema.optional(),
    }),
    status: 200,
    response: taskSchema,
  }),
  getTask: route({
    method: "GET",
    path: "/tasks/:id",
    permission: "session",
    summary: "A task of mine",
    status: 200,
    response: taskSchema,
  }),
  delegateTask: route({
    method: "POST",
    path: "/tasks/:id/delegate",
    permission: "session",
    summary: "Hand my part of a task to somebody else; who operates runs may hand anybody's",
    body: z.strictObject({ to: z.string().min(1).max(64), from: z.string().min(1).max(64).optional() }),
    status: 200,
    response: taskSchema,
  }),
  commentTask: route({
    method: "POST",
    path: "/tasks/:id/comments",
    permission: "session",
    summary: "Comment on a task",
    body: z.strictObject({ text: z.string().trim().min(1).max(4_000) }),
    status: 200,
    response: taskSchema,
  }),
} as const satisfies Record<string, RouteShape>;
