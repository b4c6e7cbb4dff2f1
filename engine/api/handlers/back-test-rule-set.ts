import * as z from "zod";
import { evaluateRuleSet } from "../../../activities/rule-sets/evaluate-rule-set.ts";
import { NO_SOURCES } from "../../../activities/rule-sets/run-rule-set-tests.ts";
import type { Condition } from "../../../definitions/condition.ts";
import { jsonObjectSchema, jsonSchema } from "../../../definitions/json.ts";
import {
  type RuleSetAnswer,
  type RuleSetBackTest,
  ruleSetAnswerSchema,
} from "../../../definitions/rule-sets/rule-set-back-test.ts";
import type { RuleSet } from "../../../definitions/rule-sets/rule-set.ts";
import type { Step } from "../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { ApiServices } from "../api-services.ts";
import { backTestAsked } from "./back-test-asked.ts";

const OPERATION = "rules.evaluate";

/** What a step that asks a rule set keeps: the question and the answer with the facts that it needed. */
const askedSchema = z.object({ ruleSet: z.string(), input: jsonObjectSchema.default({}) });
const answeredSchema = ruleSetAnswerSchema.extend({ facts: z.array(z.object({ id: z.string(), value: jsonSchema })) });

interface Question {
  input: z.infer<typeof jsonObjectSchema>;
  before: RuleSetAnswer;
  facts: z.infer<typeof answeredSchema>["facts"];
}

/**
 * Asks a changed rule set what it was asked in the last runs, with the facts that these fetched and at the time of each
 * step, and compares events and rules. Nothing is fetched: a rule that needs another fact fails with
 * `RULE_SET_FACT_UNREACHABLE`. Looks at runs newest first until `last` of them have asked.
 */
export async function backTestRuleSet(
  services: ApiServices,
  workspaceId: string,
  { ruleSet, conditions, last }: { ruleSet: RuleSet; conditions: Readonly<Record<string, Condition>>; last: number },
): Promise<RuleSetBackTest> {
  const known = new Set(ruleSet.facts.map(({ id }) => id));
  const compared = await backTestAsked<Question, { after: RuleSetAnswer | null }>(services, workspaceId, {
    last,
    nodesThatAsk,
    questionOf: (step) => questionOf(step, ruleSet.key),
    async ask({ input, facts }, now) {
      const given = Object.fromEntries(facts.filter(({ id }) => known.has(id)).map(({ id, value }) => [id, value]));
      const result = await evaluateRuleSet(ruleSet, { input, now, sources: NO_SOURCES, conditions, given });
      const held = result.rules.filter(({ status }) => status === "held").map(({ id }) => id);
      return { after: { events: result.events, held } };
    },
    none: { after: null },
  });
  return { ruleSet: ruleSet.key, ...compared };
}

function nodesThatAsk(definition: WorkflowDefinition): Set<string> {
  const nodes = definition.nodes.filter((node) => node.type === "action" && node.operation === OPERATION);
  return new Set(nodes.map(({ id }) => id));
}

/** Null for a step that failed, since it has no answer to compare with, and for one whose key, an expression, named another rule set. */
function questionOf(step: Step, key: string): Question | null {
  const asked = askedSchema.safeParse(step.input);
  const answered = answeredSchema.safeParse(step.output);
  if (!asked.success || !answered.success || asked.data.ruleSet !== key) return null;
  const { events, held, facts } = answered.data;
  return { input: asked.data.input, before: { events, held }, facts };
}
