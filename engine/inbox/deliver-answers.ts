import { FlowrightError } from "../../definitions/errors.ts";
import type { CompleteTaskArgs } from "../workflows/contract.ts";
import { answerForRun, type RunTask, type Store } from "../store/index.ts";

/** How the run is reached; throws `RUN_CLOSED`, `RUN_NOT_STARTED`, and what the run refuses with. */
export interface RunReach {
  completeTask(temporalId: string, args: CompleteTaskArgs): Promise<void>;
}

/** The run waits for the answer no longer, and never will. */
const MOOT = new Set(["TASK_NOT_OPEN", "RUN_CLOSED", "RUN_UNKNOWN"]);

/**
 * Tells the run of the answers that it has not heard of. Safe to repeat: the run counts a person once. Throws what trying
 * again may mend.
 */
export async function deliverAnswers(store: Store, runs: RunReach, task: RunTask): Promise<void> {
  const { delivered, answers } = task.ask;
  const waiting = answers.filter(({ id }) => !delivered.includes(id));
  if (waiting.length === 0) return;
  for (const answer of waiting) {
    try {
      const { temporalId } = await store.workspace(task.workspaceId).runs.getHandle(task.runId);
      await runs.completeTask(temporalId, { taskId: task._id, ...answerForRun(task, answer) });
    } catch (error) {
      if (!(error instanceof FlowrightError) || !MOOT.has(error.code)) throw error;
      store.context.logger.info({ ...workOf(task), code: error.code }, "an answer came too late");
    }
    await store.taskWork.markDelivered(task._id, answer.id);
  }
}

/** What log lines about a run's task say. */
export function workOf({ _id, workspaceId, runId, ask }: RunTask) {
  const { workflowKey: workflow, nodeId, stepId } = ask;
  return { task: _id, workspace: workspaceId, workflow, runId, nodeId, stepId };
}
