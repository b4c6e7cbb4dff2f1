import * as z from "zod";
import { errorDataSchema } from "../error-data.ts";
import { jsonObjectSchema } from "../json.ts";
import { runSummarySchema } from "../run.ts";

/** What a rule set said: its events in their order, and the rules that held. */
const ruleSetAnswerSchema = z.object({
  events: z.array(z.object({ type: z.string(), params: jsonObjectSchema, rule: z.string() })),
  held: z.array(z.string()),
});
export type RuleSetAnswer = z.infer<typeof ruleSetAnswerSchema>;

/** One question to a rule set in a real run, and what the changed rule set says of it with the facts of then. */
const ruleSetBackTestStepSchema = z.object({
  runId: z.string(),
  workflow: z.string(),
  record: runSummarySchema.shape.record,
  stepId: z.string(),
  at: z.string(),
  /** `failed`: the changed rule set has no answer, for example because it needs a fact that was not fetched then; `error` says why. */
  verdict: z.enum(["different", "failed"]),
  input: jsonObjectSchema,
  before: ruleSetAnswerSchema,
  after: ruleSetAnswerSchema.nullable(),
  error: errorDataSchema.nullable(),
});

/** A changed rule set against what it was asked in real runs, newest first. `steps` are those that would differ, 200 at most. */
export const ruleSetBackTestSchema = z.object({
  ruleSet: z.string(),
  runs: z.int(),
  compared: z.int(),
  same: z.int(),
  different: z.int(),
  failed: z.int(),
  steps: z.array(ruleSetBackTestStepSchema),
});
export type RuleSetBackTest = z.infer<typeof ruleSetBackTestSchema>;
export type RuleSetBackTestStep = RuleSetBackTest["steps"][number];
