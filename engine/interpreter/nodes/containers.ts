import { BodyFailed } from "../body-failed.ts";
import { StepCancelled } from "../cancel-token.ts";
import { compensate } from "../compensate.ts";
import { showSteps } from "../frame.ts";
import { factsOf } from "../run.ts";
import { catchesErrors, inBox, openBox, timedOutError, walkTurn } from "./box.ts";
import { conditionOf } from "./logic.ts";
import { definitionOf, type NodeExecutor } from "./node-execution.ts";

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

/** Repeats the body while the rule holds, at most `maxIterations` times. */
export const executeLoop: NodeExecutor = async (execution) => {
  const { run, frame, node, step, active } = execution;
  const definition = definitionOf(node, "loop");
  const begun = Object.keys(active.resumed?.turns ?? {}).map(Number)[0];
  active.lanes = 1;
  const output = await inBox(execution, async (box) => {
    for (let turnIndex = begun ?? 0; ; turnIndex += 1) {
      if (turnIndex !== begun) {
        const explanation = conditionOf(definition.while).explain(factsOf(run, frame));
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
