import { randomUUID } from "node:crypto";
import { Client, Connection } from "@temporalio/client";
import { NativeConnection, type Worker } from "@temporalio/worker";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import { createActivities } from "../../../activities/create-activities.ts";
import type { RunDetail } from "../../../definitions/run.ts";
import { createRunGateway, type RunGateway } from "../../../engine/api/run-gateway.ts";
import { TaskCourier } from "../../../engine/inbox/task-courier.ts";
import { createTaskLinks, type TaskLinks } from "../../../engine/inbox/task-links.ts";
import {
  createPeopleActivities,
  createStoreActivities,
  createStorePorts,
  type Store,
} from "../../../engine/store/index.ts";
import { acceptTrigger, createTemporalLauncher, Dispatcher, type RunLauncher } from "../../../engine/triggers/index.ts";
import { createFlowrightWorker } from "../../../engine/worker/create-worker.ts";
import { createWorkerDuties, type OperationActivities } from "../../../engine/worker/worker-activities.ts";
import { workflowBundle } from "../interpreter/run-harness.ts";
import { newWorkspaceId, openTestStore, TEST_KEYS } from "../store/open-test-store.ts";

export interface PeopleStack {
  store: Store;
  workspaceId: string;
  gateway: RunGateway;
  client: Client;
  links: TaskLinks;
  courier: TaskCourier;
  dispatcher: Dispatcher;
  /** Starts a run of the manual trigger `go`; answers its id. */
  start(workflowKey: string, payload?: Record<string, string>): Promise<string>;
  /** Polls the stored run until it is as asked. */
  until(runId: string, holds: (run: RunDetail) => boolean): Promise<RunDetail>;
  /** Another process of the same kind, not started. */
  newCourier(runs?: Pick<RunGateway, "completeTask">): TaskCourier;
  /** Does `work` while no worker is there; what the worker kept in memory is lost. */
  withoutWorker(work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Store, worker, dispatcher and courier on the real servers, with a database and a task queue of their own. */
export async function startPeopleStack(
  about: { historyBudget?: number; operations?: (store: Store) => OperationActivities } = {},
): Promise<PeopleStack> {
  const address = process.env["FLOWRIGHT_TEST_TEMPORAL_ADDRESS"] ?? "";
  const taskQueue = `people-${randomUUID().slice(0, 8)}`;
  const workspaceId = newWorkspaceId();
  const { store, drop } = await openTestStore();
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const gateway = createRunGateway(client, "default");
  const links = createTaskLinks(TEST_KEYS);
  const { code } = await workflowBundle();
  const budget = about.historyBudget === undefined ? {} : { historyBudget: about.historyBudget };
  const newWorker = async () =>
    createFlowrightWorker({
      connection: native,
      namespace: "default",
      taskQueue,
      workflows: { code },
      ...createWorkerDuties({
        store: createStoreActivities(store),
        operations: about.operations?.(store) ?? {},
        others: { ...createPeopleActivities(store) },
      }),
      shutdownGraceMs: 500,
    });
  let worker = await newWorker();
  let running = worker.run();
  const temporal = createTemporalLauncher(new Client({ connection: native }), taskQueue);
  const launcher: RunLauncher = {
    ...temporal,
    start: async (temporalId, input) => temporal.start(temporalId, { ...input, ...budget }),
  };
  const dispatcher = new Dispatcher({ store, launcher });
  const newCourier = (runs: Pick<RunGateway, "completeTask"> = gateway) =>
    new TaskCourier({ store, runs, links, publicUrl: "http://flow.test", sendMail: mailer(store), everyMs: 100 });
  const courier = newCourier();
  dispatcher.start();
  courier.start();
  const read = async (runId: string) => store.workspace(workspaceId).runs.get(runId);
  return {
    store,
    workspaceId,
    gateway,
    client,
    links,
    courier,
    dispatcher,
    newCourier,
    start: async (workflowKey, payload = {}) => {
      const { runId } = await acceptTrigger(store, { workspaceId, workflowKey, triggerId: "go", payload });
      return runId;
    },
    until: async (runId, holds) => waitFor(() => read(runId), holds),
    withoutWorker: async (work) => {
      await stopWorker(worker, running);
      await work();
      worker = await newWorker();
      running = worker.run();
    },
    stop: async () => {
      await Promise.all([dispatcher.stop(), courier.stop()]);
      await stopWorker(worker, running);
      await connection.close();
      await native.close();
      await drop();
    },
  };
}

function mailer(store: Store): ConstructorParameters<typeof TaskCourier>[0]["sendMail"] {
  const operations = createActivities({
    ports: createStorePorts(store),
    registry: createBuiltInRegistry(),
    allowPrivateHosts: ["*"],
    fallbackConnections: { smtp: { url: process.env["FLOWRIGHT_TEST_SMTP_URL"] ?? "" } },
  });
  return async (about) => {
    await operations["smtp.send"]!({ ...about, operation: "smtp.send", chain: [], now: new Date().toISOString() });
  };
}

async function stopWorker(worker: Worker, running: Promise<void>): Promise<void> {
  worker.shutdown();
  await running;
}

/** Reads until it is as asked; throws with what it was last. */
export async function waitFor<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  let last: T | undefined;
  let problem: unknown;
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    try {
      last = await read();
      if (holds(last)) return last;
    } catch (error) {
      problem = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it did not come so: ${JSON.stringify(last)} ${String(problem)}`);
}
