import type { TaskAnswer } from "../../interpreter/ports.ts";
import type { RunTaskPart, TaskAnswerDocument, TaskDocument } from "./task-document.ts";
import { unpackObject } from "../json-text.ts";

/** A task that a step of a run waits for. */
export type RunTask = TaskDocument & { ask: RunTaskPart; runId: string };

export function isRunTask(task: TaskDocument): task is RunTask {
  return task.ask !== undefined && task.runId !== null;
}

/** How many people may answer or have answered. */
export function eligibleOf({ assignees, ask }: RunTask): number {
  return new Set([...assignees, ...ask.answers.map(({ by }) => by)]).size;
}

/** An answer as its run hears it. */
export function answerForRun({ ask }: RunTask, answer: TaskAnswerDocument): TaskAnswer {
  const { by, outcome, comment, form, settles } = answer;
  return {
    stepId: ask.stepId,
    by,
    outcome,
    ...(comment === undefined ? {} : { comment }),
    ...(form === undefined ? {} : { form: unpackObject(form) }),
    settles,
  };
}
