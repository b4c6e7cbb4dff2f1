import type { Registry } from "prom-client";
import { createLogger } from "../observe/create-logger.ts";
import { newRegistry } from "../observe/new-registry.ts";
import { openTracer } from "../observe/open-tracer.ts";
import { createRunMeter } from "../observe/run-meter.ts";
import type { RunObserver } from "../observe/run-observer.ts";
import { type PartConfiguration, secretsOf } from "../runtime/configuration.ts";
import { installWorkerRuntime } from "./create-worker.ts";
import { createSdkLogger } from "./sdk-logger.ts";
import { sdkMetricsAddress } from "./serve-health.ts";

export interface WorkerObservation {
  observer: RunObserver;
  registry: Registry;
  /** Where the Temporal SDK serves its figures, to be passed on. */
  sdkAddress: string | undefined;
}

/** Log, spans and figures of the worker process, the Temporal SDK's among them. Call it once, before the first connection. */
export async function observeWorker(configuration: PartConfiguration): Promise<WorkerObservation> {
  const logger = createLogger({ part: "worker", level: configuration.logLevel, secrets: secretsOf(configuration) });
  const registry = newRegistry("worker");
  const sdkAddress = await sdkMetricsAddress(configuration);
  installWorkerRuntime({
    logger: createSdkLogger(logger),
    logLevel: "WARN",
    ...(sdkAddress === undefined ? {} : { metricsAddress: sdkAddress }),
  });
  return {
    observer: { tracer: await openTracer("worker"), meter: createRunMeter(registry), logger },
    registry,
    sdkAddress,
  };
}
