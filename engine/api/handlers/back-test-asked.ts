import type { AskedCounts, AskedStep } from "../../../definitions/asked-back-test.ts";
import { errorDataOf } from "../../../definitions/errors.ts";
import { isSameJson } from "../../../definitions/is-same-json.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { Step } from "../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { ApiServices } from "../api-services.ts";
import { runsThatAsked } from "./runs-that-asked.ts";

const MAX_TOLD = 200;

/** What a real step asked, and the answer that it got. */
interface Question<Before> {
  input: JsonObject;
  before: Before;
}
/** What is tried on the questions of real runs. */
interface Trial<Asked extends Question<unknown>, Answer extends { after: unknown }> {
  /** How many runs that asked are looked at, newest first. */
  last: number;
  nodesThatAsk: (definition: WorkflowDefinition) => Set<string>;
  /** The question of a step of these nodes; null where there is nothing to compare. */
  questionOf: (step: Step) => Asked | null;
  /** Asks it again, as of the step's time; what is thrown is told as failed, with `none` for an answer. */
  ask: (question: Asked, at: string) => Answer | Promise<Answer>;
  none: Answer;
}

/**
 * Asks what is tried what was asked in the last runs, and compares with what the steps were answered. `steps` are those
 * that would differ, 200 at most.
 */
export async function backTestAsked<Asked extends Question<unknown>, Answer extends { after: unknown }>(
  services: ApiServices,
  workspaceId: string,
  { last, nodesThatAsk, questionOf, ask, none }: Trial<Asked, Answer>,
): Promise<AskedCounts & { steps: (AskedStep & { before: Asked["before"] } & Answer)[] }> {
  const counts: AskedCounts = { runs: 0, compared: 0, same: 0, different: 0, failed: 0 };
  const steps: (AskedStep & { before: Asked["before"] } & Answer)[] = [];
  for await (const { run, nodes } of runsThatAsked(services, workspaceId, nodesThatAsk)) {
    const { compared } = counts;
    for (const step of run.steps.filter(({ nodeId }) => nodes.has(nodeId))) {
      const question = questionOf(step);
      if (question === null) continue;
      const { verdict, answer, error } = await askAgain(question, step.startedAt);
      counts.compared += 1;
      counts[verdict] += 1;
      if (verdict === "same" || steps.length >= MAX_TOLD) continue;
      const { input, before }: Question<Asked["before"]> = question;
      const { stepId, startedAt: at } = step;
      const { id: runId, workflowKey: workflow, record } = run;
      steps.push({ runId, workflow, record, stepId, at, verdict, input, before, error, ...answer });
    }
    if (counts.compared > compared) counts.runs += 1;
    if (counts.runs >= last) break;
  }
  return { ...counts, steps };

  async function askAgain(question: Asked, at: string) {
    try {
      const answer = await ask(question, at);
      const verdict = isSameJson(question.before, answer.after) ? "same" : "different";
      return { verdict, answer, error: null } as const;
    } catch (thrown) {
      return { verdict: "failed", answer: none, error: errorDataOf(thrown) } as const;
    }
  }
}
