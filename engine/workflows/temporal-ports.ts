import {
  type ActivityOptions,
  CancellationScope,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  sleep,
} from "@temporalio/workflow";
import { userError } from "../../definitions/errors.ts";
import { type CancelToken, StepCancelled } from "../interpreter/cancel-token.ts";
import type { OperationRequest, RunPorts } from "../interpreter/ports.ts";
import type { OperationCall, RunInput, StoreActivities } from "./contract.ts";
import { type OperationAnswer, operationFailure } from "./failure-conversion.ts";

type OperationActivities = Record<string, (call: OperationCall) => Promise<OperationAnswer>>;

/** Our own database may be away for a while; the run waits for it as long as it takes. */
const store = proxyLocalActivities<StoreActivities>({
  startToCloseTimeout: "30 seconds",
  retry: { initialInterval: "200 milliseconds", backoffCoefficient: 2, maximumInterval: "30 seconds" },
});

/** Loads a plan that was too large to travel with the start. */
export function loadPlan(input: RunInput): ReturnType<StoreActivities["loadPlan"]> {
  return store.loadPlan({ workspaceId: input.workspaceId, planHash: input.planHash });
}

/** The interpreter's ports on Temporal. `home` is the scope that the run's commands belong to. */
export function createTemporalPorts(input: RunInput, timeZone: string, home: CancellationScope): RunPorts {
  const chain = [...input.origin.chain, input.workflowKey];
  const { workspaceId, runId, workflowKey } = input;
  const unsupported = (type: string) =>
    Promise.reject(userError("PLAN_NODE_UNSUPPORTED", `A durable run cannot do a node of type ${type} yet.`, { type }));
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
        timeZone,
      };
      return inScope(
        home,
        token,
        () => activityOf(request)(call),
        (thrown) => operationFailure(thrown, request.retry.maximumAttempts),
      );
    },
    async saveProgress(progress, knownEventIds) {
      const write = { workspaceId, runId, ...progress };
      const { events } = await home.run(() => store.saveProgress({ write, knownEventIds }));
      return events;
    },
    emitEvent: ({ idempotencyKey, name, correlate, payload }) =>
      home.run(() => store.emitEvent({ workspaceId, runId, idempotencyKey, chain, name, correlate, payload })),
    openTask: (task) => unsupported(task.kind),
    closeTask: () => unsupported("approval"),
    callWorkflow: () => unsupported("call"),
    log: (level, message, data) => log[level](message, data),
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
    : proxyActivities<OperationActivities>(options);
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
