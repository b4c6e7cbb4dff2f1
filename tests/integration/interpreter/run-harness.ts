import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Client, Connection, type WorkflowHandle } from "@temporalio/client";
import type { PayloadCodec } from "@temporalio/common";
import { DefaultLogger, NativeConnection, Worker } from "@temporalio/worker";
import { createFakePeople } from "./fake-people.ts";
import type { OperationCall } from "../../../activities/operation-call.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import { calendarSchema, decisionTableSchema } from "../../../definitions/resources.ts";
import type { BusinessEvent, RunDetail } from "../../../definitions/run.ts";
import { workflowDefinitionSchema, type WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { compilePlan } from "../../../engine/publish/compile-plan.ts";
import { planHash } from "../../../engine/publish/content-hash.ts";
import { bundleWorkflows } from "../../../engine/worker/bundle-workflows.ts";
import { createFlowrightWorker, installWorkerRuntime } from "../../../engine/worker/create-worker.ts";
import { REPLAY_SINKS } from "../../../engine/worker/run-end-sink.ts";
import { createWorkerDuties } from "../../../engine/worker/worker-activities.ts";
import {
  INTERPRETER_VERSION,
  type ProgressWrite,
  QUERY_STATE,
  type RunInput,
  type RunResult,
  type StoreActivities,
  WORKFLOW_TYPE,
} from "../../../engine/workflows/contract.ts";

const ROOT = `${import.meta.dirname}/../../..`;
const FIXTURES = `${ROOT}/definitions/fixtures`;
const NAMESPACE = process.env["FLOWRIGHT_TEST_TEMPORAL_NAMESPACE"] ?? "default";

export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(`${FIXTURES}/${name}`, "utf8"));
}

/** What a fake operation answers: the output, or throws. */
export type FakeOperation = (call: OperationCall) => Json | Promise<Json>;

/** A store in memory that keeps what was saved, and a list of earlier events. */
export interface FakeStore {
  writes: ProgressWrite[];
  emitted: { name: string; correlate: Json | null; payload: JsonObject; idempotencyKey: string }[];
  /** Events that were written before the run waited for them, by run. */
  earlier: Map<string, BusinessEvent[]>;
  activities: StoreActivities;
  writesOf(runId: string): ProgressWrite[];
}

function createFakeStore(): FakeStore {
  const store: FakeStore = {
    writes: [],
    emitted: [],
    earlier: new Map(),
    writesOf: (runId) => store.writes.filter((write) => write.runId === runId),
    activities: {
      loadPlan: async () => {
        throw new Error("every plan of these tests travels by value");
      },
      async saveProgress({ write, knownEventIds }) {
        store.writes.push(write);
        const names = new Set(write.subscriptions.map(({ event }) => event));
        const events = store.earlier.get(write.runId) ?? [];
        return { events: events.filter(({ id, name }) => names.has(name) && !knownEventIds.includes(id)) };
      },
      async emitEvent({ name, correlate, payload, idempotencyKey }) {
        store.emitted.push({ name, correlate, payload, idempotencyKey });
        return { id: `e${store.emitted.length}` };
      },
    },
  };
  return store;
}

export interface StartOptions {
  definition: WorkflowDefinitionInput;
  record?: JsonObject;
  payload?: JsonObject;
  timeSkipping?: boolean;
  runId?: string;
  historyBudget?: number;
  /** Workflows that are called inline. */
  called?: WorkflowDefinitionInput[];
}

export interface Harness {
  client: Client;
  store: FakeStore;
  operations: Record<string, FakeOperation>;
  calls: OperationCall[];
  start(options: StartOptions): Promise<WorkflowHandle<(input: RunInput) => Promise<RunResult>>>;
  state(handle: WorkflowHandle): Promise<RunDetail>;
  /** Polls the run's state until it is as asked. */
  until(handle: WorkflowHandle, holds: (state: RunDetail) => boolean): Promise<RunDetail>;
  stop(): Promise<void>;
}

try {
  installWorkerRuntime({ logger: new DefaultLogger("ERROR"), logLevel: "ERROR" });
} catch {
  // Another file of the same process has done it.
}

/** Without a cache every workflow task replays the whole history: what is not deterministic shows. */
const WORKFLOW_CACHE = process.env["FLOWRIGHT_TEST_WORKFLOW_CACHE"] === "off" ? { maxCachedWorkflows: 0 } : {};

let bundle: ReturnType<typeof bundleWorkflows> | undefined;

/** The workflow bundle of the sources, made once a process. */
export function workflowBundle(): ReturnType<typeof bundleWorkflows> {
  bundle ??= bundleWorkflows({});
  return bundle;
}

/** Replays a history on this workflow code; answers what does not fit, undefined where all does. */
export async function replayHistory(code: string, workflowId: string, history: unknown): Promise<Error | undefined> {
  const replayed = Worker.runReplayHistories({ workflowBundle: { code }, sinks: REPLAY_SINKS }, [
    { workflowId, history },
  ]);
  for await (const { error } of replayed) return error;
  throw new Error("nothing was replayed");
}

/** The input of a run of this definition, with the resources of the fixtures. */
function runInput(options: StartOptions, runId: string): RunInput {
  const definition = workflowDefinitionSchema.parse(options.definition);
  const table = decisionTableSchema.parse(readFixture("lead-score.table.json"));
  const sales = calendarSchema.parse(readFixture("calendar-sales.json"));
  const called = new Map((options.called ?? []).map((each) => [each.key, workflowDefinitionSchema.parse(each)]));
  const plan = compilePlan(definition, {
    tables: { [table.key]: table },
    called({ workflow }) {
      const found = called.get(workflow);
      if (found === undefined) return undefined;
      return { key: found.key, name: found.name, version: 1, definition: found, plan: compilePlan(found) };
    },
  });
  const trigger = definition.triggers[0];
  if (trigger === undefined) throw new Error("the definition has no trigger");
  return {
    interpreterVersion: INTERPRETER_VERSION,
    workspaceId: "w1",
    runId,
    workflowKey: definition.key,
    version: 1,
    planHash: planHash(plan),
    plan,
    trigger: { id: trigger.id, type: trigger.type, payload: options.payload ?? {} },
    record: options.record ?? null,
    origin: { triggerId: trigger.id, triggerType: trigger.type, chain: [] },
    calendars: { sales },
    ...(options.historyBudget === undefined ? {} : { historyBudget: options.historyBudget }),
  };
}

/** A worker on a task queue of its own, with fake operations and a fake store, on the real Temporal server. */
export async function startHarness(
  payloadCodec?: PayloadCodec,
  /** Activities that give no signs of life, by the name of the operation that they stand for. */
  silent: Record<string, () => Promise<unknown>> = {},
  stackTraces = false,
): Promise<Harness> {
  const address = process.env["FLOWRIGHT_TEST_TEMPORAL_ADDRESS"] ?? "127.0.0.1:7233";
  const taskQueue = `test-${randomUUID()}`;
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  const client = new Client({
    connection,
    namespace: NAMESPACE,
    identity: "test-client",
    ...(payloadCodec === undefined ? {} : { dataConverter: { payloadCodecs: [payloadCodec] } }),
  });
  const store = createFakeStore();
  const operations: Record<string, FakeOperation> = {};
  const calls: OperationCall[] = [];
  const perform = async (call: OperationCall) => {
    calls.push(call);
    const operation = operations[call.operation];
    if (operation === undefined) throw new Error(`no fake of ${call.operation}`);
    return operation(call);
  };
  const { code } = await workflowBundle();
  const worker = await createFlowrightWorker({
    connection: native,
    namespace: NAMESPACE,
    taskQueue,
    workflows: { code },
    ...createWorkerDuties({
      store: store.activities,
      operations: { default: perform },
      others: { ...createFakePeople(), ...silent },
    }),
    shutdownGraceMs: 500,
    ...WORKFLOW_CACHE,
    identity: "test-worker",
    stackTraces,
    ...(payloadCodec === undefined ? {} : { payloadCodec }),
  });
  const running = worker.run();
  const state = (handle: WorkflowHandle) => handle.query<RunDetail>(QUERY_STATE);
  return {
    client,
    store,
    operations,
    calls,
    start: (options) => startRun(client, taskQueue, options),
    state,
    async until(handle, holds) {
      for (let tries = 0; tries < 200; tries += 1) {
        const detail = await state(handle).catch(() => null);
        if (detail !== null && holds(detail)) return detail;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`the run did not get there: ${JSON.stringify(await state(handle))}`);
    },
    stop: () => stopWorker(worker, running, [connection, native]),
  };
}

async function startRun(client: Client, taskQueue: string, options: StartOptions) {
  const runId = options.runId ?? randomUUID();
  const workflowId = `w1:${options.definition.key}:${runId}`;
  const input = runInput(options, runId);
  if (options.timeSkipping !== true)
    return client.workflow.start<(input: RunInput) => Promise<RunResult>>(WORKFLOW_TYPE, {
      taskQueue,
      workflowId,
      args: [input],
    });
  // Time skipping is experimental and only in the raw API: kept to this one place.
  const payload = client.options.loadedDataConverter.payloadConverter.toPayload(input);
  await client.workflowService.startWorkflowExecution({
    namespace: NAMESPACE,
    workflowId,
    requestId: randomUUID(),
    workflowType: { name: WORKFLOW_TYPE },
    taskQueue: { name: taskQueue },
    input: { payloads: [payload] },
    timeSkippingConfig: { enabled: true },
  });
  return client.workflow.getHandle<(input: RunInput) => Promise<RunResult>>(workflowId);
}

async function stopWorker(
  worker: Worker,
  running: Promise<void>,
  connections: { close(): Promise<void> }[],
): Promise<void> {
  worker.shutdown();
  await running;
  for (const connection of connections) await connection.close();
}
