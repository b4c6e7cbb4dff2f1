import type { RunDetail, Step } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import { type Language, textIn } from "../../../../definitions/text.ts";
import { describeWaiting, type Words } from "../../shared/describe-waiting.ts";
import { durationText, instantText } from "../../shared/time-text.ts";
import type { StepRunView } from "../editor/view/canvas-graph.ts";

/** The word of a step's status; of one that was done by an earlier run, that. */
export function stepWord(step: Step, t: Words): string {
  return step.isReused === true ? t("rerun.kept") : t(`stepStatus.${step.status}`);
}

/** One line about how a step stands. */
export function stepLine(step: Step, now: string, language: Language, t: Words): string {
  if (step.waitingFor !== null && step.waitingFor !== undefined)
    return describeWaiting(step.waitingFor, now, language, t);
  if (step.status === "failed" || step.status === "incident") return step.error?.code ?? "";
  if (step.status === "skipped" || step.isReused === true) return "";
  const parts: string[] = [];
  if (step.endedAt !== null && step.endedAt !== undefined)
    parts.push(durationText(step.startedAt, step.endedAt, language));
  else if (step.status === "running") parts.push(durationText(step.startedAt, now, language));
  if (step.attempts > 1) parts.push(t("attempts", { count: step.attempts }));
  return parts.join(" · ");
}

/** The node on the canvas that a step belongs to: a step of a workflow called inline is part of its call. */
export function drawnNodeOf(nodeId: string): string {
  return nodeId.split("/", 1)[0] ?? nodeId;
}

/** The run as people read it: tasks wait for people by name, calls for the run of a workflow by its name. */
export function nameWaits(
  run: RunDetail,
  definition: WorkflowDefinition,
  catalogue: Catalogue,
  language: Language,
): RunDetail {
  const people = new Map(catalogue.users.map(({ id, name }) => [id, name]));
  const steps = run.steps.map((step): Step => {
    const waiting = step.waitingFor;
    if (waiting?.kind === "task")
      return { ...step, waitingFor: { ...waiting, assignees: waiting.assignees.map((id) => people.get(id) ?? id) } };
    if (waiting?.kind !== "run") return step;
    const node = nodeOfStep(definition, step.nodeId);
    const called = node?.type === "call" ? catalogue.workflows.find(({ key }) => key === node.workflow) : undefined;
    const name = textIn(called?.name, language);
    if (name === "") return step;
    return { ...step, calledRun: step.calledRun ?? waiting.runId, waitingFor: { ...waiting, runId: name } };
  });
  return { ...run, steps };
}

/** How each node stands: its latest step, with a count where it ran several times. */
export function nodeRunViews(
  run: { steps: readonly Step[]; startedAt: string | null; origin: { triggerId: string } },
  now: string,
  language: Language,
  t: Words,
): Map<string, StepRunView> {
  const views = new Map<string, StepRunView>();
  const counts = new Map<string, number>();
  for (const step of run.steps) {
    const times = (counts.get(step.nodeId) ?? 0) + 1;
    counts.set(step.nodeId, times);
    const line = stepLine(step, now, language, t);
    views.set(step.nodeId, {
      status: step.status,
      word: stepWord(step, t),
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

const DONE: ReadonlySet<Step["status"]> = new Set(["completed", "failed", "cancelled", "compensated"]);

/**
 * A step that a new run may begin at: one of a node that has ended and was not skipped; null for others. `container` is
 * the outermost container that it is in: the new run does the whole of it again.
 */
export function placeToBegin(
  step: Step,
  { nodes }: Pick<WorkflowDefinition, "nodes">,
  nameOf: (nodeId: string) => string,
): { nodeId: string; name: string; container: string | null } | null {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
  if (!DONE.has(step.status) || !parents.has(step.nodeId)) return null;
  let outermost = step.nodeId;
  for (let parent = parents.get(outermost); parent !== undefined; parent = parents.get(parent)) outermost = parent;
  return {
    nodeId: step.nodeId,
    name: nameOf(step.nodeId),
    container: outermost === step.nodeId ? null : nameOf(outermost),
  };
}
