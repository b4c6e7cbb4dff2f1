import {
  type ActivityOptions,
  CancellationScope,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  proxySinks,
  sleep,
} from "@temporalio/workflow";
import { type CancelToken, StepCancelled } from "../interpreter/cancel-token.ts";
import type { OperationRequest, Progress, RunPorts } from "../interpreter/ports.ts";
import type { OperationCall, ProgressArgs, RunInput, RunSinks, StoreActivities } from "./contract.ts";
import { createHistoryCount } from "./history-count.ts";
import { type OperationAnswer, operationFailure } from "./failure-conversion.ts";
import { createPeoplePorts } from "./people-ports.ts";
import { STORE_CALLS } from "./store-calls.ts";
import { traceOf } from "./trace-of.ts";

/** A call whose worker gives no sign of life for so long is begun anew elsewhere, long before its own time limit. */
const HEARTBEAT_TIMEOUT_MS = 30_000;
const HISTORY_BUDGET = 4_000;
/** Steps that the state query answers at least; those before them are in the store. */
const KEPT_STEPS = 500;

type OperationActivities = Record<string, (call: OperationCall) => Promise<OperationAnswer>>;

const store = proxyLocalActivities<StoreActivities>(STORE_CALLS);

const { runEnd } = proxySinks<RunSinks>();

/** Loads a plan that was too large to travel with the start. */
export function loadPlan(input: RunInput): ReturnType<StoreActivities["loadPlan"]> {
  return store.loadPlan({ workspaceId: input.workspaceId, planHash: input.planHash });
}

/** The interpreter's ports on Temporal. `home` is the scope that the run's commands belong to. */
export function createTemporalPorts(input: RunInput, timeZone: string, home: CancellationScope): RunPorts {
  const chain = [...input.origin.chain, input.workflowKey];
  const { workspaceId, runId, workflowKey } = input;
  const trace = traceOf(input);
  const history = createHistoryCount(home, input.interpreterVersion >= 2);
  const argsOf = (progress: Progress, knownEventIds: string[]): ProgressArgs => ({
    write: { workspaceId, runId, version: input.version, planHash: input.planHash, ...progress },
    knownEventIds,
    workflowKey,
    ...trace,
  });
  return {
    clock: {
      now: () => Date.now(),
      sleepUntil: (atMs, token) => inScope(home, token, () => sleep(Math.max(1, atMs - Date.now()))),
    },
    callOperation(request, token) {
      const call: OperationCall = {
        workspaceId,
        runId,
        workflowKey,
        nodeId: request.nodeId,
        stepId: request.stepId,
        idempotencyKey: request.idempotencyKey,
        operation: request.operation,
        ...(request.connection === null ? {} : { connection: request.connection }),
        input: request.input,
        chain,
        now: new Date().toISOString(),
        ...trace,
        timeZone,
      };
      const start = () => {
        if (request.internal) history.add();
        return inScope(
          home,
          token,
          () => activityOf(request)(call),
          (thrown) => operationFailure(thrown, request.retry.maximumAttempts),
        );
      };
      const turn = request.internal ? history.turn() : null;
      return turn === null ? start() : turn.then(start);
    },
    saveProgress(progress, knownEventIds) {
      history.add();
      return home.run(() => store.saveProgress(argsOf(progress, knownEventIds))).then(({ events }) => events);
    },
    ...(input.interpreterVersion < 3
      ? {}
      : { saveEnd: (progress: Progress) => runEnd.save(JSON.stringify(argsOf(progress, []))) }),
    emitEvent: (event) => home.run(() => store.emitEvent({ workspaceId, runId, ...trace, chain, ...event })),
    ...createPeoplePorts(input, home),
    savesLate: input.interpreterVersion < 2,
    isOversized: () => history.isOver(input.historyBudget ?? HISTORY_BUDGET),
    keptSteps: KEPT_STEPS,
    log: (level, message, data) =>
      log[level](message, { ...data, run: { workspace: workspaceId, workflow: workflowKey, runId, ...trace } }),
  };
}

/** Quick work on our own database is a local activity (1 event); calls to other systems are activities. */
function activityOf(request: OperationRequest): (call: OperationCall) => Promise<OperationAnswer> {
  const { retry, deadlineMs } = request;
  const options: ActivityOptions = {
    startToCloseTimeout: request.timeoutMs,
    ...(deadlineMs === null ? {} : { scheduleToCloseTimeout: Math.max(1, deadlineMs - Date.now()) }),
    retry: {
      // Temporal takes 0 as "no limit" only where the field is absent.
      ...(retry.maximumAttempts === 0 ? {} : { maximumAttempts: retry.maximumAttempts }),
      initialInterval: retry.initialIntervalMs,
      backoffCoefficient: retry.backoffCoefficient,
      maximumInterval: retry.maximumIntervalMs,
    },
  };
  const activities = request.internal
    ? proxyLocalActivities<OperationActivities>(options)
    : proxyActivities<OperationActivities>({ ...options, heartbeatTimeout: HEARTBEAT_TIMEOUT_MS });
  return activities[request.operation] as (call: OperationCall) => Promise<OperationAnswer>;
}

/**
 * Runs Temporal calls in a scope of their own that the interpreter's token cancels; `failureOf` says what a failure of the
 * call becomes. Written with `then`: in the sandbox every promise costs a stack trace, and this is every step's path.
 */
function inScope<T>(
  home: CancellationScope,
  token: CancelToken,
  work: () => Promise<T>,
  failureOf: (thrown: unknown) => unknown = (thrown) => thrown,
): Promise<T> {
  if (token.cancelled) return Promise.reject(new StepCancelled());
  const scope = new CancellationScope({ cancellable: true, parent: home });
  const unlisten = token.onCancel(() => scope.cancel());
  return scope.run(work).then(
    (value) => {
      unlisten();
      return value;
    },
    (thrown: unknown) => {
      unlisten();
      if (token.cancelled && isCancellation(thrown)) throw new StepCancelled();
      throw failureOf(thrown);
    },
  );
}
