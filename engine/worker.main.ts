import { Context } from "@temporalio/activity";
import { Client } from "@temporalio/client";
import { DefaultLogger, NativeConnection } from "@temporalio/worker";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Logger, pino } from "pino";
import { createBuiltInRegistry } from "../activities/built-in-registry.ts";
import { createActivities, createPolls } from "../activities/create-activities.ts";
import { NO_SETTLEMENT } from "../activities/mail/delivery-ledger.ts";
import { createRunGateway } from "./api/run-gateway.ts";
import { TaskCourier, type TaskCourierOptions } from "./inbox/task-courier.ts";
import { createTaskLinks } from "./inbox/task-links.ts";
import { announceReady, onStopRequest } from "./runtime/announce-ready.ts";
import { loadPartConfiguration, type PartConfiguration } from "./runtime/configuration.ts";
import { createMailboxClient } from "./runtime/mail-catcher/client.ts";
import { workflowBundlePath } from "./runtime/project-root.ts";
import {
  createPeopleActivities,
  createStoreActivities,
  createStorePorts,
  openStore,
  type Store,
} from "./store/index.ts";
import {
  createScheduleActivities,
  createTemporalLauncher,
  Dispatcher,
  ImportRunner,
  RetentionKeeper,
  ScheduleKeeper,
  TriggerPoller,
} from "./triggers/index.ts";
import { createFlowrightWorker, installWorkerRuntime, type WorkflowSource } from "./worker/create-worker.ts";
import { startHealthServer } from "./worker/health-server.ts";
import { createMailboxSettlement } from "./worker/mailbox-settlement.ts";
import { createPayloadCodec } from "./worker/payload-codec.ts";
import { createWorkerActivities } from "./worker/worker-activities.ts";
import { createWorkerMetrics } from "./worker/worker-metrics.ts";

/** The worker process: Temporal worker, dispatcher, imports and schedules over one store and one connection. */
async function main(): Promise<void> {
  const configuration = loadPartConfiguration();
  const logger = pino({ level: configuration.logLevel, base: { part: "worker" } });
  installWorkerRuntime({ logger: sdkLogger(logger), logLevel: "WARN" });
  const store = await openStore({ uri: configuration.mongodbUri, keyRing: configuration.encryptionKeys, logger });
  const connection = await NativeConnection.connect({ address: configuration.temporalAddress });
  const payloadCodec = createPayloadCodec(configuration.encryptionKeys);
  const namespace = configuration.temporalNamespace;
  const client = new Client({ connection, namespace, dataConverter: { payloadCodecs: [payloadCodec] } });
  const dispatcher = new Dispatcher({ store, launcher: createTemporalLauncher(client) });
  const imports = new ImportRunner({ store });
  const schedules = new ScheduleKeeper(client, store);
  const retention = new RetentionKeeper(store);
  const poller = new TriggerPoller({ store, polls: createPolls(operationDependencies(store, configuration, logger)) });
  const courier = new TaskCourier({
    store,
    runs: createRunGateway(client, namespace),
    links: createTaskLinks(configuration.encryptionKeys),
    publicUrl: configuration.publicUrl,
    sendMail: mailerOf(store, configuration, logger),
  });
  const worker = await createFlowrightWorker({
    connection,
    namespace,
    workflows: workflowSource(),
    activities: activitiesOf(store, configuration, logger, () => dispatcher.nudge()),
    payloadCodec,
  });
  const health = await startHealthServer({
    port: configuration.metricsPort ?? 0,
    isHealthy: async () => worker.getState() === "RUNNING" && (await store.ping()),
    metrics: createWorkerMetrics(store, dispatcher),
  });
  const running = worker.run();
  dispatcher.start();
  imports.start();
  schedules.start();
  retention.start();
  courier.start();
  poller.start();
  const stop = async () => {
    // Nothing new is started, then what runs is given its time, then the connections go.
    const background = [imports, schedules, retention, dispatcher, courier, poller];
    await Promise.all(background.map((part) => part.stop()));
    if (worker.getState() === "RUNNING") worker.shutdown();
    await running;
    await health.close();
    await connection.close();
    await store.close();
  };
  onStopRequest(stop);
  logger.info({ health: health.port }, "the worker is ready");
  announceReady();
  // A worker that ends by itself has failed: the process ends, and the supervisor starts another one.
  await running;
}

function activitiesOf(store: Store, configuration: PartConfiguration, logger: Logger, onRunClosed: () => void) {
  const operations = createActivities({
    ...operationDependencies(store, configuration, logger),
    currentSignal: () => Context.current().cancellationSignal,
  });
  return createWorkerActivities({
    store: createStoreActivities(store, onRunClosed),
    operations,
    others: { ...createScheduleActivities(store), ...createPeopleActivities(store) },
  });
}

function operationDependencies(store: Store, configuration: PartConfiguration, logger: Logger) {
  const { mailbox, smtpUrl, allowedPrivateHosts } = configuration;
  return {
    ports: createStorePorts(store),
    registry: createBuiltInRegistry(),
    mailSettlement: mailbox === undefined ? NO_SETTLEMENT : createMailboxSettlement(createMailboxClient(mailbox)),
    logger,
    allowPrivateHosts: allowedPrivateHosts,
    fallbackConnections: { smtp: { url: smtpUrl } },
  };
}

/** Mail about tasks leaves as a step's does: by the connection `default`, through the delivery ledger. */
function mailerOf(store: Store, configuration: PartConfiguration, logger: Logger): TaskCourierOptions["sendMail"] {
  const operations = createActivities(operationDependencies(store, configuration, logger));
  return async (about) => {
    await operations["smtp.send"]?.({ ...about, operation: "smtp.send", chain: [], now: new Date().toISOString() });
  };
}

/** The Temporal SDK's own lines, in the process's log; its "info" is of use to its makers only. */
function sdkLogger(logger: Logger): DefaultLogger {
  return new DefaultLogger("WARN", ({ level, message, meta }) => {
    logger[level === "ERROR" ? "error" : "warn"]({ sdk: meta }, message);
  });
}

/** The prebuilt bundle, or where there is none (run from sources) the workflows themselves. */
function workflowSource(): WorkflowSource {
  const bundlePath = workflowBundlePath();
  if (existsSync(bundlePath)) return { bundlePath };
  return { workflowsPath: fileURLToPath(import.meta.resolve("./workflows/index.ts")) };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
