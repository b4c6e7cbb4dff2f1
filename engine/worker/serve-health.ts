import type { Registry } from "prom-client";
import type { PartConfiguration } from "../runtime/configuration.ts";
import { findFreePort } from "../runtime/free-port.ts";
import type { Store } from "../store/index.ts";
import { type HealthServer, startHealthServer } from "./health-server.ts";

const LOOPBACK = "127.0.0.1";
const SDK_ANSWER_MS = 2_000;

/**
 * Where the Temporal SDK serves its own figures, for this process to pass on; undefined where nobody asks for metrics, since
 * they cost a little.
 */
export async function sdkMetricsAddress({ metricsPort }: PartConfiguration): Promise<string | undefined> {
  return metricsPort === undefined ? undefined : `${LOOPBACK}:${await findFreePort()}`;
}

/** Health, readiness and all figures of the worker: its own and the SDK's, on one port; without a setting on a free one of loopback. */
export async function serveHealth(about: {
  configuration: Pick<PartConfiguration, "metricsPort" | "host">;
  registry: Registry;
  sdkAddress: string | undefined;
  store: Store;
  workerState: () => string;
  /** Asks the Temporal server. */
  checkTemporal: () => Promise<unknown>;
}): Promise<HealthServer> {
  const { configuration, registry, sdkAddress, store, workerState, checkTemporal } = about;
  const { metricsPort, host } = configuration;
  return startHealthServer({
    port: metricsPort ?? 0,
    host: metricsPort === undefined ? LOOPBACK : host,
    isAlive: () => workerState() === "RUNNING",
    checkReadiness: async () => ({
      worker: workerState() === "RUNNING" ? "ok" : workerState().toLowerCase(),
      mongodb: await stateOf(async () => store.ping()),
      temporal: await stateOf(checkTemporal),
    }),
    metrics: {
      contentType: registry.contentType,
      read: async () => `${await registry.metrics()}${await readSdkMetrics(sdkAddress)}`,
    },
  });
}

async function readSdkMetrics(address: string | undefined): Promise<string> {
  if (address === undefined) return "";
  try {
    const answer = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(SDK_ANSWER_MS) });
    return `\n${await answer.text()}`;
  } catch (error) {
    return `\n# the Temporal SDK's figures are missing: ${error instanceof Error ? error.name : "unknown"}\n`;
  }
}

async function stateOf(check: () => Promise<unknown>): Promise<string> {
  return check().then(
    () => "ok",
    (error: unknown) => (error instanceof Error ? error.message.slice(0, 200) : "does not answer"),
  );
}
