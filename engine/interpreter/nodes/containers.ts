import type { ErrorData } from "../../../definitions/error-data.ts";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { Json } from "../../../definitions/json.ts";
import { BodyFailed } from "../body-failed.ts";
import { StepCancelled } from "../cancel-token.ts";
import { compensate } from "../compensate.ts";
import { type Frame, showSteps, type StepView } from "../frame.ts";
import { scopeOf } from "../run.ts";
import { type Box, catchesErrors, openBox, walkTurn } from "./box.ts";
import { conditionOf } from "./logic.ts";
import { definitionOf, type NodeExecution, type NodeExecutor } from "./node-execution.ts";

function timedOutError(node: NodeExecution["node"]): ErrorData {
  return {
    code: "CONTAINER_TIMED_OUT",
    class: "connector",
    retryable: false,
    message: `${node.id} was not done in time.`,
    details: { node: node.id },
  };
}

/** A body with a shared timeout, an error port and compensation (§5.4). */
export const executeScope: NodeExecutor = async (execution) => {
  const { run, frame, node, active } = execution;
  const box = openBox(execution);
  active.lanes = 1;
  const { turn, outcome } = await walkTurn(execution, box, {
    turn: 0,
    catches: catchesErrors(execution),
    ownUndo: true,
  });
  active.lanes = 0;
  box.close();
  showSteps(frame, turn);
  if (outcome.kind === "done") {
    frame.undo.push(...turn.undo);
    return { port: "out", output: null };
  }
  if (frame.cancel.cancelled) {
    // What surrounds it was cancelled and undoes all of its steps, in the right order.
    frame.undo.push(...turn.undo);
    throw new StepCancelled();
  }
  await compensate(run, turn.undo);
  if (box.timedOut) return { port: "timeout", error: timedOutError(node) };
  if (outcome.kind === "failed") throw new BodyFailed(outcome.error);
  throw new StepCancelled();
};

/** Where a for-each stands, in the step's memory. */
interface ItemsProgress {
  items: Json[];
  next: number;
  outputs: Json[];
  failed: ErrorData | null;
  /** What the last turn, by item, left visible. */
  last: { index: number; own: Record<string, StepView> } | null;
}

/** Runs the body once an item, up to `concurrency` at once; output: what `collect` gives, in the items' order. */
export const executeForEach: NodeExecutor = async (execution) => {
  const { active } = execution;
  const carried = active.resumed === null ? undefined : active.memory["progress"];
  const progress = carried === undefined ? beginItems(execution) : (carried as unknown as ItemsProgress);
  active.memory["progress"] = progress as unknown as Json;
  const output = await inBox(execution, (box) => runItems(execution, box, progress));
  return { port: "out", output };
};

function beginItems({ run, frame, node, step, editedInput }: NodeExecution): ItemsProgress {
  const definition = definitionOf(node, "for-each");
  const items = editedInput ?? evaluateMapped(definition.items, scopeOf(run, frame));
  if (!Array.isArray(items))
    throw userError("FOR_EACH_NOT_A_LIST", `The items of ${node.id} are not a list.`, { node: node.id });
  run.timeline.change(step, { input: { items: items.length } });
  return { items, next: 0, outputs: items.map(() => null), failed: null, last: null };
}

async function runItems(execution: NodeExecution, box: Box, progress: ItemsProgress): Promise<Json[]> {
  const { frame, node, active } = execution;
  const { items, outputs } = progress;
  const { concurrency } = definitionOf(node, "for-each");
  const open = Object.keys(active.resumed?.turns ?? {}).map(Number);
  const lane = async (begun: number | undefined): Promise<void> => {
    active.lanes += 1;
    if (begun !== undefined) await runItem(execution, box, progress, begun);
    while (progress.next < items.length && progress.failed === null && !box.source.cancelled) {
      progress.next += 1;
      await runItem(execution, box, progress, progress.next - 1);
    }
    active.lanes -= 1;
    execution.run.carrier.changed();
  };
  const lanes = Math.min(concurrency, open.length + items.length - progress.next);
  await Promise.all(Array.from({ length: Math.max(lanes, open.length) }, (_, index) => lane(open[index])));
  if (progress.last !== null) showSteps(frame, progress.last);
  if (progress.failed !== null) throw new BodyFailed(progress.failed);
  return outputs;
}

async function runItem(execution: NodeExecution, box: Box, progress: ItemsProgress, index: number): Promise<void> {
  const { run, node, step } = execution;
  const { concurrency, onItemError, collect } = definitionOf(node, "for-each");
  const goesOn = onItemError === "continue";
  const { turn, outcome } = await walkTurn(execution, box, {
    turn: index,
    index,
    item: progress.items[index] ?? null,
    concurrency,
    catches: catchesErrors(execution) || goesOn,
  });
  if (progress.last === null || progress.last.index < index) progress.last = { index, own: turn.own };
  if (outcome.kind === "cancelled") return;
  const collected = outcome.kind === "failed" ? outcome : collectItem(execution, turn, collect);
  if (collected.kind === "done") progress.outputs[index] = collected.output;
  else if (!goesOn) progress.failed ??= collected.error;
  else {
    const { code, message } = collected.error;
    run.timeline.change(step, { warnings: [...(step.warnings ?? []), `${index}: ${code}: ${message}`] });
  }
}

function collectItem(
  { run }: NodeExecution,
  turn: Frame,
  collect: string | undefined,
): { kind: "done"; output: Json } | { kind: "failed"; error: ErrorData } {
  if (collect === undefined) return { kind: "done", output: null };
  try {
    return { kind: "done", output: evaluateMapped(collect, scopeOf(run, turn)) };
  } catch (thrown) {
    return { kind: "failed", error: errorDataOf(thrown) };
  }
}

/** Repeats the body while the rule holds, at most `maxIterations` times. */
export const executeLoop: NodeExecutor = async (execution) => {
  const { run, frame, node, step, active } = execution;
  const definition = definitionOf(node, "loop");
  const begun = Object.keys(active.resumed?.turns ?? {}).map(Number)[0];
  active.lanes = 1;
  const output = await inBox(execution, async (box) => {
    for (let turnIndex = begun ?? 0; ; turnIndex += 1) {
      if (turnIndex !== begun) {
        const explanation = conditionOf(definition.while).explain({ ...scopeOf(run, frame) });
        run.timeline.change(step, { explanation: [explanation] });
        if (!explanation.held) return { iterations: turnIndex, exhausted: false };
        if (turnIndex >= definition.maxIterations) return { iterations: turnIndex, exhausted: true };
      }
      const { turn, outcome } = await walkTurn(execution, box, {
        turn: turnIndex,
        index: turnIndex,
        catches: catchesErrors(execution),
      });
      // The next check of the rule may look at the turn just done.
      showSteps(frame, turn);
      if (outcome.kind === "failed") throw new BodyFailed(outcome.error);
      if (outcome.kind === "cancelled") throw new StepCancelled();
    }
  });
  return { port: "out", output };
};

/** Runs a container's turns under its timeout; running out of time is an error of the container. */
async function inBox<T>(execution: NodeExecution, work: (box: Box) => Promise<T>): Promise<T> {
  const box = openBox(execution);
  try {
    const value = await work(box);
    if (execution.token.cancelled) throw new StepCancelled();
    if (box.timedOut) throw new BodyFailed(timedOutError(execution.node));
    return value;
  } catch (thrown) {
    if (box.timedOut && !execution.token.cancelled) throw new BodyFailed(timedOutError(execution.node));
    throw thrown;
  } finally {
    box.close();
  }
}
