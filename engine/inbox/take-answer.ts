import { setTimeout as pause } from "node:timers/promises";
import { answerTask, type Store, type Task, type TaskAnswerRequest, toTask } from "../store/index.ts";
import { checkAnswerForm } from "./check-answer.ts";
import { deliverAnswers, type RunReach, workOf } from "./deliver-answers.ts";

const PATIENCE_MS = 1_500;

/**
 * Takes a person's answer to a task of a run: written first, then told to the run. A run that cannot be reached now hears
 * of it by the worker. Throws what `answerTask` and `checkAnswerForm` throw.
 */
export async function takeAnswer(
  store: Store,
  runs: RunReach,
  task: Task,
  given: TaskAnswerRequest & { workspaceId: string },
): Promise<Task> {
  const { workspaceId, ...answer } = given;
  const form = checkAnswerForm(task, answer.outcome, answer.form);
  const { task: answered } = await answerTask(store.context, workspaceId, task.id, { ...answer, form });
  const told = deliverAnswers(store, runs, answered).catch((error: unknown) => {
    store.context.logger.warn({ err: error, ...workOf(answered) }, "a run could not be told of an answer yet");
  });
  // A run whose worker is away must not keep the person waiting: the answer is safe already.
  await Promise.race([told, pause(PATIENCE_MS, undefined, { ref: false })]);
  return toTask(answered);
}
