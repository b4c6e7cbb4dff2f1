import { randomUUID } from "node:crypto";
import { Client } from "@temporalio/client";
import { NativeConnection, type Worker } from "@temporalio/worker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStoreActivities, type Store } from "../../../engine/store/index.ts";
import {
  createScheduleActivities,
  createTemporalLauncher,
  Dispatcher,
  receiveWebhook,
} from "../../../engine/triggers/index.ts";
import { syncSchedules } from "../../../engine/triggers/schedules/sync-schedules.ts";
import { createFlowrightWorker } from "../../../engine/worker/create-worker.ts";
import { createPayloadCodec } from "../../../engine/worker/payload-codec.ts";
import { createWorkerDuties } from "../../../engine/worker/worker-activities.ts";
import { newWorkspaceId, openTestStore, publish, TEST_KEYS } from "../store/open-test-store.ts";

const taskQueue = `test-${randomUUID().slice(0, 8)}`;
const workspaceId = newWorkspaceId();
let store: Store;
let drop: () => Promise<void>;
let connection: NativeConnection;
let client: Client;
let worker: Worker;
let running: Promise<void>;
let dispatcher: Dispatcher;

beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  connection = await NativeConnection.connect({ address: process.env["FLOWRIGHT_TEST_TEMPORAL_ADDRESS"] ?? "" });
  const payloadCodec = createPayloadCodec(TEST_KEYS);
  client = new Client({ connection, dataConverter: { payloadCodecs: [payloadCodec] } });
  worker = await createFlowrightWorker({
    connection,
    namespace: "default",
    taskQueue,
    workflows: { workflowsPath: `${import.meta.dirname}/../../../engine/workflows/index.ts` },
    ...createWorkerDuties({
      store: createStoreActivities(store),
      operations: {},
      others: { ...createScheduleActivities(store) },
    }),
    payloadCodec,
  });
  running = worker.run();
  dispatcher = new Dispatcher({ store, launcher: createTemporalLauncher(client, taskQueue) });
  dispatcher.start();
});
afterAll(async () => {
  await dispatcher.stop();
  worker.shutdown();
  await running;
  await connection.close();
  await drop();
});

const context = { workspaceId, chain: [] };
const runs = () => store.workspace(workspaceId).runs;

describe("from the public address to the end of the run", () => {
  it("a webhook writes its record, the run waits for an event, hears it, and ends", async () => {
    const key = await publish(store, workspaceId, {
      triggers: [
        {
          id: "hook",
          type: "webhook",
          upsert: { object: "lead", match: ["email"], fields: { name: "Ann", email: "=trigger.body.email" } },
        },
      ],
      settings: { reentry: "when-idle", concurrency: { limit: 1 } },
      nodes: [{ id: "contacted", type: "wait-for-event", event: "lead.contacted", correlate: "=record.id" }],
      edges: [{ id: "e1", source: "hook", sourcePort: "out", target: "contacted" }],
    });
    const [address] = await store.workspace(workspaceId).workflows.addresses(key);
    const { runId } = await receiveWebhook(store, {
      workspaceId,
      addressId: address!.addressId,
      contentType: "application/json",
      headers: {},
      query: {},
      rawBody: Buffer.from('{"email":"ann@example.com"}'),
    });
    const statusOf = async () => (await runs().list({ workflow: key })).items[0]?.status;
    await expect.poll(statusOf, { timeout: 30_000 }).toBe("waiting");
    const { record } = await runs().get(runId);
    await store.records.update("lead", record!.id, { status: "contacted" }, context);
    await expect.poll(statusOf, { timeout: 30_000 }).toBe("completed");
    expect(await runs().get(runId)).toMatchObject({ steps: [{ nodeId: "contacted", status: "completed" }] });
    // The slot is freed by the same activity, a moment after the run reads as completed.
    const slot = () => store.context.collections.slots.findOne({ workspaceId });
    await expect.poll(slot, { timeout: 10_000 }).toMatchObject({ holders: [] });
    const launcher = createTemporalLauncher(client, taskQueue);
    const { temporalId } = await runs().getHandle(runId);
    const event = { id: "late", name: "lead.contacted", payload: {}, at: new Date().toISOString() };
    // The run closes a moment after its last write.
    await expect.poll(() => launcher.signal(temporalId, event), { timeout: 10_000 }).toBe("gone");
    expect(await launcher.start(temporalId, {} as never)).toBe("exists");
  });
});

describe("a schedule", () => {
  const quiet = { info() {}, warn() {}, error() {} };
  const mine = async () => {
    const ids: string[] = [];
    for await (const { scheduleId } of client.schedule.list())
      if (scheduleId.startsWith(`${taskQueue}:${workspaceId}:`)) ids.push(scheduleId);
    return ids;
  };
  const sync = async () => syncSchedules(client, await store.published.listFresh(workspaceId), quiet, taskQueue);

  it("starts a run at each of its times, and none when the workflow is switched off", async () => {
    const key = await publish(store, workspaceId, { triggers: [{ id: "tick", type: "schedule", every: "PT1S" }] });
    await sync();
    const count = async () => (await runs().list({ workflow: key, status: "completed" })).items.length;
    await expect.poll(count, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    await store.workspace(workspaceId).workflows.setEnabled(key, false, null);
    await expect.poll(async () => (await sync(), (await mine()).length), { timeout: 15_000 }).toBe(0);
    const { items } = await runs().list({ workflow: key });
    const times = await Promise.all(items.map(async ({ id }) => (await runs().get(id)).trigger["scheduledAt"]));
    expect(new Set(times).size).toBe(items.length);
    expect(items.every(({ origin }) => origin.triggerType === "schedule")).toBe(true);
  });

  it("of the times that were missed starts only the last one, where it says so", async () => {
    const key = await publish(store, workspaceId, {
      triggers: [{ id: "nightly", type: "schedule", cron: "0 2 * * *", missedRuns: "last" }],
    });
    const activities = createScheduleActivities(store);
    const firing = (day: number) => ({
      workspaceId,
      workflowKey: key,
      triggerId: "nightly",
      missedRuns: "last" as const,
      scheduledAt: `2026-01-0${day}T02:00:00.000Z`,
      isLate: true,
    });
    const days = [2, 3, 1];
    for (const day of days) await activities.noteMissed(firing(day));
    for (const day of [...days, 3]) await activities.acceptScheduled(firing(day));
    await expect.poll(async () => (await runs().list({ workflow: key })).items.length, { timeout: 15_000 }).toBe(1);
    const [run] = (await runs().list({ workflow: key })).items;
    expect((await runs().get(run!.id)).trigger).toEqual({ scheduledAt: "2026-01-03T02:00:00.000Z" });
  });
});
