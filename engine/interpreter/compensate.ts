import { errorDataOf } from "../../definitions/errors.ts";
import { createCancelSource } from "./cancel-token.ts";
import { type Frame, stepPlace, type UndoEntry } from "./frame.ts";
import { mapInput, timeoutOf } from "./nodes/action.ts";
import { findNode, type PlanNode } from "./plan.ts";
import { OperationFailed } from "./ports.ts";
import type { Run } from "./run.ts";
import type { Step } from "../../definitions/run.ts";

/** Notes what undoes a step that has just completed, with the values as they are now: what was done is what is undone. */
export function noteUndo(run: Run, frame: Frame, node: PlanNode, step: Step): void {
  const { definition, compensate: call } = node;
  if (call === null || definition.type !== "action") return;
  const entry: UndoEntry = {
    step,
    items: frame.items,
    idempotencyKey: `${run.input.runId}/${stepPlace(frame, node.id).key}`,
    input: null,
    sequence: run.completions,
  };
  try {
    entry.input = mapInput(run, frame, definition.compensate?.input ?? {}, call);
  } catch (thrown) {
    entry.problem = errorDataOf(thrown).message;
  }
  frame.undo.push(entry);
}

/**
 * Undoes completed steps in reverse order of completion, each once (§5.4). An undo that fails is a warning on its step
 * and does not stop the others: leaving the rest standing would be worse.
 */
export async function compensate(run: Run, entries: UndoEntry[]): Promise<void> {
  const ordered = entries.splice(0).sort((a, b) => b.sequence - a.sequence);
  for (const entry of ordered) await undo(run, entry);
}

async function undo(run: Run, { step, items, idempotencyKey, input, problem }: UndoEntry): Promise<void> {
  const node = findNode(run.plan, step.nodeId);
  const call = node?.compensate;
  const failed = (message: string, code: string) => {
    run.timeline.change(step, { warnings: [...(step.warnings ?? []), `COMPENSATION_FAILED: ${message}`] });
    run.ports.log("warn", "a compensation failed", { stepId: step.stepId, code });
  };
  if (node === undefined || call === null || call === undefined)
    return failed("This version has no compensation for it.", "COMPENSATION_UNKNOWN");
  if (input === null) return failed(problem ?? "", "COMPENSATION_INPUT_INVALID");
  try {
    await run.ports.callOperation(
      {
        nodeId: node.id,
        stepId: step.stepId,
        iteration: step.iteration,
        items,
        idempotencyKey: `${idempotencyKey}:compensate`,
        operation: call.operation,
        connection: call.connection,
        input,
        internal: call.internal,
        retry: call.retry,
        timeoutMs: timeoutOf(run, node, call),
        deadlineMs: null,
        compensation: true,
        onRetry: () => undefined,
      },
      createCancelSource(),
    );
    run.timeline.change(step, { status: "compensated" });
    run.compensated.push(node.id);
  } catch (thrown) {
    const error = thrown instanceof OperationFailed ? thrown.data : errorDataOf(thrown);
    failed(error.message, error.code);
  }
}
