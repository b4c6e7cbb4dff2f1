import * as z from "zod";
import { errorDataSchema } from "./error-data.ts";
import { jsonSchema } from "./json.ts";
import { RUN_STATUSES, runSummarySchema, stepSchema } from "./run.ts";

const wayShape = { status: z.enum(RUN_STATUSES), path: z.array(z.string()), output: jsonSchema };
/** How a run went: nodes that ran in order of start, and what came of it. */
const waySchema = z.object(wayShape);

/** One thing that the draft would have done otherwise. `before` is what happened. */
const backTestChangeSchema = z.object({
  kind: z.enum(["status", "output", "node-added", "node-removed", "port", "input"]),
  node: z.string().optional(),
  stepId: z.string().optional(),
  /** Dotted path within the input. */
  field: z.string().optional(),
  before: jsonSchema,
  after: jsonSchema,
});
export type BackTestChange = z.infer<typeof backTestChangeSchema>;

const decidedSchema = z.object({
  port: z.string().nullable(),
  output: jsonSchema,
  explanation: stepSchema.shape.explanation,
});
/** The first step that decided otherwise, with both explanations. */
const backTestReasonSchema = z.object({
  node: z.string(),
  stepId: z.string(),
  before: decidedSchema.nullable(),
  after: decidedSchema,
});
export type BackTestReason = z.infer<typeof backTestReasonSchema>;

const backTestRunSchema = z.object({
  runId: z.string(),
  version: z.int(),
  record: runSummarySchema.shape.record,
  startedAt: z.string(),
  /** `failed`: the draft could not be simulated on this trigger; `error` says why. */
  verdict: z.enum(["same", "different", "failed"]),
  before: waySchema,
  after: waySchema.nullable(),
  changes: z.array(backTestChangeSchema),
  why: backTestReasonSchema.nullable(),
  /** Nodes of the draft that ran on an assumed outcome, because this run has none of theirs. */
  assumed: z.array(z.string()),
  error: errorDataSchema.nullable(),
});
export type BackTestRun = z.infer<typeof backTestRunSchema>;

/** A draft against the last real triggers of its workflow, side by side with what happened. */
export const backTestReportSchema = z.object({
  workflow: z.string(),
  compared: z.int(),
  same: z.int(),
  different: z.int(),
  failed: z.int(),
  /** Runs that were left out because the time for one back-test was up. */
  leftOut: z.int(),
  runs: z.array(backTestRunSchema),
});
export type BackTestReport = z.infer<typeof backTestReportSchema>;
