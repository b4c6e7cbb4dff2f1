import { setTimeout as pause } from "node:timers/promises";
import type * as z from "zod";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { triggerSchema } from "../../../definitions/triggers/index.ts";
import { createStoreActivities, emitNamedEvent, type Store } from "../../../engine/store/index.ts";
import { acceptTrigger, Dispatcher, type DispatcherOptions } from "../../../engine/triggers/index.ts";
import type { ProgressWrite } from "../../../engine/workflows/contract.ts";
import { newWorkspaceId, openTestStore, publish } from "../store/open-test-store.ts";
import { RecordingLauncher } from "./recording-launcher.ts";

let store: Store;
let database: string;
let drop: () => Promise<void>;
let launcher: RecordingLauncher;
let workspaceId: string;
beforeAll(async () => ({ store, database, drop } = await openTestStore()));
afterAll(() => drop());
beforeEach(async () => {
  launcher = new RecordingLauncher();
  workspaceId = newWorkspaceId();
});
// What one test leaves pending must not be swept up by the next.
afterEach(async () => {
  await store.context.collections.events.updateMany({ status: "pending" }, { $set: { status: "done" } });
});

const createDispatcher = (options: Partial<DispatcherOptions> = {}) =>
  new Dispatcher({ store, launcher, sweepAfterMs: 0, leaseMs: 200, sweepEveryMs: 100, ...options });
/** Sweeps until nothing is due any more. */
async function drain(dispatcher = createDispatcher()): Promise<void> {
  await pause(5);
  while ((await dispatcher.sweep(0)) > 0) await pause(5);
}
const createLead = (fields = {}, chain: string[] = []) =>
  store.records.create("lead", { name: "Li", ...fields }, { workspaceId, chain });
type RecordTrigger = Extract<z.input<typeof triggerSchema>, { type: "record" }>;
const onCreated: RecordTrigger = { id: "created", type: "record", object: "lead", on: ["created"] };
const runsOf = async (workflow: string) => (await store.workspace(workspaceId).runs.list({ workflow })).items;

function progress(runId: string, sequence: number, given: Partial<ProgressWrite> = {}): ProgressWrite {
  const now = new Date().toISOString();
  const base = {
    workspaceId,
    runId,
    version: 1,
    planHash: "p",
    sequence,
    status: "waiting",
    startedAt: now,
    endedAt: null,
  } as const;
  return { ...base, waitingFor: [], vars: {}, liveEdges: [], deadEdges: [], steps: [], subscriptions: [], ...given };
}
const save = (write: ProgressWrite, knownEventIds: string[] = []) =>
  createStoreActivities(store).saveProgress({ write, knownEventIds });

describe("an event", () => {
  it("starts each matching workflow once, with the record, the plan and the origin", async () => {
    const first = await publish(store, workspaceId, { triggers: [onCreated] });
    const second = await publish(store, workspaceId, { triggers: [onCreated, { ...onCreated, id: "again" }] });
    const lead = await createLead();
    await drain();
    await drain();
    const inputs = launcher.of(workspaceId);
    expect(inputs.map(({ workflowKey }) => workflowKey).sort()).toEqual([first, second].sort());
    expect(inputs[0]).toMatchObject({
      version: 1,
      plan: { planVersion: 1 },
      trigger: { id: "created", type: "record", payload: { object: "lead", id: lead.id, change: "created" } },
      record: { id: lead.id, object: "lead", name: "Li", owner: null },
      origin: { chain: [] },
    });
    expect(await runsOf(first)).toMatchObject([
      { status: "running", record: { object: "lead", id: lead.id, name: "Li" } },
    ]);
  });

  it("starts nothing where the change, the fields, the rule, a switch or the import forbid it", async () => {
    const when = { all: [{ fact: "record", path: "country", operator: "equal", value: "CN" }] };
    const byRule = await publish(store, workspaceId, { triggers: [{ ...onCreated, when }] });
    const byField = await publish(store, workspaceId, {
      triggers: [{ ...onCreated, on: ["updated"], fields: ["owner"] }],
    });
    const off = await publish(store, workspaceId, { triggers: [onCreated] });
    await store.workspace(workspaceId).workflows.setEnabled(off, false, null);
    await publish(store, workspaceId, { triggers: [{ ...onCreated, disabled: true }] });
    await publish(store, workspaceId, { triggers: [{ ...onCreated, object: "ticket" }] });
    const german = await createLead({ country: "DE" });
    const chinese = await createLead({ country: "CN" });
    await store.records.create("lead", { name: "S", country: "CN" }, { workspaceId, chain: [], skipAutomations: true });
    await store.records.update("lead", german.id, { note: "x" }, { workspaceId, chain: [] });
    await store.records.update("lead", german.id, { owner: "u1" }, { workspaceId, chain: [] });
    await drain();
    const started = launcher.of(workspaceId).map(({ workflowKey, record }) => [workflowKey, record?.["id"]] as const);
    expect(started).toHaveLength(2);
    expect(Object.fromEntries(started)).toEqual({ [byRule]: chinese.id, [byField]: german.id });
  });

  it("shows a rule that cannot be evaluated as a failed run", async () => {
    const when = { all: [{ fact: "record", path: "shoeSize", operator: "equal", value: 4 }] };
    const key = await publish(store, workspaceId, { triggers: [{ ...onCreated, when }] });
    await createLead();
    await drain();
    expect(await runsOf(key)).toMatchObject([{ status: "failed", error: { class: "user" } }]);
    expect(launcher.of(workspaceId)).toEqual([]);
  });

  it("does not start what led to it, nor the sixth in a row, and says so", async () => {
    const key = await publish(store, workspaceId, { triggers: [onCreated] });
    await createLead({}, ["other", key]);
    await createLead({}, ["a", "b", "c", "d", "e"]);
    await createLead({}, ["a", "b", "c", "d"]);
    await drain();
    expect(launcher.of(workspaceId)).toHaveLength(1);
    const events = await store.context.collections.events.find({ workspaceId }).sort({ _id: 1 }).toArray();
    expect(events.map(({ outcome }) => outcome?.refused[0]?.reason)).toEqual([
      "CHAIN_LOOP",
      "CHAIN_TOO_LONG",
      undefined,
    ]);
  });

  it("keeps to its workspace", async () => {
    await publish(store, workspaceId, { triggers: [onCreated] });
    const other = newWorkspaceId();
    await store.records.create("lead", { name: "Li" }, { workspaceId: other, chain: [] });
    await drain();
    expect([...launcher.of(workspaceId), ...launcher.of(other)]).toEqual([]);
  });
});

describe("a crash", () => {
  it.each(["before", "after"] as const)("%s Temporal took the start: one run, started", async (when) => {
    const key = await publish(store, workspaceId, { triggers: [onCreated] });
    await createLead();
    launcher.failNext = [when];
    await drain();
    expect(await runsOf(key)).toMatchObject([{ status: "queued" }]);
    await pause(700);
    await drain();
    expect(launcher.starts).toBe(2);
    expect(launcher.of(workspaceId)).toHaveLength(1);
    expect(await runsOf(key)).toMatchObject([{ status: "running" }]);
  });

  it("after the claim, or before the event is done: the next dispatcher repeats it harmlessly", async () => {
    const key = await publish(store, workspaceId, { triggers: [onCreated] });
    await createLead();
    await pause(5);
    const [event] = await store.events.listDue(new Date(), 10);
    expect(await store.events.claim(event!, 300)).toBe(1);
    await drain();
    expect(launcher.of(workspaceId)).toEqual([]);
    await pause(350);
    const complete = store.events.complete.bind(store.events);
    store.events.complete = async () => {
      throw new Error("killed");
    };
    await drain(createDispatcher({ maximumAttempts: 5 }));
    store.events.complete = complete;
    expect(launcher.of(workspaceId)).toHaveLength(1);
    await pause(1_300);
    await drain();
    expect(launcher.of(workspaceId)).toHaveLength(1);
    expect(await runsOf(key)).toHaveLength(1);
    expect(await store.context.collections.events.countDocuments({ workspaceId, status: "done" })).toBe(1);
  });

  it("of a worker whose clock ran ahead delays nothing: what it wrote too far ahead has come", async () => {
    const workflow = await publish(store, workspaceId, { triggers: [onCreated] });
    await createLead();
    const ahead = new Date(Date.now() + 3_600_000);
    await store.context.collections.events.updateMany(
      { workspaceId, status: "pending" },
      { $set: { leaseUntil: ahead, nextAttemptAt: ahead } },
    );
    await drain();
    expect(await runsOf(workflow)).toHaveLength(1);
    // A lease that may be somebody's is kept.
    await createLead();
    const held = new Date(Date.now() + 20_000);
    await store.context.collections.events.updateMany(
      { workspaceId, status: "pending" },
      { $set: { leaseUntil: held } },
    );
    await drain();
    expect(await runsOf(workflow)).toHaveLength(1);
  });

  it("that never ends is given up, and the run shows why", async () => {
    const key = await publish(store, workspaceId, { triggers: [onCreated] });
    await createLead();
    launcher.failNext = ["before", "before"];
    const dispatcher = createDispatcher({ maximumAttempts: 2 });
    await drain(dispatcher);
    await pause(700);
    await drain(dispatcher);
    expect(await runsOf(key)).toMatchObject([{ status: "failed", error: { message: "the connection broke" } }]);
    expect(dispatcher.counts).toMatchObject({ retried: 1, failed: 1 });
  });
});

describe("two dispatchers at once", () => {
  it("start everything once, from the change stream", async () => {
    const key = await publish(store, workspaceId, { triggers: [onCreated] });
    const second = await openTestStore({ database });
    const dispatchers = [store, second.store].map((each) => createDispatcher({ store: each, leaseMs: 30_000 }));
    onTestFinished(async () => {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
      await second.store.close();
    });
    for (const dispatcher of dispatchers) dispatcher.start();
    await Promise.all(Array.from({ length: 40 }, (_, index) => createLead({ name: `L${index}` })));
    await expect.poll(() => launcher.of(workspaceId).length, { timeout: 20_000 }).toBe(40);
    await expect
      .poll(() => store.context.collections.events.countDocuments({ workspaceId, status: "pending" }), {
        timeout: 20_000,
      })
      .toBe(0);
    expect(launcher.starts).toBe(40);
    expect(await store.workspace(workspaceId).runs.list({ workflow: key, limit: 100 })).toMatchObject({
      items: { length: 40 },
    });
  });

  it("go on from the resume token after a stop", async () => {
    await publish(store, workspaceId, { triggers: [onCreated] });
    const before = createDispatcher({ leaseMs: 30_000 });
    before.start();
    await createLead();
    await expect.poll(() => launcher.of(workspaceId).length, { timeout: 10_000 }).toBe(1);
    await pause(1_200);
    await before.stop();
    await createLead({ name: "while nobody listened" });
    // No sweep in this one: only the stream can bring the event.
    const after = createDispatcher({ sweepAfterMs: 600_000, leaseMs: 30_000 });
    after.start();
    onTestFinished(() => after.stop());
    await expect.poll(() => launcher.of(workspaceId).length, { timeout: 10_000 }).toBe(2);
  });
});

describe("a trigger of its own", () => {
  it("promises a run id once for each dedupe key, and writes its record once", async () => {
    const upsert = {
      object: "lead",
      match: ["email"],
      fields: { name: "=trigger.body.name", email: "=trigger.body.email" },
    };
    const key = await publish(store, workspaceId, { triggers: [{ id: "hook", type: "webhook", upsert }] });
    const payload = { body: { name: "Bo", email: "bo@example.com" } };
    const given = { workspaceId, workflowKey: key, triggerId: "hook", payload, dedupeKey: "s 1" };
    const accepted = await Promise.all(Array.from({ length: 20 }, () => acceptTrigger(store, given)));
    expect(new Set(accepted.map(({ runId }) => runId)).size).toBe(1);
    expect(accepted.filter(({ repeated }) => !repeated)).toHaveLength(1);
    launcher.failNext = ["before"];
    await drain();
    await pause(700);
    await drain();
    expect(await runsOf(key)).toMatchObject([{ id: accepted[0]!.runId, status: "running", record: { name: "Bo" } }]);
    expect(await store.records.find(workspaceId, "lead", {})).toHaveLength(1);
  });

  it("that cannot write its record is a failed run under the promised id", async () => {
    const upsert = {
      object: "lead",
      match: ["email"],
      fields: { name: "=trigger.body.name", email: "=trigger.body.mail" },
    };
    const key = await publish(store, workspaceId, { triggers: [{ id: "hook", type: "webhook", upsert }] });
    const given = { workspaceId, workflowKey: key, triggerId: "hook", payload: { body: { name: "Bo" } } };
    const { runId } = await acceptTrigger(store, given);
    await drain();
    expect(await store.workspace(workspaceId).runs.get(runId)).toMatchObject({
      status: "failed",
      error: { class: "user" },
    });
  });
});

describe("the same record again", () => {
  it("enters once, or only when no run is open, as the workflow says", async () => {
    const updated: RecordTrigger = { ...onCreated, on: ["updated"] };
    const once = await publish(store, workspaceId, { triggers: [updated], settings: { reentry: "once" } });
    const idle = await publish(store, workspaceId, { triggers: [updated], settings: { reentry: "when-idle" } });
    const lead = await createLead();
    const touch = (note: string) => store.records.update("lead", lead.id, { note }, { workspaceId, chain: [] });
    await touch("1");
    await touch("2");
    await drain();
    expect([(await runsOf(once)).length, (await runsOf(idle)).length]).toEqual([1, 1]);
    for (const workflow of [once, idle]) {
      const [run] = await runsOf(workflow);
      await save(progress(run!.id, 1, { status: "completed", endedAt: new Date().toISOString() }));
    }
    await touch("3");
    await drain();
    expect([(await runsOf(once)).length, (await runsOf(idle)).length]).toEqual([1, 2]);
  });

  it("waits for a slot, or is dropped, where the workflow limits its open runs", async () => {
    const concurrency = { limit: 1, key: "=record.country" };
    const queue = await publish(store, workspaceId, { triggers: [onCreated], settings: { concurrency } });
    const drop = await publish(store, workspaceId, {
      triggers: [onCreated],
      settings: { concurrency: { ...concurrency, whenFull: "drop" } },
    });
    for (const country of ["DE", "DE", "CN"]) await createLead({ country });
    const dispatcher = createDispatcher({ concurrency: 1 });
    await drain(dispatcher);
    const statuses = async (key: string) => (await runsOf(key)).map(({ status }) => status).sort();
    expect(await statuses(queue)).toEqual(["queued", "running", "running"]);
    expect(await statuses(drop)).toEqual(["cancelled", "running", "running"]);
    await dispatcher.fillSlots();
    expect(await statuses(queue)).toEqual(["queued", "running", "running"]);
    const holders = (await runsOf(queue)).filter(({ status }) => status === "running");
    for (const { id } of holders)
      await save(progress(id, 1, { status: "completed", endedAt: new Date().toISOString() }));
    await dispatcher.fillSlots();
    expect(await statuses(queue)).toEqual(["completed", "completed", "running"]);
  });
});

describe("a business event", () => {
  it("reaches the runs that wait for it, and runs that come to wait later find it", async () => {
    const key = await publish(store, workspaceId, { triggers: [onCreated] });
    const lead = await createLead();
    await drain();
    const [run] = await runsOf(key);
    const subscriptions = [{ stepId: "contacted", event: "lead.contacted", correlate: lead.id }];
    const context = { workspaceId, chain: [] };
    const emit = (correlate: string, id: string) =>
      emitNamedEvent(store.context, context, { id, name: "lead.contacted", correlate, payload: { by: "u1" } });
    const early = await emit(lead.id, "early");
    await emit("another lead", "elsewhere");
    expect(await emit(lead.id, "early")).toEqual({ id: early.id, repeated: true });
    await drain();
    expect(launcher.signals).toEqual([]);
    const found = await save(progress(run!.id, 1, { subscriptions }));
    expect(found.events).toMatchObject([
      { id: early.id, name: "lead.contacted", correlate: lead.id, payload: { by: "u1" } },
    ]);
    expect((await save(progress(run!.id, 2, { subscriptions }), [early.id])).events).toEqual([]);
    await store.records.update("lead", lead.id, { status: "contacted" }, context);
    await drain();
    expect(launcher.signals).toMatchObject([{ event: { name: "lead.contacted", correlate: lead.id } }]);
    expect(await store.workspace(newWorkspaceId()).runs.findSubscribed("lead.contacted", lead.id)).toEqual([]);
  });

  it("starts the workflows that it triggers, with the record that it is about", async () => {
    const trigger = { id: "won", type: "event", event: "opportunity.won" } as const;
    await publish(store, workspaceId, { triggers: [trigger] });
    const context = { workspaceId, chain: [] };
    const deal = await store.records.create("opportunity", { name: "Big" }, context);
    await store.records.update("opportunity", deal.id, { stage: "won" }, context);
    await drain();
    expect(launcher.of(workspaceId)).toMatchObject([{ record: { id: deal.id, stage: "won" }, trigger: { id: "won" } }]);
  });
});

describe("an event trigger's own key", () => {
  it("lets one run start for each of its values", async () => {
    const trigger = {
      id: "paid",
      type: "event",
      event: "invoice.paid",
      dedupeKey: "=trigger.payload.invoice",
    } as const;
    const key = await publish(store, workspaceId, { triggers: [trigger] });
    for (const [id, invoice] of [
      ["a", "I1"],
      ["b", "I1"],
      ["c", "I2"],
    ] as const)
      await emitNamedEvent(
        store.context,
        { workspaceId, chain: [] },
        { id, name: "invoice.paid", payload: { invoice } },
      );
    await emitNamedEvent(store.context, { workspaceId, chain: [] }, { name: "invoice.paid", payload: {} });
    await drain();
    expect((await runsOf(key)).map(({ status }) => status).sort()).toEqual(["failed", "running", "running"]);
  });
});

describe("a run's progress", () => {
  it("is kept whole, and neither a repeat nor a late write undoes it", async () => {
    const key = await publish(store, workspaceId, { triggers: [onCreated] });
    await createLead();
    await drain();
    const [run] = await runsOf(key);
    const step = (status: "running" | "completed", stepId: string) =>
      ({ nodeId: stepId, iteration: 0, stepId, status, startedAt: "2026-01-01T00:00:00.000Z", attempts: 1 }) as const;
    const older = progress(run!.id, 1, { steps: [step("running", "a")], vars: { n: 1 } });
    const newer = progress(run!.id, 2, { steps: [step("completed", "a"), step("running", "b")], vars: { n: 2 } });
    for (const write of [older, newer, older, newer]) await save(write);
    expect(await store.workspace(workspaceId).runs.get(run!.id)).toMatchObject({
      status: "waiting",
      vars: { n: 2 },
      steps: [
        { stepId: "a", status: "completed" },
        { stepId: "b", status: "running" },
      ],
    });
    await expect(store.workspace(newWorkspaceId()).runs.get(run!.id)).rejects.toMatchObject({ code: "RUN_UNKNOWN" });
  });
});
