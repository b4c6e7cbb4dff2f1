import type { ErrorData } from "../../definitions/error-data.ts";
import { errorDataOf } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import type { IncidentResolution, Step } from "../../definitions/run.ts";
import { BodyFailed } from "./body-failed.ts";
import type { ActiveStep } from "./active-step.ts";
import { StepCancelled } from "./cancel-token.ts";
import { noteUndo } from "./compensate.ts";
import { type Frame, setStep, stepPlace } from "./frame.ts";
import { executeNode, type MaybePromise, type NodeResult } from "./nodes/index.ts";
import type { PlanNode } from "./plan.ts";
import { OperationFailed } from "./ports.ts";
import { closeStep, nowIso, type Run, type RunOutcome } from "./run.ts";
import { newStep } from "./timeline.ts";

export type StepSettled =
  | { kind: "done"; port: string | null; finish?: RunOutcome }
  | { kind: "cancelled"; finish?: undefined }
  | { kind: "failed"; error: ErrorData; finish?: undefined };

/** Runs a node once, with its error policy (§5.3). Never throws for what the node does. */
export function runStep(run: Run, frame: Frame, node: PlanNode, active: ActiveStep): MaybePromise<StepSettled> {
  const place = stepPlace(frame, node.id);
  const at = nowIso(run);
  if (node.definition.disabled === true) {
    run.timeline.start(
      newStep({ nodeId: node.id, ...place }, at, { status: "skipped", endedAt: at, port: node.defaultPort }),
    );
    return { kind: "done", port: node.defaultPort };
  }
  if (active.resumed !== null) return goOn({ run, frame, node, step: active.resumed.step, active, key: place.key });
  // Operations and calls within the run count their attempts themselves.
  const attempts = node.call === null && node.inline === undefined ? 1 : 0;
  const step = run.timeline.start(newStep({ nodeId: node.id, ...place }, at, { attempts }));
  return attempt({ run, frame, node, step, active, key: place.key });
}

/** Takes up a step where an earlier execution left it. */
function goOn(execution: Execution): MaybePromise<StepSettled> {
  const { run, step } = execution;
  run.timeline.resume(step);
  if (step.status !== "incident") return attempt(execution);
  return waitForOperator(execution, step.error ?? errorDataOf(new Error("an incident without its error")));
}

interface Execution {
  run: Run;
  frame: Frame;
  node: PlanNode;
  step: Step;
  active: ActiveStep;
  key: string;
  /** An operator's edited input. */
  editedInput?: Json;
}

function attempt(execution: Execution): MaybePromise<StepSettled> {
  const { run, frame, node, step, active } = execution;
  const failed = (thrown: unknown) => settleFailure(execution, thrown);
  active.step = step;
  try {
    const result = executeNode({
      run,
      frame,
      node,
      step,
      token: active.source,
      active,
      idempotencyKey: `${run.input.runId}/${execution.key}`,
      ...(execution.editedInput === undefined ? {} : { editedInput: execution.editedInput }),
    });
    if ("then" in result) return result.then((value) => settleResult(execution, value), failed);
    return settleResult(execution, result);
  } catch (thrown) {
    return failed(thrown);
  }
}

function settleResult(execution: Execution, result: NodeResult): StepSettled {
  const { run, frame, node, step } = execution;
  const { port, output, error } = result;
  run.completions += 1;
  closeStep(run, step, {
    status: error === undefined ? "completed" : "failed",
    port,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
  });
  setStep(frame, node.id, {
    ...(error === undefined ? { output: output ?? null } : { error }),
    ...(error !== undefined && output !== undefined ? { output } : {}),
  });
  if (node.compensate !== null && error === undefined) noteUndo(run, frame, node, step);
  return { kind: "done", port, ...(result.finish === undefined ? {} : { finish: result.finish }) };
}

function settleFailure(execution: Execution, thrown: unknown): MaybePromise<StepSettled> {
  const { run, frame, node, step, active } = execution;
  active.parked = false;
  if (active.source.cancelled || thrown instanceof StepCancelled) {
    closeStep(run, step, { status: "cancelled" });
    return { kind: "cancelled" };
  }
  const carried = thrown instanceof OperationFailed || thrown instanceof BodyFailed;
  const error = carried ? thrown.data : errorDataOf(thrown);
  const policy = node.definition.onError;
  if (policy === "continue") {
    const warnings = [...(step.warnings ?? []), `${error.code}: ${error.message}`];
    closeStep(run, step, { status: "completed", port: node.defaultPort, output: null, error, warnings });
    setStep(frame, node.id, { output: null, error });
    return { kind: "done", port: node.defaultPort };
  }
  if (node.handlesError) {
    closeStep(run, step, { status: "failed", port: "error", error });
    setStep(frame, node.id, { error });
    return { kind: "done", port: "error" };
  }
  const opensIncident = !(thrown instanceof BodyFailed) && !frame.catches && run.plan.settings.onFailure === "incident";
  return opensIncident ? waitForOperator(execution, error) : failStep(execution, error);
}

function failStep({ run, frame, node, step }: Execution, error: ErrorData): StepSettled {
  closeStep(run, step, { status: "failed", error });
  setStep(frame, node.id, { error });
  return { kind: "failed", error };
}

/** Opens an incident and goes on as the operator decides: again (with edited input), skipped, or failed. */
async function waitForOperator(execution: Execution, error: ErrorData): Promise<StepSettled> {
  const { run, frame, node, step, active } = execution;
  active.step = step;
  const resolution = await new Promise<IncidentResolution | null>((resolve) => {
    run.timeline.change(step, { status: "incident", error, waitingFor: { kind: "operator" } });
    const settle = (given: IncidentResolution | null) => {
      active.parked = false;
      resolve(given);
    };
    const close = run.incidents.open(step.stepId, settle);
    active.source.onCancel(() => {
      close();
      settle(null);
    });
    active.parked = true;
    run.progress.request();
    run.carrier.changed();
  });
  // Tried again, a step begins anew; but one that goes through pages goes on with the page at which it failed.
  const { pages } = active.memory;
  Object.assign(active, { resumed: null, memory: pages === undefined ? {} : { pages } });
  if (resolution === null) {
    closeStep(run, step, { status: "cancelled" });
    return { kind: "cancelled" };
  }
  if (resolution.action === "fail") return failStep(execution, error);
  if (resolution.action === "skip") {
    const output = resolution.output ?? null;
    closeStep(run, step, { status: "skipped", port: node.defaultPort, output });
    setStep(frame, node.id, { output });
    return { kind: "done", port: node.defaultPort };
  }
  run.timeline.change(step, { status: "running", error: null, waitingFor: null });
  return attempt({ ...execution, ...(resolution.input === undefined ? {} : { editedInput: resolution.input }) });
}
