import { evaluateMapped } from "../../../definitions/expression/index.ts";
import { errorDataOf } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { endedWell } from "../../../definitions/run-ended.ts";
import { BodyFailed } from "../body-failed.ts";
import { StepCancelled } from "../cancel-token.ts";
import { compensate } from "../compensate.ts";
import { variablesOf, type WorkflowFrame } from "../frame.ts";
import type { InlinedCall } from "../plan.ts";
import { asObject, type RunOutcome, scopeOf, spanEndMs } from "../run.ts";
import { type Box, catchesErrors, openBox, walkTurn } from "./box.ts";
import { callFailed, callOutOfTime } from "./call.ts";
import { definitionOf, type NodeExecution, type NodeExecutor, type NodeResult } from "./node-execution.ts";

/** What of a call within the run is in the step's memory. */
interface CallMemory {
  input: JsonObject;
  vars: JsonObject;
}

/**
 * Runs another workflow within this run: its nodes are the call's body, with names of their own. An `end` in it ends the
 * call. Where it fails, what it did is undone and the step fails as one that called a run of its own; where it ends well,
 * what it did is undone with the steps around it. Tried again by an operator, it runs anew, as another turn.
 */
export const executeInlineCall: NodeExecutor = async (execution) => {
  const { run, frame, node, step, active } = execution;
  const { inline } = node;
  if (inline === undefined) throw new Error(`call ${node.id} has no workflow in it`);
  const memory = begin(execution, inline);
  const { timeout } = inline.settings;
  const box = openBox(execution, () => (timeout === null ? null : spanEndMs(run, timeout, inline.settings)));
  const called = openWorkflow(execution, inline, memory, box);
  active.lanes = 1;
  const { liveEdges, deadEdges } = inline;
  const turnOptions = {
    turn: step.attempts - 1,
    catches: catchesErrors(execution),
    ownUndo: true,
    workflow: called.frame,
  };
  const { turn, outcome } = await walkTurn(execution, box, turnOptions, { liveEdges, deadEdges });
  active.lanes = 0;
  box.close();
  const ended = called.ended() ?? (outcome.kind === "done" ? DONE : null);
  if (frame.cancel.cancelled || (ended !== null && endedWell(ended))) frame.undo.push(...turn.undo.splice(0));
  if (frame.cancel.cancelled) throw new StepCancelled();
  if (ended !== null && endedWell(ended)) return resultOf(ended);
  await compensate(run, turn.undo);
  if (execution.token.cancelled) throw new StepCancelled();
  const about = { workflow: inline.workflow.key, runId: run.input.runId };
  if (ended !== null) throw callFailed({ ...about, status: ended.status, error: ended.error });
  if (box.timedOut) throw callOutOfTime(about);
  if (outcome.kind !== "failed") throw new StepCancelled();
  throw new BodyFailed(errorDataOf(callFailed({ ...about, status: "failed", error: outcome.error })));
};

const DONE: RunOutcome = { status: "completed", output: null, error: null };

function resultOf({ output }: RunOutcome): NodeResult {
  return { port: "out", output };
}

/** Maps the input once; a step that is taken up again has it, and its variables as they were. */
function begin({ run, frame, node, step, active, editedInput }: NodeExecution, inline: InlinedCall): CallMemory {
  const carried = active.resumed === null ? undefined : (active.memory["call"] as unknown as CallMemory | undefined);
  if (carried === undefined) {
    run.timeline.change(step, { attempts: step.attempts + 1 });
    const mapped = editedInput ?? evaluateMapped(definitionOf(node, "call").input, scopeOf(run, frame));
    run.timeline.change(step, { input: asObject(mapped, "The input of a call") });
  }
  const input = carried?.input ?? step.input ?? {};
  const memory: CallMemory = {
    input: asObject(input, "The input of a call"),
    vars: variablesOf(inline, carried?.vars),
  };
  active.memory["call"] = memory as unknown as JsonObject;
  return memory;
}

function openWorkflow(
  { run, frame, step }: NodeExecution,
  { workflow, version, object }: InlinedCall,
  { input, vars }: CallMemory,
  box: Box,
): { frame: WorkflowFrame; ended(): RunOutcome | null } {
  const { record } = frame.workflow;
  const state: { ended: RunOutcome | null } = { ended: null };
  return {
    ended: () => state.ended,
    frame: {
      key: workflow.key,
      version,
      startedAt: step.startedAt,
      trigger: input,
      record: object === null || record?.["object"] === object ? record : null,
      vars,
      finish(outcome) {
        if (state.ended !== null || run.outcome !== null) return;
        state.ended = outcome;
        box.source.cancel();
      },
    },
  };
}
