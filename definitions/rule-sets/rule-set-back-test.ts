import * as z from "zod";
import { askedCountsSchema, askedStepSchema } from "../asked-back-test.ts";
import { jsonObjectSchema } from "../json.ts";

/** What a rule set said: its events in their order, and the rules that held. */
export const ruleSetAnswerSchema = z.object({
  events: z.array(z.object({ type: z.string(), params: jsonObjectSchema, rule: z.string() })),
  held: z.array(z.string()),
});
export type RuleSetAnswer = z.infer<typeof ruleSetAnswerSchema>;

/** One question to a rule set in a real run, and what the changed rule set says of it with the facts of then. */
const ruleSetBackTestStepSchema = askedStepSchema.extend({
  before: ruleSetAnswerSchema,
  after: ruleSetAnswerSchema.nullable(),
});

/** A changed rule set against what it was asked in real runs, newest first. `steps` are those that would differ, 200 at most. */
export const ruleSetBackTestSchema = askedCountsSchema.extend({
  ruleSet: z.string(),
  steps: z.array(ruleSetBackTestStepSchema),
});
export type RuleSetBackTest = z.infer<typeof ruleSetBackTestSchema>;
export type RuleSetBackTestStep = RuleSetBackTest["steps"][number];
