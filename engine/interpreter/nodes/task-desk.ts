import { decideApproval } from "../../../definitions/decide-approval.ts";
import type { CancelToken } from "../cancel-token.ts";
import type { TaskAnswer } from "../ports.ts";
import { cancellable, type NodeExecution } from "./node-execution.ts";

/**
 * Takes the answers to one task and keeps the one that settles it. It listens from before the task opens, so that an
 * answer which comes at once is not lost.
 */
export interface TaskDesk {
  /** How many people may answer; null where nobody knows. */
  eligible: number | null;
  take(answer: TaskAnswer): void;
  /** The answer that settles the task, as soon as there is one. */
  settled(token: CancelToken): Promise<TaskAnswer>;
  isSettled(): boolean;
  close(): void;
}

/** `required` is null for a human task, which the first answer settles. */
export function openTaskDesk(
  { run, node, step, active }: NodeExecution,
  outcomes: string[],
  required: number | null,
): TaskDesk {
  const answers = new Map<string, TaskAnswer>();
  let settling: TaskAnswer | null = null;
  let tell: (answer: TaskAnswer) => void = () => undefined;
  const desk: TaskDesk = {
    eligible: null,
    take(answer) {
      if (settling !== null || answers.has(answer.by)) return;
      answers.set(answer.by, answer);
      const standing = { answers: [...answers.values()], required: required ?? 1, eligible: desk.eligible };
      const settles = answer.settles ?? (required === null || decideApproval(standing) !== null);
      if (!settles) return;
      settling = answer;
      active.parked = false;
      tell(answer);
    },
    settled: (token) =>
      cancellable<TaskAnswer>(token, (resolve) => {
        tell = resolve;
        if (settling !== null) resolve(settling);
        return () => {
          tell = () => undefined;
        };
      }),
    isSettled: () => settling !== null,
    close: () => void run.tasks.delete(step.stepId),
  };
  run.tasks.set(step.stepId, { nodeId: node.id, outcomes, answer: (answer) => desk.take(answer) });
  return desk;
}
