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

/** Takes what became of a step, in the same turn where nothing had to be waited for. */
export interface StepListener {
  settled: (settled: StepSettled) => void;
  /** Something that the step must never do. */
  bug: (bug: unknown) => void;
}

/**
 * Runs a node once, with its error policy (§5.3). Never throws for what the node does. Tells a listener instead of
 * answering a promise: in a workflow sandbox every promise is paid for, and this is every step's path.
 */
export function runStep(run: Run, frame: Frame, node: PlanNode, active: ActiveStep, listener: StepListener): void {
  const place = stepPlace(frame, node.id);
  const at = nowIso(run);
  if (node.definition.disabled === true) {
    run.timeline.start(
      newStep({ nodeId: node.id, ...place }, at, { status: "skipped", endedAt: at, port: node.defaultPort }),
    );
    return listener.settled({ kind: "done", port: node.defaultPort });
  }
  if (active.resumed !== null)
    return goOn({ run, frame, node, step: active.resumed.step, active, key: place.key, listener });
  // Operations and calls within the run count their attempts themselves.
  const attempts = node.call === null && node.inline === undefined ? 1 : 0;
  const step = run.timeline.start(newStep({ nodeId: node.id, ...place }, at, { attempts }));
  attempt({ run, frame, node, step, active, key: place.key, listener });
}

/** Takes up a step where an earlier execution left it. */
function goOn(execution: Execution): void {
  const { run, step } = execution;
  run.timeline.resume(step);
  if (step.status !== "incident") return attempt(execution);
  tell(execution, () => waitForOperator(execution, step.error ?? errorDataOf(new Error("an incident without error"))));
}

interface Execution {
  run: Run;
  frame: Frame;
  node: PlanNode;
  step: Step;
  active: ActiveStep;
  key: string;
  listener: StepListener;
  /** An operator's edited input. */
  editedInput?: Json;
}

function attempt(execution: Execution): void {
  execution.active.step = execution.step;
  const succeeded = (value: NodeResult) => tell(execution, () => settleResult(execution, value));
  const failed = (thrown: unknown) => tell(execution, () => settleFailure(execution, thrown));
  let result: MaybePromise<NodeResult>;
  try {
    result = execute(execution);
  } catch (thrown) {
    return failed(thrown);
  }
  if ("then" in result) result.then(succeeded, failed);
  else succeeded(result);
}

/** Tells what became of the step; null: it goes on. */
function tell({ listener }: Execution, settle: () => StepSettled | null): void {
  let settled: StepSettled | null;
  try {
    settled = settle();
  } catch (bug) {
    return listener.bug(bug);
  }
  if (settled !== null) listener.settled(settled);
}

function execute({ run, frame, node, step, active, key, editedInput }: Execution): MaybePromise<NodeResult> {
  return executeNode({
    run,
    frame,
    node,
    step,
    token: active.source,
    active,
    idempotencyKey: `${run.input.runId}/${key}`,
    ...(editedInput === undefined ? {} : { editedInput }),
  });
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

function settleFailure(execution: Execution, thrown: unknown): StepSettled | null {
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

/** Opens an incident; the step goes on as the operator decides: again (with edited input), skipped, or failed. */
function waitForOperator(execution: Execution, error: ErrorData): null {
  const { run, step, active, listener } = execution;
  active.step = step;
  const opened = new Promise<IncidentResolution | null>((resolve) => {
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
  opened.then((resolution) => tell(execution, () => resolve(execution, error, resolution)), listener.bug);
  return null;
}

function resolve(execution: Execution, error: ErrorData, resolution: IncidentResolution | null): StepSettled | null {
  const { run, frame, node, step, active } = execution;
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
  attempt({ ...execution, ...(resolution.input === undefined ? {} : { editedInput: resolution.input }) });
  return null;
}
