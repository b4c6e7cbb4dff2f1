import { userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { Json } from "../../../definitions/json.ts";
import type { Assignees } from "../../../definitions/nodes/base.ts";
import type { ApprovalNode, HumanTaskNode } from "../../../definitions/nodes/human.ts";
import type { OpenedTask, TaskAnswer, TaskRequest } from "../ports.ts";
import { workflowAt } from "../plan.ts";
import { StepCancelled } from "../cancel-token.ts";
import { scopeOf, spanEndMs } from "../run.ts";
import {
  definitionOf,
  type NodeExecution,
  type NodeExecutor,
  type NodeResult,
  park,
  raceTimer,
} from "./node-execution.ts";
import { planAlarms, type TaskAlarm } from "./task-alarms.ts";
import { openTaskDesk, type TaskDesk } from "./task-desk.ts";

type HumanNode = ApprovalNode | HumanTaskNode;

/** Asks people for a decision, N of M: `approved` with the N-th, `rejected` as soon as N cannot be reached. */
export const executeApproval: NodeExecutor = async (execution) => {
  const definition = definitionOf(execution.node, "approval");
  return askPeople(execution, definition, [{ id: "approved" }, { id: "rejected" }], definition.required);
};

/** Puts a form in somebody's inbox; the first answer settles it. */
export const executeHumanTask: NodeExecutor = async (execution) => {
  const definition = definitionOf(execution.node, "human-task");
  return askPeople(execution, definition, definition.outcomes, null);
};

async function askPeople(
  execution: NodeExecution,
  definition: HumanNode,
  outcomes: TaskRequest["outcomes"],
  required: number | null,
): Promise<NodeResult> {
  const { run, token, idempotencyKey: key } = execution;
  const outcomeIds = outcomes.map(({ id }) => id);
  const request = taskRequest(execution, definition, outcomes, required);
  const desk = openTaskDesk(execution, outcomeIds, required);
  let isOpen = false;
  try {
    const task = await run.ports.openTask(request);
    isOpen = true;
    if (token.cancelled) throw new StepCancelled();
    desk.eligible = task.eligible;
    for (const answer of task.answers) desk.take(answer);
    showWaiting(execution, task, task.assignees);
    run.progress.request();
    const answer = (await waitForAnswer(execution, definition, task, desk)) ?? (await giveUp(execution, definition));
    isOpen = false;
    const outcome = answer?.outcome ?? "timeout";
    return {
      port: outcome,
      output: { outcome, comment: answer?.comment ?? null, by: answer?.by ?? null, form: answer?.form ?? null },
    };
  } catch (thrown) {
    if (isOpen) await run.ports.closeTask(key, "cancelled");
    throw thrown;
  } finally {
    desk.close();
  }
}

function taskRequest(
  execution: NodeExecution,
  definition: HumanNode,
  outcomes: TaskRequest["outcomes"],
  required: number | null,
): TaskRequest {
  const { run, node, step, idempotencyKey } = execution;
  const dueMs =
    definition.due === undefined ? null : spanEndMs(run, definition.due, workflowAt(run.plan, node.id).settings);
  return {
    nodeId: node.id,
    stepId: step.stepId,
    kind: definition.type,
    title: titleOf(execution, definition),
    assignees: definition.assignees,
    users: usersOf(execution, definition.assignees),
    form: definition.form ?? null,
    outcomes,
    required: required ?? 1,
    dueAt: dueMs === null ? null : new Date(dueMs).toISOString(),
    idempotencyKey,
  };
}

/** Rings each alarm in turn until somebody settles the task; null at the due time. */
async function waitForAnswer(
  execution: NodeExecution,
  definition: HumanNode,
  task: OpenedTask,
  desk: TaskDesk,
): Promise<TaskAnswer | null> {
  const dueMs = task.dueAt === null ? null : Date.parse(task.dueAt);
  for (const alarm of planAlarms(execution, definition, task)) {
    const answer = await answerUntil(execution, alarm.atMs, desk);
    if (answer !== null) return answer;
    await ring(execution, definition, task, desk, alarm);
  }
  return answerUntil(execution, dueMs, desk);
}

/** While it only waits, the step can be taken up by another execution: whoever keeps the task knows its answers. */
async function answerUntil(
  execution: NodeExecution,
  untilMs: number | null,
  desk: TaskDesk,
): Promise<TaskAnswer | null> {
  const answer = await raceTimer(execution, untilMs, (race) => {
    const settled = desk.settled(race);
    if (!desk.isSettled()) park(execution);
    return settled;
  });
  execution.active.parked = false;
  return answer;
}

async function ring(
  execution: NodeExecution,
  definition: HumanNode,
  task: OpenedTask,
  desk: TaskDesk,
  alarm: TaskAlarm,
): Promise<void> {
  const { run, idempotencyKey: key } = execution;
  if (alarm.kind === "remind") return run.ports.remindTask(key, alarm.number);
  const answer = await escalate(execution, definition, false);
  if (answer === null) return;
  desk.eligible = answer.eligible;
  showWaiting(execution, task, answer.assignees);
  run.progress.request();
}

async function escalate(execution: NodeExecution, { escalateTo }: HumanNode, tooLate: boolean) {
  const { run, idempotencyKey: key } = execution;
  if (escalateTo === undefined) return null;
  return run.ports.escalateTask(key, { assignees: escalateTo, users: usersOf(execution, escalateTo), tooLate });
}

/** Closes the task at its due time, unless an answer had settled it a moment before: that one counts. */
async function giveUp(execution: NodeExecution, definition: HumanNode): Promise<TaskAnswer | null> {
  const { run, idempotencyKey: key } = execution;
  const { escalateAfter, reminders = [] } = definition;
  if (escalateAfter === undefined && reminders.length === 0) await escalate(execution, definition, true);
  return run.ports.closeTask(key, "timeout");
}

function showWaiting({ run, step }: NodeExecution, { taskId, dueAt }: OpenedTask, assignees: string[]): void {
  const until = dueAt === null ? {} : { until: dueAt };
  run.timeline.change(step, { status: "waiting", waitingFor: { kind: "task", taskId, assignees, ...until } });
}

function titleOf({ run, frame, node }: NodeExecution, definition: HumanNode): string {
  if (definition.title !== undefined) {
    const title = evaluateMapped(definition.title, scopeOf(run, frame));
    return typeof title === "string" ? title : JSON.stringify(title);
  }
  const { name } = definition;
  return typeof name === "string" ? name : (name?.en ?? name?.zh ?? node.id);
}

function usersOf({ run, frame }: NodeExecution, assignees: Assignees): string[] | null {
  if (!("expression" in assignees)) return null;
  const value: Json = evaluateMapped(assignees.expression, scopeOf(run, frame));
  const users = Array.isArray(value) ? value : [value];
  if (users.length > 0 && users.every((user): user is string => typeof user === "string")) return users;
  throw userError("TASK_ASSIGNEE_INVALID", "The assignee expression gave no user id.", {
    value: JSON.stringify(value),
  });
}
