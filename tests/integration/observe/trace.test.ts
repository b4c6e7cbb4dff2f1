import { randomUUID } from "node:crypto";
import { Client } from "@temporalio/client";
import { NativeConnection, type Worker } from "@temporalio/worker";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import { createActivities } from "../../../activities/create-activities.ts";
import { type AttemptJournal, createAttemptJournal } from "../../../engine/observe/attempt-journal.ts";
import { createLogger } from "../../../engine/observe/create-logger.ts";
import { openTracer } from "../../../engine/observe/open-tracer.ts";
import { createRunMeter } from "../../../engine/observe/run-meter.ts";
import {
  observeLauncher,
  observeRunEnd,
  type RunObserver,
  SILENT_OBSERVER,
} from "../../../engine/observe/run-observer.ts";
import { createStoreActivities, createStorePorts } from "../../../engine/store/index.ts";
import { createTemporalLauncher, Dispatcher } from "../../../engine/triggers/index.ts";
import { createFlowrightWorker } from "../../../engine/worker/create-worker.ts";
import { createWorkerDuties } from "../../../engine/worker/worker-activities.ts";
import { addWorkerMetrics } from "../../../engine/worker/worker-metrics.ts";
import { type ApiUnderTest, startApi } from "../api/api-under-test.ts";
import { workflowBundle } from "../interpreter/run-harness.ts";
import { publish } from "../store/open-test-store.ts";
import { startCollector, startOtherSystem } from "./receivers.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER = "00f067aa0ba902b7";
const workspaceId = "default";
const lines: Record<string, unknown>[] = [];
const registry = new Registry();
let collector: Awaited<ReturnType<typeof startCollector>>;
let other: Awaited<ReturnType<typeof startOtherSystem>>;
let observer: RunObserver;
let journal: AttemptJournal;
let api: ApiUnderTest;
let connection: NativeConnection;
let worker: Worker;
let running: Promise<void>;
let dispatcher: Dispatcher;

beforeAll(async () => {
  collector = await startCollector();
  other = await startOtherSystem();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  vi.stubEnv("OTEL_BSP_SCHEDULE_DELAY", "100");
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  observer = {
    tracer: await openTracer("test"),
    meter: createRunMeter(registry),
    logger: createLogger({ part: "test", level: "debug", destination: { write } }),
  };
  api = await startApi({ app: { trustedProxies: 0, tracer: observer.tracer } });
  const { store } = api;
  store.context.onRunEnded = (run) => observeRunEnd(observer, run);
  const { logger } = SILENT_OBSERVER;
  journal = createAttemptJournal({ write: async (attempts) => store.attempts.save(attempts), logger });
  const taskQueue = `observe-${randomUUID().slice(0, 8)}`;
  connection = await NativeConnection.connect({ address: process.env["FLOWRIGHT_TEST_TEMPORAL_ADDRESS"] ?? "" });
  const { code } = await workflowBundle();
  worker = await createFlowrightWorker({
    connection,
    namespace: "default",
    taskQueue,
    workflows: { code },
    ...createWorkerDuties({
      store: createStoreActivities(store),
      operations: createActivities({
        ports: createStorePorts(store),
        registry: createBuiltInRegistry(),
        allowPrivateHosts: ["*"],
        logger: journal.hear(logger),
      }),
      observer,
      journal,
    }),
    shutdownGraceMs: 500,
  });
  running = worker.run();
  const launcher = observeLauncher(createTemporalLauncher(new Client({ connection }), taskQueue), observer);
  dispatcher = new Dispatcher({ store, launcher, tracer: observer.tracer });
  addWorkerMetrics(registry, store, dispatcher);
  dispatcher.start();
});
afterAll(async () => {
  await dispatcher.stop();
  worker.shutdown();
  await running;
  await journal.close();
  await connection.close();
  await api.stop();
  await observer.tracer.close();
  await Promise.all([collector.close(), other.close()]);
  vi.unstubAllEnvs();
});

async function publishCall(query = ""): Promise<string> {
  const key = await publish(api.store, workspaceId, {
    triggers: [{ id: "hook", type: "webhook" }],
    nodes: [
      {
        id: "call",
        type: "action",
        operation: "http.request",
        input: { method: "POST", path: `${other.url}/orders${query}`, body: { name: "=trigger.body.name" } },
        retry: { maximumAttempts: 3, initialInterval: "PT0.1S", backoffCoefficient: 1 },
      },
    ],
    edges: [{ id: "e1", source: "hook", sourcePort: "out", target: "call" }],
  });
  const [address] = await api.store.workspace(workspaceId).workflows.addresses(key);
  return `${api.url}/hooks/${workspaceId}/${address?.addressId ?? ""}`;
}

async function post(url: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ name: "Ann" }),
  });
  expect(response.status).toBe(202);
  const { runId } = (await response.json()) as { runId: string };
  await vi.waitFor(
    async () => expect((await api.store.workspace(workspaceId).runs.get(runId)).status).toBe("completed"),
    { timeout: 30_000, interval: 100 },
  );
  return runId;
}

it("one trace id spans the caller, the webhook, the run and the call of the other system", async () => {
  const runId = await post(await publishCall(), { traceparent: `00-${TRACE}-${CALLER}-01` });
  const run = await api.store.workspace(workspaceId).runs.get(runId);
  expect(run.origin.traceId).toBe(TRACE);

  await vi.waitFor(() => expect(collector.spans.some(({ name }) => name === `end ${run.workflowKey}`)).toBe(true), {
    timeout: 10_000,
  });
  const named = (name: string) => collector.spans.find((span) => span.name === name && span.traceId === TRACE);
  const request = named("POST hook");
  const event = named("event trigger");
  const started = named(`run ${run.workflowKey}`);
  const called = named("http.request");
  const ended = named(`end ${run.workflowKey}`);
  expect(request).toMatchObject({ parentSpanId: CALLER, kind: 2 });
  expect(event).toMatchObject({ parentSpanId: request?.spanId, kind: 5 });
  expect(started).toMatchObject({ parentSpanId: event?.spanId });
  expect(called).toMatchObject({ parentSpanId: started?.spanId, kind: 3 });
  expect(ended).toMatchObject({ parentSpanId: started?.spanId });
  expect(called?.attributes).toContainEqual({ key: "flowright.run_id", value: { stringValue: runId } });
  expect(other.asked.at(-1)?.["traceparent"]).toBe(`00-${TRACE}-${called?.spanId}-01`);
});

it("lines about a run bear its ids and the trace's", async () => {
  const runId = await post(await publishCall(), { traceparent: "not one" });
  const { traceId } = (await api.store.workspace(workspaceId).runs.get(runId)).origin;
  expect(traceId).toMatch(/^[\da-f]{32}$/u);
  expect(traceId).not.toBe(TRACE);
  await vi.waitFor(() =>
    expect(lines.some((line) => line["runId"] === runId && line["msg"] === "run ended")).toBe(true),
  );
  const ofRun = lines.filter((line) => line["runId"] === runId);
  expect(ofRun.map(({ msg }) => msg)).toEqual(["run started", "operation done", "run ended"]);
  for (const line of ofRun) expect(line).toMatchObject({ traceId, workspace: workspaceId });
  expect(ofRun[1]).toMatchObject({ stepId: "call", operation: "http.request", attempt: 1 });
});

it("figures tell what ran and what waits", async () => {
  await vi.waitFor(async () => {
    const text = await registry.metrics();
    expect(text).toMatch(/flowright_runs_started_total\{workspace="default",workflow="[^"]+",trigger="webhook"\} 1/u);
    expect(text).toMatch(/flowright_runs_ended_total\{workspace="default",workflow="[^"]+",status="completed"\} 1/u);
    expect(text).toContain('flowright_operation_seconds_count{operation="http.request",outcome="ok"} 2');
    expect(text).toMatch(/flowright_step_seconds_count\{workspace="default",[^}]*status="completed"\} 1/u);
    expect(text).toContain("flowright_outbox_pending 0");
    expect(text).toContain('flowright_runs{workspace="default",status="incident"} 0');
    expect(text).toContain('flowright_tasks{workspace="default",state="overdue"} 0');
    expect(text).toContain('flowright_outbox_events_total{outcome="processed"} 2');
  });
});

it("a step's attempts are told, with the error and the call of each", async () => {
  other.failures.push(503, 500);
  const runId = await post(await publishCall("?key=hidden"), {});
  const params = { id: runId, stepId: "call" };
  const items = await vi.waitFor(async () => {
    const attempts = (await api.call("listStepAttempts", { params })).items;
    expect(attempts).toHaveLength(3);
    return attempts;
  });
  expect(items.map(({ attempt, error }) => [attempt, error?.code ?? null])).toEqual([
    [1, "HTTP_SYSTEM_UNAVAILABLE"],
    [2, "HTTP_SYSTEM_UNAVAILABLE"],
    [3, null],
  ]);
  const idempotencyKey = `${runId}/call/0`;
  const call = { method: "POST", url: `${other.url}/orders`, idempotencyKey };
  expect(items.map(({ lines }) => lines.map(({ message, fields }) => [message, fields]))).toEqual(
    [503, 500, 200].map((status) => [["HTTP call", expect.objectContaining({ ...call, status })]]),
  );
  expect(JSON.stringify(items)).not.toContain("hidden");
  expect(items[0]).toMatchObject({ operation: "http.request", idempotencyKey, linesDropped: 0 });
  expect(await api.refusal("listStepAttempts", { params: { ...params, id: "elsewhere" } })).toBe("404 RUN_UNKNOWN");
});
