import * as z from "zod";
import { instantSchema } from "../duration.ts";
import { jsonObjectSchema, jsonSchema } from "../json.ts";
import { ruleSetBackTestSchema } from "../rule-sets/rule-set-back-test.ts";
import { ruleSetSchema } from "../rule-sets/rule-set.ts";
import { scoreReportSchema } from "../scoring/score-report.ts";
import { scoringModelSchema } from "../scoring/scoring-model.ts";
import { emptyBodySchema, route, type RouteShape } from "./route.ts";
import { issueSchema } from "./workflows.ts";

const explained = { explanation: z.unknown() };
const ruleSetResultSchema = z.object({
  events: z.array(z.object({ type: z.string(), params: jsonObjectSchema, rule: z.string() })),
  rules: z.array(z.object({ id: z.string(), status: z.enum(["held", "not-held", "not-asked"]), ...explained })),
  facts: z.array(
    z.object({
      id: z.string(),
      from: z.enum(["fetched", "cached", "given"]),
      value: jsonSchema,
      milliseconds: z.number(),
    }),
  ),
});
const testOutcomeSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  expected: z.unknown(),
  actual: z.unknown(),
  error: z.string().optional(),
});
const question = {
  input: jsonObjectSchema.default({}),
  /** Facts by id that the caller has; they are not fetched. */
  facts: jsonObjectSchema.optional(),
  /** What conditions relative to the present go by; now where absent. */
  at: instantSchema.optional(),
};
const scoreResultSchema = z.object({
  score: z.number(),
  grade: z.string().nullable(),
  probability: z.number().nullable(),
  reasons: z.array(
    z.object({ field: z.string(), effect: z.number(), text: z.object({ en: z.string(), zh: z.string() }) }),
  ),
  categories: z.array(z.object({ id: z.string(), points: z.number(), counted: z.number() })),
  rules: z.array(
    z.object({
      id: z.string(),
      category: z.string(),
      held: z.boolean(),
      points: z.number(),
      remaining: z.number(),
      ...explained,
    }),
  ),
});

export const decisionsRoutes = {
  evaluateRuleSet: route({
    method: "POST",
    path: "/rule-sets/:key/evaluate",
    permission: "run:start",
    summary: "Ask a rule set: its events, which rules hold, and why",
    body: z.strictObject(question),
    status: 200,
    response: ruleSetResultSchema,
  }),
  tryRuleSet: route({
    method: "POST",
    path: "/rule-sets/:key/try",
    permission: "resource:write",
    summary: "Check a rule set that is not saved yet, ask it, and run its tests",
    body: z.strictObject({ ruleSet: ruleSetSchema, ...question }),
    status: 200,
    response: z.object({
      issues: z.array(issueSchema),
      result: ruleSetResultSchema.nullable(),
      error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }).nullable(),
      tests: z.array(testOutcomeSchema),
      rulesNeverHeld: z.array(z.string()),
    }),
  }),
  backTestRuleSet: route({
    method: "POST",
    path: "/rule-sets/:key/back-test",
    permission: "resource:write",
    summary: "Try a changed rule set on what it was asked in the last runs, with the facts of then",
    body: z.strictObject({ ruleSet: ruleSetSchema, last: z.int().min(1).max(1_000).default(100) }),
    status: 200,
    response: ruleSetBackTestSchema,
  }),
  trainScoringModel: route({
    method: "POST",
    path: "/scoring-models/:key/train",
    permission: "resource:write",
    summary: "Learn a score anew from closed records; a model that does not pass its gate is refused",
    body: emptyBodySchema,
    status: 200,
    response: z.object({
      accepted: z.boolean(),
      problems: z.array(z.string()),
      trainedAt: z.string(),
      report: scoreReportSchema,
    }),
  }),
  scoreRecord: route({
    method: "POST",
    path: "/scoring-models/:key/score",
    permission: "record:read",
    summary: "Score one record, by its id or by its fields, with the stored model or one that is not saved yet",
    body: z.strictObject({
      id: z.string().max(64).optional(),
      record: jsonObjectSchema.optional(),
      model: scoringModelSchema.optional(),
      at: instantSchema.optional(),
    }),
    status: 200,
    response: scoreResultSchema,
  }),
} as const satisfies Record<string, RouteShape>;
