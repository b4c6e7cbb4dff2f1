import type { Filter } from "mongodb";
import { decideApproval } from "../../../definitions/decide-approval.ts";
import { systemError, userError } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { StoreContext } from "../context.ts";
import type { TaskAnswerDocument, TaskDocument } from "./task-document.ts";
import { packJson } from "../json-text.ts";
import { newId } from "../new-id.ts";
import { eligibleOf, isRunTask, type RunTask } from "./run-task.ts";

export interface TaskAnswerRequest {
  by: string;
  outcome: string;
  comment?: string | undefined;
  form?: JsonObject | undefined;
  via: "inbox" | "link";
  /** May answer a human task that is not theirs. An approval counts only from those who are asked. */
  mayAnswerForOthers: boolean;
}

const RACES = 20;
const COMMENTS_MOST = 200;
/** Whoever took the answer tells the run at once; the worker looks after it later. */
const OWN_DELIVERY_MS = 3_000;

/**
 * Writes a person's answer, once a person, before the run hears of it. Of two that settle the task at once one wins and
 * the other gets `TASK_CLOSED`. Throws `TASK_UNKNOWN`, `TASK_CLOSED`, `TASK_ANSWERED`, `TASK_NOT_YOURS`,
 * `TASK_OUTCOME_UNKNOWN`. The form is checked by the caller.
 */
export async function answerTask(
  store: StoreContext,
  workspaceId: string,
  id: string,
  given: TaskAnswerRequest,
): Promise<{ task: RunTask; answer: TaskAnswerDocument }> {
  return changeTask(store, workspaceId, id, (task) => {
    if (!task.assignees.includes(given.by) && !(given.mayAnswerForOthers && task.ask.kind === "human-task"))
      throw userError("TASK_NOT_YOURS", "Only people who are asked may answer this.", { id });
    if (task.ask.answers.some(({ by }) => by === given.by))
      throw userError("TASK_ANSWERED", "This person has answered already.", { id });
    if (!task.ask.outcomes.some(({ id: outcome }) => outcome === given.outcome))
      throw userError("TASK_OUTCOME_UNKNOWN", `${given.outcome} is no outcome of ${task.ask.nodeId}.`, {
        outcome: given.outcome,
        node: task.ask.nodeId,
      });
    const answer = newAnswer(task, given);
    const closing = answer.settles ? { status: "done" as const, ...completion(answer) } : {};
    const workAt = new Date(Date.now() + OWN_DELIVERY_MS);
    return {
      update: { $push: { "ask.answers": answer }, $set: { ...closing, "ask.work": true, "ask.workAt": workAt } },
      result: { answer },
    };
  });
}

/**
 * Hands a person's part to another one. Throws `TASK_UNKNOWN`, `TASK_CLOSED`, `TASK_NOT_YOURS` where `from` is not asked
 * or has answered, `TASK_DELEGATE_INVALID` where `to` is nobody active or asked already.
 */
export async function delegateTask(
  store: StoreContext,
  workspaceId: string,
  id: string,
  given: { from: string; to: string; by: string },
): Promise<RunTask> {
  const { from, to, by } = given;
  const user = await store.collections.users.findOne({ _id: `${workspaceId}:${to}`, workspaceId });
  const { task } = await changeTask(store, workspaceId, id, (found) => {
    const answered = new Set(found.ask.answers.map((answer) => answer.by));
    if (!found.assignees.includes(from) || answered.has(from))
      throw userError("TASK_NOT_YOURS", `${from} is not asked any more.`, { id });
    if (user?.user.active !== true || found.assignees.includes(to) || answered.has(to))
      throw userError("TASK_DELEGATE_INVALID", `The task cannot be handed to ${to}.`, { to });
    const delegation = { from, to, by, at: new Date() };
    const announcement = { id: `delegate/${newId()}`, kind: "delegated", users: [to] };
    return {
      update: {
        $set: {
          assignees: found.assignees.map((person) => (person === from ? to : person)),
          "ask.work": true,
          "ask.workAt": new Date(),
        },
        $push: {
          "ask.delegations": delegation,
          "ask.announcements": announcement,
          "ask.announced": announcement.id,
        },
      },
      result: {},
    };
  });
  return task;
}

/** Adds a comment, which everybody who sees the task can read. Throws `TASK_UNKNOWN`, `TASK_CLOSED`, `TASK_COMMENTS_FULL`. */
export async function commentTask(
  store: StoreContext,
  workspaceId: string,
  id: string,
  given: { by: string; text: string },
): Promise<RunTask> {
  const { task } = await changeTask(store, workspaceId, id, (found) => {
    if (found.ask.comments.length >= COMMENTS_MOST)
      throw userError("TASK_COMMENTS_FULL", `The task has ${COMMENTS_MOST} comments.`, { limit: COMMENTS_MOST });
    const comment = { id: newId(), ...given, at: new Date() };
    return { update: { $push: { "ask.comments": comment } }, result: {} };
  });
  return task;
}

interface Change<Result> {
  update: Record<string, Record<string, unknown>>;
  result: Result;
}

/** Compare-and-set on the task's revision: `decide` sees the task as it is and is asked again when another came between. */
async function changeTask<Result>(
  store: StoreContext,
  workspaceId: string,
  id: string,
  decide: (task: RunTask) => Change<Result>,
): Promise<Result & { task: RunTask }> {
  const { tasks } = store.collections;
  for (let race = 0; race < RACES; race += 1) {
    const task = await tasks.findOne({ _id: id, workspaceId });
    if (task === null || !isRunTask(task)) throw userError("TASK_UNKNOWN", `There is no task ${id}`, { id });
    if (task.status !== "open") throw userError("TASK_CLOSED", `The task ${id} is ${task.status} already`, { id });
    const { update, result } = decide(task);
    const filter: Filter<TaskDocument> = { _id: id, workspaceId, status: "open", "ask.revision": task.ask.revision };
    const written = await tasks.updateOne(filter, {
      ...update,
      $inc: { "ask.revision": 1 },
    });
    if (written.modifiedCount !== 1) continue;
    const now = await tasks.findOne({ _id: id, workspaceId });
    return { ...result, task: (now ?? task) as RunTask };
  }
  throw systemError("TASK_BUSY", `The task ${id} is being changed by many at once`, true);
}

function newAnswer(task: RunTask, given: TaskAnswerRequest): TaskAnswerDocument {
  const { by, outcome, comment, form, via } = given;
  const answers = [...task.ask.answers, { by, outcome }];
  const eligible = eligibleOf(task);
  return {
    id: newId(),
    by,
    outcome,
    ...(comment === undefined ? {} : { comment }),
    ...(form === undefined ? {} : { form: packJson(form) }),
    at: new Date(),
    via,
    settles:
      task.ask.kind === "human-task" || decideApproval({ answers, required: task.ask.required, eligible }) !== null,
  };
}

function completion({ by, outcome, comment, form, at }: TaskAnswerDocument) {
  return {
    outcome,
    completedBy: by,
    completedAt: at,
    ...(comment === undefined ? {} : { comment }),
    ...(form === undefined ? {} : { form }),
  };
}
