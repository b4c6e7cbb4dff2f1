import { evaluateMapped, evaluateMappedHtml } from "../../../definitions/expression/index.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { Frame } from "../frame.ts";
import { type PlanNode, type PlanOperation, workflowAt } from "../plan.ts";
import { OperationFailed } from "../ports.ts";
import { asObject, type Run, scopeOf, spanEndMs } from "../run.ts";
import { definitionOf, type NodeExecutor } from "./node-execution.ts";

/** One attempt's limit in milliseconds. */
export function timeoutOf(run: Run, node: PlanNode, call: PlanOperation): number {
  if (call.timeoutMs !== null) return call.timeoutMs;
  const { definition } = node;
  const span = definition.type === "action" ? definition.timeout : undefined;
  return span === undefined
    ? 60_000
    : Math.max(1, spanEndMs(run, span, workflowAt(run.plan, node.id).settings) - run.ports.clock.now());
}

/** The operation's input from the author's mapping; fields that are HTML get their values escaped. */
export function mapInput(run: Run, frame: Frame, mapping: JsonObject, { htmlInputs }: PlanOperation): JsonObject {
  const scope = scopeOf(run, frame);
  const input = asObject(evaluateMapped(mapping, scope), "The input of an operation");
  for (const name of htmlInputs ?? []) {
    const html = mapping[name];
    if (html !== undefined) input[name] = evaluateMappedHtml(html, scope);
  }
  return input;
}

/** Runs a connector operation with mapped input. */
export const executeAction: NodeExecutor = (execution) => {
  const { run, frame, node, step, token, idempotencyKey } = execution;
  const definition = definitionOf(node, "action");
  const { call } = node;
  if (call === null) throw new Error(`action ${node.id} has no compiled operation`);
  const { editedInput } = execution;
  const input =
    editedInput === undefined
      ? mapInput(run, frame, definition.input, call)
      : asObject(editedInput, "The input of an action");
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
