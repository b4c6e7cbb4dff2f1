import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { deleteEndedRuns, type Store, takeTurn } from "../../../engine/store/index.ts";
import { Dispatcher, RetentionKeeper } from "../../../engine/triggers/index.ts";
import { newWorkspaceId, openTestStore, publish } from "../store/open-test-store.ts";
import { RecordingLauncher } from "./recording-launcher.ts";

let store: Store;
let drop: () => Promise<void>;
let launcher: RecordingLauncher;
let dispatcher: Dispatcher;
let workspaceId: string;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
});
beforeEach(() => {
  workspaceId = newWorkspaceId();
  launcher = new RecordingLauncher();
  dispatcher = new Dispatcher({ store, launcher, sweepAfterMs: 0, leaseMs: 200, concurrency: 1 });
});
afterAll(() => drop());

const onCreated = { id: "created", type: "record" as const, object: "lead", on: ["created" as const] };
const define = (settings: WorkflowDefinitionInput["settings"]) =>
  publish(store, workspaceId, { triggers: [onCreated], settings });
const runs = () => store.workspace(workspaceId).runs;
const statuses = async (workflow: string) => (await runs().list({ workflow })).items.map(({ status }) => status).sort();
async function createLeads(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await store.records.create("lead", { name: `Lead ${index}` }, { workspaceId, chain: [] });
  await new Promise((resolve) => setTimeout(resolve, 5));
  while ((await dispatcher.sweep(0)) > 0);
}

it("a rate limit lets so many runs start in any window; the others wait their turn, none is lost", async () => {
  const key = await define({ rateLimit: { limit: 2, per: "PT2S" } });
  await createLeads(5);
  expect(await statuses(key)).toEqual(["queued", "queued", "queued", "running", "running"]);
  await dispatcher.fillSlots();
  expect(launcher.of(workspaceId)).toHaveLength(2);
  const startedBy = async (count: number) => {
    await dispatcher.fillSlots();
    return launcher.of(workspaceId).length >= count;
  };
  await expect.poll(() => startedBy(4), { timeout: 6_000 }).toBe(true);
  expect(await statuses(key)).toEqual(["queued", "running", "running", "running", "running"]);
  await expect.poll(() => startedBy(5), { timeout: 6_000 }).toBe(true);
});

it("ten that ask for two turns at once get two, and asking again for one that has a turn is free", async () => {
  const turn = (runId: string) =>
    takeTurn(store.context, { workspaceId, workflowKey: "w", runId }, { limit: 2, perMs: 60_000 });
  const got = await Promise.all(Array.from({ length: 10 }, (_, index) => turn(`r${index}`)));
  expect(got.filter(Boolean)).toHaveLength(2);
  const winner = `r${got.indexOf(true)}`;
  expect(await turn(winner)).toBe(true);
});

it("cancel-oldest asks the oldest open run to stop, and the new one takes its place when it has", async () => {
  const key = await define({ concurrency: { limit: 1, whenFull: "cancel-oldest" } });
  await createLeads(1);
  const [oldest] = (await runs().list({ workflow: key })).items;
  await createLeads(1);
  expect(launcher.cancelled).toEqual([(await runs().getHandle(oldest!.id)).temporalId]);
  expect(await statuses(key)).toEqual(["queued", "running"]);
  await runs().close(oldest!.id, "cancelled", null);
  await dispatcher.fillSlots();
  expect(await statuses(key)).toEqual(["cancelled", "running"]);
});

it("the priority goes with the start", async () => {
  await define({ priority: 1 });
  await createLeads(1);
  expect(launcher.priorities).toEqual([1]);
});

it("ended runs are deleted with their steps when their time is over; open and younger ones stay", async () => {
  const key = await define({ retention: "P30D" });
  await createLeads(3);
  const [old, young] = (await runs().list({ workflow: key })).items;
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  for (const [run, days] of [
    [old, 31],
    [young, 29],
  ] as const) {
    await runs().close(run!.id, "cancelled", null);
    await runs().keepSteps(run!.id, [
      { nodeId: "note", stepId: "note", iteration: 0, status: "completed", startedAt: "x", attempts: 1 },
    ]);
    await store.context.collections.runs.updateOne({ _id: run!.id }, { $set: { endedAt: daysAgo(days) } });
  }
  expect(await new RetentionKeeper(store).sweep()).toBe(1);
  expect((await runs().list({ workflow: key })).items.map(({ id }) => id)).not.toContain(old!.id);
  expect(await statuses(key)).toEqual(["cancelled", "running"]);
  expect(await store.context.collections.steps.countDocuments({ workspaceId })).toBe(1);
  expect(await deleteEndedRuns(store.context, { workspaceId, workflowKey: "another", before: new Date() })).toBe(0);
});
