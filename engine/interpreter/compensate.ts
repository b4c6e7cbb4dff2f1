import { errorDataOf } from "../../definitions/errors.ts";
import { createCancelSource } from "./cancel-token.ts";
import { stepPlace, type UndoEntry } from "./frame.ts";
import { mapInput, timeoutOf } from "./nodes/action.ts";
import { OperationFailed } from "./ports.ts";
import type { Run } from "./run.ts";

/**
 * Undoes completed steps in reverse order of completion, each once (§5.4). An undo that fails is a warning on its step
 * and does not stop the others: leaving the rest standing would be worse.
 */
export async function compensate(run: Run, entries: UndoEntry[]): Promise<void> {
  const ordered = entries.splice(0).sort((a, b) => b.sequence - a.sequence);
  for (const entry of ordered) await undo(run, entry);
}

async function undo(run: Run, { node, stepId, frame }: UndoEntry): Promise<void> {
  const call = node.compensate;
  const step = run.timeline.find(stepId);
  const { definition } = node;
  if (call === null || step === undefined || definition.type !== "action") return;
  const place = stepPlace(frame, node.id);
  try {
    await run.ports.callOperation(
      {
        nodeId: node.id,
        stepId,
        iteration: place.iteration,
        items: frame.items,
        idempotencyKey: `${run.input.runId}/${place.key}:compensate`,
        operation: call.operation,
        connection: call.connection,
        input: mapInput(run, frame, definition.compensate?.input ?? {}, call),
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
    run.timeline.change(step, { warnings: [...(step.warnings ?? []), `COMPENSATION_FAILED: ${error.message}`] });
    run.ports.log("warn", "a compensation failed", { stepId, code: error.code });
  }
}
