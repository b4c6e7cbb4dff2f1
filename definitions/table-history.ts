import * as z from "zod";
import { askedCountsSchema, askedStepSchema } from "./asked-back-test.ts";
import { jsonSchema } from "./json.ts";

/** One saved content of a resource. Numbers count from 1; equal contents have equal hashes. */
export const resourceVersionSchema = z.object({
  version: z.int(),
  hash: z.string(),
  note: z.string().nullable(),
  savedAt: z.string(),
  savedBy: z.string().nullable(),
  /** It is what the resource is now. */
  isCurrent: z.boolean(),
});
export type ResourceVersion = z.infer<typeof resourceVersionSchema>;

/** What uses a resource: a published workflow, or another resource of that kind. */
export const resourceUseSchema = z.object({
  kind: z.string(),
  key: z.string(),
  /** Of a workflow: its published version. */
  version: z.int().nullable(),
  /** Of a workflow that uses a table: whether that version holds the table as it is now. A workflow keeps what it was published with. */
  isCurrent: z.boolean().nullable(),
});
export type ResourceUse = z.infer<typeof resourceUseSchema>;

const rowChangeSchema = z.object({
  id: z.string(),
  kind: z.enum(["added", "removed", "changed", "moved"]),
  from: z.int().nullable(),
  to: z.int().nullable(),
  cells: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
});
/** As `diffTables` gives it. */
export const tableDiffSchema = z.object({
  rows: z.array(rowChangeSchema),
  table: z.array(z.object({ what: z.string(), before: jsonSchema, after: jsonSchema })),
});

/** One evaluation of a table in a real run, and what the changed table says of the same input. */
const tableBackTestStepSchema = askedStepSchema.extend({
  before: jsonSchema,
  after: jsonSchema,
  /** Rows of the changed table that matched. */
  hits: z.array(z.string()),
});
/** A changed table against the inputs that it had in real runs, newest first. `steps` are those that would differ, 200 at most. */
export const tableBackTestSchema = askedCountsSchema.extend({
  table: z.string(),
  steps: z.array(tableBackTestStepSchema),
});
export type TableBackTest = z.infer<typeof tableBackTestSchema>;
export type TableBackTestStep = TableBackTest["steps"][number];
