import * as z from "zod";
import { durationSchema, timeSpanSchema } from "../duration.ts";
import { identifierSchema } from "../names.ts";
import { jsonSchemaDocumentSchema } from "../json.ts";
import { localizedTextSchema } from "../text-schema.ts";
import { assigneesSchema, nodeBaseShape } from "./base.ts";

const humanShape = {
  ...nodeBaseShape,
  assignees: assigneesSchema,
  form: jsonSchemaDocumentSchema.optional(),
  title: z.string().max(500).optional(),
  due: timeSpanSchema.optional(),
  /** Reminders counted back from the due time, in the same kind of time. */
  reminders: z
    .array(z.strictObject({ before: durationSchema }))
    .max(10)
    .optional(),
  /** People who may answer too once the task is escalated. */
  escalateTo: assigneesSchema.optional(),
  /**
   * When it is escalated, counted from its opening. Absent: with the last reminder; where there is none, at the due
   * time, when those people are told that nobody answered.
   */
  escalateAfter: timeSpanSchema.optional(),
};

/** Asks people for a decision, N of M. Ports: approved, rejected, timeout. Output: `{ outcome, comment, by, form }`. */
export const approvalNodeSchema = z.strictObject({
  ...humanShape,
  type: z.literal("approval"),
  required: z.int().min(1).max(100).default(1),
});
export type ApprovalNode = z.infer<typeof approvalNodeSchema>;

/** Puts a form in somebody's inbox. Ports: one an outcome, timeout. Output: `{ outcome, comment, by, form }`. */
export const humanTaskNodeSchema = z.strictObject({
  ...humanShape,
  type: z.literal("human-task"),
  outcomes: z
    .array(z.strictObject({ id: identifierSchema, name: localizedTextSchema.optional() }))
    .min(1)
    .max(20)
    .default([{ id: "done" }]),
});
export type HumanTaskNode = z.infer<typeof humanTaskNodeSchema>;
