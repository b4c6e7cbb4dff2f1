import type { RunDetail, Step, WaitingFor } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import type { Language } from "../../../../definitions/text.ts";
import type { StepRunView } from "../editor/view/canvas-graph.ts";

export type Words = (key: string, values?: Record<string, unknown>) => string;

/** The time between two instants as people read it: `320 ms`, `4 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function readDuration(fromIso: string, toIso: string): string {
  const ms = Math.max(0, Date.parse(toIso) - Date.parse(fromIso));
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  const [d, h, m, s] = [
    Math.floor(seconds / 86_400),
    Math.floor((seconds % 86_400) / 3_600),
    Math.floor((seconds % 3_600) / 60),
    seconds % 60,
  ];
  if (d > 0) return h > 0 ? `${d} d ${h} h` : `${d} d`;
  if (h > 0) return m > 0 ? `${h} h ${m} min` : `${h} h`;
  if (m > 0) return s > 0 ? `${m} min ${s} s` : `${m} min`;
  return `${s} s`;
}

/** An instant short: the time today, weekday and time within a week, else the date. */
export function readInstant(iso: string, nowIso: string, language: Language, timeZone?: string): string {
  const at = new Date(iso);
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = (date: Date) => date.toLocaleDateString(locale, zone);
  const time = { hour: "2-digit", minute: "2-digit", ...zone } as const;
  if (day(at) === day(new Date(nowIso))) return at.toLocaleTimeString(locale, time);
  const days = Math.abs(Date.parse(iso) - Date.parse(nowIso)) / 86_400_000;
  return at.toLocaleString(
    locale,
    days < 7 ? { weekday: "short", ...time } : { month: "short", day: "numeric", ...time },
  );
}

/** What a step waits for, in words. */
function readWaiting(waiting: WaitingFor, now: string, language: Language, t: Words): string {
  const until = "until" in waiting && waiting.until !== undefined ? readInstant(waiting.until, now, language) : null;
  switch (waiting.kind) {
    case "timer":
      return t("waiting.timer", { until });
    case "event":
      return until === null
        ? t("waiting.event", { event: waiting.event })
        : t("waiting.eventUntil", { event: waiting.event, until });
    case "task":
      return until === null
        ? t("waiting.task", { people: waiting.assignees.join(", ") })
        : t("waiting.taskUntil", { people: waiting.assignees.join(", "), until });
    case "retry":
      return until === null
        ? t("waiting.retry", { code: waiting.error.code })
        : t("waiting.retryUntil", { code: waiting.error.code, until });
    case "run":
      return t("waiting.run", { run: waiting.runId });
    case "operator":
      return t("waiting.operator");
  }
}

/** One line about how a step stands. */
export function stepLine(step: Step, now: string, language: Language, t: Words): string {
  if (step.waitingFor !== null && step.waitingFor !== undefined) return readWaiting(step.waitingFor, now, language, t);
  if (step.status === "failed" || step.status === "incident") return step.error?.code ?? "";
  if (step.status === "skipped") return "";
  const parts: string[] = [];
  if (step.endedAt !== null && step.endedAt !== undefined) parts.push(readDuration(step.startedAt, step.endedAt));
  else if (step.status === "running") parts.push(readDuration(step.startedAt, now));
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
      duration: step.endedAt === null || step.endedAt === undefined ? "" : readDuration(step.startedAt, step.endedAt),
    });
  }
  const { triggerId } = run.origin;
  if (run.startedAt !== null && !views.has(triggerId)) {
    views.set(triggerId, {
      status: "completed",
      word: t("started"),
      line: readInstant(run.startedAt, now, language),
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
