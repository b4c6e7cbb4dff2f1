import { Context } from "@temporalio/activity";
import { Client } from "@temporalio/client";
import { NativeConnection } from "@temporalio/worker";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createBuiltInRegistry } from "../activities/built-in-registry.ts";
import { createActivities, createPolls } from "../activities/create-activities.ts";
import { NO_SETTLEMENT } from "../activities/mail/delivery-ledger.ts";
import { createRunGateway } from "./api/run-gateway.ts";
import { TaskCourier, type TaskCourierOptions } from "./inbox/task-courier.ts";
import { createTaskLinks } from "./inbox/task-links.ts";
import { type AttemptJournal, createAttemptJournal } from "./observe/attempt-journal.ts";
import { type ObserverLogger, observeLauncher, observeRunEnd, type RunObserver } from "./observe/run-observer.ts";
import { announceReady, onStopRequest } from "./runtime/announce-ready.ts";
import { loadPartConfiguration, type PartConfiguration, secretsOf } from "./runtime/configuration.ts";
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
import { createFlowrightWorker, type WorkflowSource } from "./worker/create-worker.ts";
import { createMailboxSettlement } from "./worker/mailbox-settlement.ts";
import { createPayloadCodec } from "./worker/payload-codec.ts";
import { serveHealth } from "./worker/serve-health.ts";
import { observeWorker } from "./worker/observe-worker.ts";
import { createWorkerDuties } from "./worker/worker-activities.ts";
import { addWorkerMetrics } from "./worker/worker-metrics.ts";

/** The worker process: Temporal worker, dispatcher, imports and schedules over one store and one connection. */
async function main(): Promise<void> {
  const configuration = loadPartConfiguration();
  const { observer, registry, sdkAddress } = await observeWorker(configuration);
  const { logger, tracer } = observer;
  const store = await openObservedStore(configuration, observer);
  const connection = await NativeConnection.connect({ address: configuration.temporalAddress });
  const payloadCodec = createPayloadCodec(configuration.encryptionKeys, store.blobs);
  const namespace = configuration.temporalNamespace;
  const client = new Client({ connection, namespace, dataConverter: { payloadCodecs: [payloadCodec] } });
  const launcher = observeLauncher(createTemporalLauncher(client), observer);
  const dispatcher = new Dispatcher({ store, launcher, tracer });
  addWorkerMetrics(registry, store, dispatcher);
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
  const secrets = secretsOf(configuration);
  const journal = createAttemptJournal({ write: async (attempts) => store.attempts.save(attempts), logger, secrets });
  const worker = await createFlowrightWorker({
    connection,
    namespace,
    workflows: workflowSource(),
    ...dutiesOf({ store, configuration, observer, journal, onRunClosed: () => dispatcher.nudge() }),
    payloadCodec,
    stackTraces: ["trace", "debug"].includes(configuration.logLevel),
  });
  const health = await serveHealth({
    configuration,
    registry,
    sdkAddress,
    store,
    workerState: () => worker.getState(),
    checkTemporal: async () => connection.workflowService.getSystemInfo({}),
  });
  const running = worker.run();
  const background = [dispatcher, imports, schedules, retention, courier, poller];
  for (const part of background) part.start();
  const stop = async () => {
    // Nothing new is started, then what runs is given its time, then the connections go.
    await Promise.all(background.map((part) => part.stop()));
    if (worker.getState() === "RUNNING") worker.shutdown();
    await running;
    await journal.close();
    await health.close();
    await connection.close();
    await store.close();
    await tracer.close();
  };
  onStopRequest(stop);
  logger.info({ health: health.port }, "the worker is ready");
  announceReady();
  // A worker that ends by itself has failed: the process ends, and the supervisor starts another one.
  await running;
}

function dutiesOf(parts: {
  store: Store;
  configuration: PartConfiguration;
  observer: RunObserver;
  journal: AttemptJournal;
  onRunClosed: () => void;
}) {
  const { store, configuration, observer, journal, onRunClosed } = parts;
  const operations = createActivities({
    ...operationDependencies(store, configuration, journal.hear(observer.logger)),
    currentSignal: () => Context.current().cancellationSignal,
  });
  return createWorkerDuties({
    store: createStoreActivities(store, onRunClosed),
    operations,
    others: { ...createScheduleActivities(store), ...createPeopleActivities(store) },
    observer,
    journal,
  });
}

async function openObservedStore(configuration: PartConfiguration, observer: RunObserver): Promise<Store> {
  return openStore({
    uri: configuration.mongodbUri,
    keyRing: configuration.encryptionKeys,
    logger: observer.logger,
    onRunEnded: (run) => observeRunEnd(observer, run),
  });
}

function operationDependencies(store: Store, configuration: PartConfiguration, logger: ObserverLogger) {
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
function mailerOf(
  store: Store,
  configuration: PartConfiguration,
  logger: ObserverLogger,
): TaskCourierOptions["sendMail"] {
  const operations = createActivities(operationDependencies(store, configuration, logger));
  return async (about) => {
    await operations["smtp.send"]?.({ ...about, operation: "smtp.send", chain: [], now: new Date().toISOString() });
  };
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
