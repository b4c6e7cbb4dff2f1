import type { ErrorData } from "../../../definitions/error-data.ts";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { Json } from "../../../definitions/json.ts";
import { BodyFailed } from "../body-failed.ts";
import { type CancelSource, createCancelSource, StepCancelled } from "../cancel-token.ts";
import { compensate } from "../compensate.ts";
import { type Frame, openTurn, showSteps, type TurnOptions } from "../frame.ts";
import { type BodyOutcome, scopeOf, spanEndMs } from "../run.ts";
import { conditionOf } from "./logic.ts";
import { definitionOf, type NodeExecution, type NodeExecutor } from "./node-execution.ts";

/** A container under its own timeout, if it has one. */
interface Box {
  source: CancelSource;
  deadlineMs: number | null;
  timedOut: boolean;
  close(): void;
}

function openBox({ run, node, token }: NodeExecution): Box {
  const source = createCancelSource(token);
  const { definition } = node;
  const span = "timeout" in definition ? definition.timeout : undefined;
  const deadlineMs = span === undefined ? null : spanEndMs(run, span);
  const timer = createCancelSource(token);
  const box: Box = {
    source,
    deadlineMs,
    timedOut: false,
    close() {
      timer.cancel();
      timer.release();
      source.release();
    },
  };
  if (deadlineMs !== null) {
    run.ports.clock.sleepUntil(deadlineMs, timer).then(
      () => {
        box.timedOut = true;
        return source.cancel();
      },
      () => undefined,
    );
  }
  return box;
}

function timedOutError(node: NodeExecution["node"]): ErrorData {
  return {
    code: "CONTAINER_TIMED_OUT",
    class: "connector",
    retryable: false,
    message: `${node.id} was not done in time.`,
    details: { node: node.id },
  };
}

async function walkTurn(
  { run, frame, node }: NodeExecution,
  box: Box,
  options: Omit<TurnOptions, "token" | "deadlineMs">,
): Promise<{ turn: Frame; outcome: BodyOutcome }> {
  const turn = openTurn(frame, { ...options, token: box.source, deadlineMs: box.deadlineMs });
  if (node.body === null || node.body.entry === null) return { turn, outcome: { kind: "done" } };
  const outcome = await run.walkBody(turn, node.body, { entry: node.body.entry });
  return { turn, outcome };
}

function catchesErrors({ node }: NodeExecution): boolean {
  return node.handlesError || node.definition.onError === "continue";
}

/** A body with a shared timeout, an error port and compensation (§5.4). */
export const executeScope: NodeExecutor = async (execution) => {
  const { run, frame, node } = execution;
  const box = openBox(execution);
  const { turn, outcome } = await walkTurn(execution, box, {
    turn: 0,
    catches: catchesErrors(execution),
    ownUndo: true,
  });
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

/** Runs the body once an item, up to `concurrency` at once; output: what `collect` gives, in the items' order. */
export const executeForEach: NodeExecutor = async (execution) => {
  const { run, frame, node, step } = execution;
  const definition = definitionOf(node, "for-each");
  const items = execution.editedInput ?? evaluateMapped(definition.items, scopeOf(run, frame));
  if (!Array.isArray(items))
    throw userError("FOR_EACH_NOT_A_LIST", `The items of ${node.id} are not a list.`, { node: node.id });
  run.timeline.change(step, { input: { items: items.length } });
  const output = await inBox(execution, (box) => runItems(execution, box, items));
  return { port: "out", output };
};

async function runItems(execution: NodeExecution, box: Box, items: Json[]): Promise<Json[]> {
  const { run, frame, node, step } = execution;
  const { concurrency, onItemError, collect } = definitionOf(node, "for-each");
  const goesOn = onItemError === "continue";
  const outputs: Json[] = items.map(() => null);
  const state: { next: number; failed: ErrorData | null; last: Frame | null } = { next: 0, failed: null, last: null };
  const runItem = async (index: number): Promise<void> => {
    const { turn, outcome } = await walkTurn(execution, box, {
      turn: index,
      index,
      item: items[index] ?? null,
      concurrency,
      catches: catchesErrors(execution) || goesOn,
    });
    if (state.last === null || (state.last.index ?? 0) < index) state.last = turn;
    if (outcome.kind === "cancelled") return;
    const collected = outcome.kind === "failed" ? outcome : collectItem(execution, turn, collect);
    if (collected.kind === "done") outputs[index] = collected.output;
    else if (!goesOn) state.failed ??= collected.error;
    else {
      const { code, message } = collected.error;
      run.timeline.change(step, { warnings: [...(step.warnings ?? []), `${index}: ${code}: ${message}`] });
    }
  };
  const lane = async (): Promise<void> => {
    while (state.next < items.length && state.failed === null && !box.source.cancelled) {
      state.next += 1;
      await runItem(state.next - 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
  if (state.last !== null) showSteps(frame, state.last);
  if (state.failed !== null) throw new BodyFailed(state.failed);
  return outputs;
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
  const { run, frame, node, step } = execution;
  const definition = definitionOf(node, "loop");
  const output = await inBox(execution, async (box) => {
    for (let turnIndex = 0; ; turnIndex += 1) {
      const explanation = conditionOf(definition.while).explain({ ...scopeOf(run, frame) });
      run.timeline.change(step, { explanation: [explanation] });
      if (!explanation.held) return { iterations: turnIndex, exhausted: false };
      if (turnIndex >= definition.maxIterations) return { iterations: turnIndex, exhausted: true };
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
