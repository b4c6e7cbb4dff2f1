import { type SpanContext, spanEnd, spanStart } from "../../../definitions/calendar/index.ts";
import type { ApprovalNode, HumanTaskNode } from "../../../definitions/nodes/human.ts";
import { workflowAt } from "../plan.ts";
import type { NodeExecution } from "./node-execution.ts";

/** Something to do at an instant while people have not answered. */
export interface TaskAlarm {
  atMs: number;
  kind: "remind" | "escalate";
  /** Which reminder; 0 for an escalation. */
  number: number;
}

/**
 * Reminders counted back from the due time, in the same kind of time, and the escalation: after `escalateAfter`, else
 * with the last reminder. What would come before the opening or not before the due time is left out.
 */
export function planAlarms(
  execution: NodeExecution,
  definition: ApprovalNode | HumanTaskNode,
  task: { openedAt: string; dueAt: string | null },
): TaskAlarm[] {
  const context = spanContext(execution);
  const openedMs = Date.parse(task.openedAt);
  const dueMs = task.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(task.dueAt);
  const isInside = ({ atMs }: TaskAlarm) => atMs > openedMs && atMs < dueMs;
  const reminders = planReminders(context, definition, task.dueAt).filter(isInside);
  return [...reminders, ...planEscalation(context, definition, task.openedAt, reminders).filter(isInside)].sort(
    (a, b) => a.atMs - b.atMs || a.number - b.number,
  );
}

function planReminders(
  context: SpanContext,
  { due, reminders = [] }: ApprovalNode | HumanTaskNode,
  dueAt: string | null,
) {
  if (due === undefined || dueAt === null) return [];
  const calendar = typeof due === "string" || due.calendar === undefined ? {} : { calendar: due.calendar };
  return reminders.map(({ before }, index): TaskAlarm => {
    const at = spanStart({ duration: before, ...calendar }, dueAt, context);
    return { atMs: Date.parse(at), kind: "remind", number: index };
  });
}

function planEscalation(
  context: SpanContext,
  { escalateTo, escalateAfter }: ApprovalNode | HumanTaskNode,
  openedAt: string,
  reminders: readonly TaskAlarm[],
): TaskAlarm[] {
  if (escalateTo === undefined) return [];
  if (escalateAfter !== undefined) {
    const at = spanEnd(escalateAfter, openedAt, context);
    return [{ atMs: Date.parse(at), kind: "escalate", number: 0 }];
  }
  const last = Math.max(...reminders.map(({ atMs }) => atMs));
  return reminders.length === 0 ? [] : [{ atMs: last, kind: "escalate", number: 0 }];
}

function spanContext({ run, node }: NodeExecution): SpanContext {
  const { timeZone, calendar } = workflowAt(run.plan, node.id).settings;
  return {
    tz: timeZone,
    calendars: run.input.calendars,
    ...(calendar === null ? {} : { defaultCalendar: calendar }),
  };
}
