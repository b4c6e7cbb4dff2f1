import { userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { Json } from "../../../definitions/json.ts";
import type { Assignees } from "../../../definitions/nodes/base.ts";
import type { ApprovalNode, HumanTaskNode } from "../../../definitions/nodes/human.ts";
import { StepCancelled } from "../cancel-token.ts";
import type { TaskAnswer } from "../ports.ts";
import { scopeOf, spanEndMs } from "../run.ts";
import { cancellable, definitionOf, type NodeExecution, type NodeExecutor, raceTimer } from "./node-execution.ts";

/** Asks people for a decision: `approved` needs N of them, one `rejected` settles it. */
export const executeApproval: NodeExecutor = async (execution) => {
  const definition = definitionOf(execution.node, "approval");
  const approvals = new Map<string, TaskAnswer>();
  return askPeople(execution, definition, ["approved", "rejected"], (answer) => {
    if (answer.outcome === "rejected") return true;
    approvals.set(answer.by, answer);
    return approvals.size >= definition.required;
  });
};

/** Puts a form in somebody's inbox; the first answer settles it. */
export const executeHumanTask: NodeExecutor = async (execution) => {
  const definition = definitionOf(execution.node, "human-task");
  const outcomes = definition.outcomes.map((outcome) => outcome.id);
  return askPeople(execution, definition, outcomes, () => true);
};

async function askPeople(
  execution: NodeExecution,
  definition: ApprovalNode | HumanTaskNode,
  outcomes: string[],
  settles: (answer: TaskAnswer) => boolean,
) {
  const { run, node, step, token, idempotencyKey } = execution;
  const dueMs = definition.due === undefined ? null : spanEndMs(run, definition.due);
  const dueAt = dueMs === null ? null : new Date(dueMs).toISOString();
  const { taskId, assignees } = await run.ports.openTask(
    {
      nodeId: node.id,
      stepId: step.stepId,
      kind: definition.type,
      title: titleOf(execution, definition),
      assignees: definition.assignees,
      users: usersOf(execution, definition.assignees),
      form: definition.form ?? null,
      outcomes,
      dueAt,
      idempotencyKey,
    },
    token,
  );
  run.timeline.change(step, {
    status: "waiting",
    waitingFor: { kind: "task", taskId, assignees, ...(dueAt === null ? {} : { until: dueAt }) },
  });
  run.progress.request();
  const answer = await raceTimer(execution, dueMs, (race) =>
    cancellable<TaskAnswer>(race, (resolve) => {
      run.tasks.set(step.stepId, {
        nodeId: node.id,
        outcomes,
        answer: (given) => {
          if (settles(given)) resolve(given);
        },
      });
      return () => run.tasks.delete(step.stepId);
    }),
  ).catch(async (thrown: unknown) => {
    if (thrown instanceof StepCancelled) await run.ports.closeTask(taskId);
    throw thrown;
  });
  if (answer === null) await run.ports.closeTask(taskId);
  const outcome = answer?.outcome ?? "timeout";
  return {
    port: outcome,
    output: { outcome, comment: answer?.comment ?? null, by: answer?.by ?? null, form: answer?.form ?? null },
  };
}

function titleOf({ run, frame, node }: NodeExecution, definition: ApprovalNode | HumanTaskNode): string {
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
