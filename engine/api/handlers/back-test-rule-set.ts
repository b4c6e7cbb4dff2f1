import { evaluateRuleSet } from "../../../activities/rule-sets/evaluate-rule-set.ts";
import { NO_SOURCES } from "../../../activities/rule-sets/run-rule-set-tests.ts";
import * as z from "zod";
import type { Condition } from "../../../definitions/condition.ts";
import { errorDataOf } from "../../../definitions/errors.ts";
import { isSameJson } from "../../../definitions/is-same-json.ts";
import { jsonObjectSchema, jsonSchema } from "../../../definitions/json.ts";
import type {
  RuleSetAnswer,
  RuleSetBackTest,
  RuleSetBackTestStep,
} from "../../../definitions/rule-sets/rule-set-back-test.ts";
import type { RuleSet } from "../../../definitions/rule-sets/rule-set.ts";
import type { RunDetail, Step } from "../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { ApiServices } from "../api-services.ts";
import { runsThatAsked } from "./runs-that-asked.ts";

const OPERATION = "rules.evaluate";
const MAX_TOLD = 200;

/** What a step that asks a rule set keeps: the question and the answer with the facts that it needed. */
const askedSchema = z.object({ ruleSet: z.string(), input: jsonObjectSchema.default({}) });
const answeredSchema = z.object({
  events: z.array(z.object({ type: z.string(), params: jsonObjectSchema, rule: z.string() })),
  held: z.array(z.string()),
  facts: z.array(z.object({ id: z.string(), value: jsonSchema })),
});

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
  const report: RuleSetBackTest = {
    ruleSet: ruleSet.key,
    runs: 0,
    compared: 0,
    same: 0,
    different: 0,
    failed: 0,
    steps: [],
  };
  for await (const { run, nodes } of runsThatAsked(services, workspaceId, nodesThatAsk)) {
    let hasAsked = false;
    for (const step of run.steps.filter(({ nodeId }) => nodes.has(nodeId))) {
      const asked = askedSchema.safeParse(step.input);
      const answered = answeredSchema.safeParse(step.output);
      // A step that failed has no answer to compare with; its key may be an expression, so that it names another rule set.
      if (!asked.success || !answered.success || asked.data.ruleSet !== ruleSet.key) continue;
      hasAsked = true;
      const question = { ruleSet, conditions, input: asked.data.input, answered: answered.data };
      await compareStep(question, run, step, report);
    }
    if (hasAsked) report.runs += 1;
    if (report.runs >= last) break;
  }
  return report;
}

function nodesThatAsk(definition: WorkflowDefinition): Set<string> {
  const nodes = definition.nodes.filter((node) => node.type === "action" && node.operation === OPERATION);
  return new Set(nodes.map(({ id }) => id));
}

interface Question {
  ruleSet: RuleSet;
  conditions: Readonly<Record<string, Condition>>;
  input: z.infer<typeof jsonObjectSchema>;
  answered: z.infer<typeof answeredSchema>;
}

async function compareStep(question: Question, run: RunDetail, step: Step, report: RuleSetBackTest): Promise<void> {
  const { ruleSet, conditions, input, answered } = question;
  const before: RuleSetAnswer = { events: answered.events, held: answered.held };
  const at = step.startedAt;
  const told = { runId: run.id, workflow: run.workflowKey, record: run.record, stepId: step.stepId, at, input, before };
  const tell = (rest: Pick<RuleSetBackTestStep, "verdict" | "after" | "error">) => {
    if (report.steps.length < MAX_TOLD) report.steps.push({ ...told, ...rest });
  };
  const known = new Set(ruleSet.facts.map(({ id }) => id));
  const given = Object.fromEntries(
    answered.facts.filter(({ id }) => known.has(id)).map(({ id, value }) => [id, value]),
  );
  report.compared += 1;
  try {
    const result = await evaluateRuleSet(ruleSet, { input, now: at, sources: NO_SOURCES, conditions, given });
    const held = result.rules.filter(({ status }) => status === "held").map(({ id }) => id);
    const after: RuleSetAnswer = { events: result.events, held };
    if (isSameJson(before, after)) report.same += 1;
    else {
      report.different += 1;
      tell({ verdict: "different", after, error: null });
    }
  } catch (thrown) {
    report.failed += 1;
    tell({ verdict: "failed", after: null, error: errorDataOf(thrown) });
  }
}
