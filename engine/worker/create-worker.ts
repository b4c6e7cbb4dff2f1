import { readFileSync } from "node:fs";
import type { PayloadCodec } from "@temporalio/common";
import {
  type InjectedSinks,
  makeTelemetryFilterString,
  type NativeConnection,
  Runtime,
  type RuntimeOptions,
  Worker,
  type WorkerOptions,
} from "@temporalio/worker";
import { type RunSinks, TASK_QUEUE } from "../workflows/contract.ts";

const HEARTBEATS_SENT_MS = 5_000;
const DEFAULT_SHUTDOWN_GRACE_MS = 10_000;

export type WorkflowSource = { bundlePath: string } | { code: string } | { workflowsPath: string };

export interface FlowrightWorkerOptions {
  /** The worker's own connection; starts made on it may be eager. */
  connection: NativeConnection;
  namespace: string;
  taskQueue?: string;
  /** A prebuilt bundle, as a file or its code, or the sources of the workflows, which are then bundled (about two seconds). */
  workflows: WorkflowSource;
  /** These two from createWorkerDuties. */
  activities: object;
  sinks: InjectedSinks<RunSinks>;
  payloadCodec?: PayloadCodec;
  /** How long running activities may go on after a shutdown is asked for. */
  shutdownGraceMs?: number;
  /** How many runs stay in memory between their tasks; 0 for none. */
  maxCachedWorkflows?: number;
  identity?: string;
  /** Says where in the workflow code a task failed; costs a quarter more CPU time a run. */
  stackTraces?: boolean;
}

/**
 * More runs than are busy at once. The SDK would take as many as Node's heap allows (2,300 of 4 GB), so that runs that
 * only wait fill up to 200 MB; one that was let go is replayed when it wakes, from a short history.
 */
const CACHED_RUNS = 1_000;

/** Creates the Temporal worker; `worker.run()` runs it until `worker.shutdown()`. */
export function createFlowrightWorker(options: FlowrightWorkerOptions): Promise<Worker> {
  const autoscaling: WorkerOptions["workflowTaskPollerBehavior"] = { type: "autoscaling" };
  return Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue ?? TASK_QUEUE,
    ...workflowsOf(options.stackTraces === true ? keepStackTraces(options.workflows) : options.workflows),
    activities: options.activities,
    sinks: options.sinks,
    shutdownGraceTime: options.shutdownGraceMs ?? DEFAULT_SHUTDOWN_GRACE_MS,
    workflowTaskPollerBehavior: autoscaling,
    activityTaskPollerBehavior: autoscaling,
    // With each sign of life that is sent, an operation learns whether its step was cancelled.
    maxHeartbeatThrottleInterval: HEARTBEATS_SENT_MS,
    defaultHeartbeatThrottleInterval: HEARTBEATS_SENT_MS,
    maxCachedWorkflows: options.maxCachedWorkflows ?? CACHED_RUNS,
    ...(options.payloadCodec === undefined ? {} : { dataConverter: { payloadCodecs: [options.payloadCodec] } }),
    ...(options.identity === undefined ? {} : { identity: options.identity }),
  });
}

function workflowsOf(source: WorkflowSource): Pick<WorkerOptions, "workflowBundle" | "workflowsPath"> {
  if ("bundlePath" in source) return { workflowBundle: { codePath: source.bundlePath } };
  return "code" in source ? { workflowBundle: { code: source.code } } : source;
}

/** The same bundle, whose `no-stack-traces.ts` leaves them as they are; sources are bundled without. */
function keepStackTraces(source: WorkflowSource): WorkflowSource {
  if ("workflowsPath" in source) return source;
  const code = "code" in source ? source.code : readFileSync(source.bundlePath, "utf8");
  return { code: `globalThis.FLOWRIGHT_STACK_TRACES = true; ${code}` };
}

/**
 * Sets the process's Temporal runtime up; call it once, before the first connection. With `metricsAddress`
 * (`host:port`) the SDK's metrics are there for Prometheus.
 */
export function installWorkerRuntime(options: {
  metricsAddress?: string;
  logger?: RuntimeOptions["logger"];
  logLevel?: "ERROR" | "WARN" | "INFO";
}): void {
  Runtime.install({
    ...(options.logger === undefined ? {} : { logger: options.logger }),
    telemetryOptions: {
      logging: {
        forward: {},
        filter: makeTelemetryFilterString({ core: options.logLevel ?? "WARN", other: options.logLevel ?? "WARN" }),
      },
      ...(options.metricsAddress === undefined
        ? {}
        : { metrics: { prometheus: { bindAddress: options.metricsAddress } } }),
    },
    // The composition root shuts down in its own order.
    shutdownSignals: [],
  });
}
