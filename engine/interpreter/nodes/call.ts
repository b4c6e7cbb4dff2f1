import { userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import { endedWell, RUN_ENDED, type RunEnded } from "../../../definitions/run-ended.ts";
import { StepCancelled } from "../cancel-token.ts";
import { workflowAt } from "../plan.ts";
import { asObject, scopeOf, spanEndMs } from "../run.ts";
import {
  cancellable,
  definitionOf,
  type NodeExecution,
  type NodeExecutor,
  type NodeResult,
  park,
  raceTimer,
} from "./node-execution.ts";

/**
 * Starts another workflow, once, and where it says so waits for its result. The called run is a run of its own; its
 * failure is this step's. A call that is cancelled or out of time asks the called run to stop.
 */
export const executeCall: NodeExecutor = async (execution) => {
  const { run, node, step, idempotencyKey, active } = execution;
  const { workflow, wait } = definitionOf(node, "call");
  const untilMs = limitOf(execution);
  const isTakenUp = active.resumed !== null && step.calledRun !== undefined;
  const started = isTakenUp ? { runId: step.calledRun ?? "", ended: null } : await start(execution);
  if ("output" in started) return { port: "out", output: started.output };
  const { runId } = started;
  run.timeline.change(step, { calledRun: runId });
  if (!wait) return { port: "out", output: { runId } };
  const until = untilMs === null ? {} : { until: new Date(untilMs).toISOString() };
  run.timeline.change(step, { status: "waiting", waitingFor: { kind: "run", runId, ...until } });
  try {
    const ended =
      started.ended ?? (await raceTimer(execution, untilMs, (race) => whenEnded(execution, runId, isTakenUp, race)));
    if (ended === null) throw callOutOfTime({ workflow, runId });
    return resultOf(ended);
  } catch (thrown) {
    const isOurs = thrown instanceof StepCancelled || (thrown as { code?: unknown }).code === "CALL_TIMED_OUT";
    if (isOurs) await run.ports.cancelCall(runId, `${idempotencyKey}/cancel/${runId}`);
    throw thrown;
  }
};

/** Tried again by an operator, the step calls anew: the run that failed stays as it ended. */
async function start({ run, frame, node, step, token, idempotencyKey, editedInput }: NodeExecution) {
  const { workflow, version, wait, input: mapping } = definitionOf(node, "call");
  const input = asObject(editedInput ?? evaluateMapped(mapping, scopeOf(run, frame)), "The input of a call");
  run.timeline.change(step, { input });
  const key = step.calledRun === undefined ? idempotencyKey : `${idempotencyKey}/after/${step.calledRun}`;
  const call = { nodeId: node.id, stepId: step.stepId, idempotencyKey: key, workflow, version, wait, input };
  return run.ports.callWorkflow(call, token);
}

/** The instant after which the call is given up; kept when the step is taken up again. */
function limitOf({ run, node, step }: NodeExecution): number | null {
  const { waitingFor } = step;
  if (waitingFor?.kind === "run") return waitingFor.until === undefined ? null : Date.parse(waitingFor.until);
  const { timeout } = definitionOf(node, "call");
  return timeout === undefined ? null : spanEndMs(run, timeout, workflowAt(run.plan, node.id).settings);
}

function whenEnded(
  execution: NodeExecution,
  runId: string,
  isTakenUp: boolean,
  race: Parameters<typeof cancellable>[0],
): Promise<RunEnded> {
  const { run, step, active } = execution;
  return cancellable<RunEnded>(race, (resolve) => {
    const close = run.inbox.open({
      subscription: { stepId: step.stepId, event: RUN_ENDED, correlate: runId },
      matches: () => true,
      receive: ({ payload }) => {
        active.parked = false;
        resolve(payload as unknown as RunEnded);
      },
      fail: () => undefined,
      fromEarlier: isTakenUp,
    });
    if (!isTakenUp) run.progress.request();
    park(execution);
    return close;
  });
}

/** The called run's output; throws `CALL_FAILED` with its error where it did not end well. */
function resultOf(ended: RunEnded): NodeResult {
  if (endedWell(ended)) return { port: "out", output: ended.output };
  throw callFailed(ended);
}

/** `CALL_FAILED` with the called workflow's error. */
export function callFailed({
  workflow,
  runId,
  status,
  error,
}: Pick<RunEnded, "workflow" | "runId" | "status" | "error">) {
  const reason = error === null ? status : `${error.code}: ${error.message}`;
  return userError("CALL_FAILED", `The called workflow ${workflow} ended as ${status} (${reason}).`, {
    workflow,
    runId,
    status,
    reason,
    ...(error === null ? {} : { code: error.code, message: error.message }),
  });
}

/** `CALL_TIMED_OUT`. */
export function callOutOfTime({ workflow, runId }: { workflow: string; runId: string }) {
  return userError("CALL_TIMED_OUT", `The called workflow ${workflow} was not done in time.`, { workflow, runId });
}
