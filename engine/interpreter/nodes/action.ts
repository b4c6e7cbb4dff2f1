import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { PlanNode, PlanOperation } from "../plan.ts";
import { OperationFailed } from "../ports.ts";
import { asObject, type Run, scopeOf, spanEndMs } from "../run.ts";
import { definitionOf, type NodeExecutor } from "./node-execution.ts";

/** One attempt's limit in milliseconds. */
export function timeoutOf(run: Run, node: PlanNode, call: PlanOperation): number {
  if (call.timeoutMs !== null) return call.timeoutMs;
  const { definition } = node;
  const span = definition.type === "action" ? definition.timeout : undefined;
  return span === undefined ? 60_000 : Math.max(1, spanEndMs(run, span) - run.ports.clock.now());
}

/** Runs a connector operation with mapped input. */
export const executeAction: NodeExecutor = (execution) => {
  const { run, frame, node, step, token, idempotencyKey } = execution;
  const definition = definitionOf(node, "action");
  const { call } = node;
  if (call === null) throw new Error(`action ${node.id} has no compiled operation`);
  const mapped = execution.editedInput ?? evaluateMapped(definition.input, scopeOf(run, frame));
  const input = asObject(mapped, "The input of an action");
  const earlier = step.attempts;
  run.timeline.change(step, { input, attempts: earlier + 1 });
  const answer = run.ports.callOperation(
    {
      nodeId: node.id,
      stepId: step.stepId,
      iteration: step.iteration,
      items: frame.items,
      idempotencyKey,
      operation: call.operation,
      connection: call.connection,
      input,
      internal: call.internal,
      retry: call.retry,
      timeoutMs: timeoutOf(run, node, call),
      deadlineMs: frame.deadlineMs,
      compensation: false,
      onRetry: (attempts, error, untilMs) =>
        run.timeline.change(step, {
          status: "retrying",
          attempts: earlier + attempts,
          waitingFor: { kind: "retry", error, until: new Date(untilMs).toISOString() },
        }),
    },
    token,
  );
  return answer.then(
    ({ output, attempts }) => {
      run.timeline.change(step, { attempts: earlier + attempts });
      return { port: "out", output };
    },
    (thrown: unknown) => {
      if (thrown instanceof OperationFailed) run.timeline.change(step, { attempts: earlier + thrown.attempts });
      throw thrown;
    },
  );
};
