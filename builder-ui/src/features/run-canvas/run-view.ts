import type { RunDetail, Step } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import type { Language } from "../../../../definitions/text.ts";
import { describeWaiting, type Words } from "../../shared/describe-waiting.ts";
import { durationText, instantText } from "../../shared/time-text.ts";
import type { StepRunView } from "../editor/view/canvas-graph.ts";

/** One line about how a step stands. */
export function stepLine(step: Step, now: string, language: Language, t: Words): string {
  if (step.waitingFor !== null && step.waitingFor !== undefined)
    return describeWaiting(step.waitingFor, now, language, t);
  if (step.status === "failed" || step.status === "incident") return step.error?.code ?? "";
  if (step.status === "skipped") return "";
  const parts: string[] = [];
  if (step.endedAt !== null && step.endedAt !== undefined)
    parts.push(durationText(step.startedAt, step.endedAt, language));
  else if (step.status === "running") parts.push(durationText(step.startedAt, now, language));
  if (step.attempts > 1) parts.push(t("attempts", { count: step.attempts }));
  return parts.join(" · ");
}

/** How each node stands: its latest step, with a count where it ran several times. */
export function nodeRunViews(run: RunDetail, now: string, language: Language, t: Words): Map<string, StepRunView> {
  const views = new Map<string, StepRunView>();
  const counts = new Map<string, number>();
  for (const step of run.steps) {
    const times = (counts.get(step.nodeId) ?? 0) + 1;
    counts.set(step.nodeId, times);
    const line = stepLine(step, now, language, t);
    views.set(step.nodeId, {
      status: step.status,
      word: t(`stepStatus.${step.status}`),
      line: times > 1 ? [t("times", { count: times }), line].filter(Boolean).join(" · ") : line,
      attempts: step.attempts,
      duration:
        step.endedAt === null || step.endedAt === undefined ? "" : durationText(step.startedAt, step.endedAt, language),
    });
  }
  const { triggerId } = run.origin;
  if (run.startedAt !== null && !views.has(triggerId)) {
    views.set(triggerId, {
      status: "completed",
      word: t("started"),
      line: instantText(run.startedAt, now, language),
      attempts: 1,
      duration: "",
    });
  }
  return views;
}

/** Whether each edge was taken. */
export function edgeStates(run: RunDetail): Map<string, "live" | "dead"> {
  const states = new Map<string, "live" | "dead">();
  for (const id of run.deadEdges) states.set(id, "dead");
  for (const id of run.liveEdges) states.set(id, "live");
  return states;
}

/** The name of a step's node as its definition gives it. */
export function nodeOfStep(definition: WorkflowDefinition, nodeId: string) {
  return (
    definition.nodes.find((node) => node.id === nodeId) ?? definition.triggers.find((trigger) => trigger.id === nodeId)
  );
}

/** The step to show first: the one that needs somebody, else what is under way, else the last one. */
export function firstStepToShow(steps: readonly Step[]): string | null {
  const found =
    steps.find((step) => step.status === "incident") ??
    steps.find((step) => step.status === "failed") ??
    steps.findLast((step) => step.status === "waiting" || step.status === "running" || step.status === "retrying");
  return found?.stepId ?? null;
}
