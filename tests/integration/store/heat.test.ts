import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunStatus, Step } from "../../../definitions/run.ts";
import { createStoreActivities, newId, type Store } from "../../../engine/store/index.ts";
import { newWorkspaceId, openTestStore } from "./open-test-store.ts";

let store: Store;
let database: string;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, database, drop } = await openTestStore()));
afterAll(() => drop());

const START = "2026-03-02T08:00:00.000Z";
const after = (ms: number) => new Date(Date.parse(START) + ms).toISOString();
const step = (nodeId: string, ms: number | null, more: Partial<Step> = {}): Step => ({
  nodeId,
  iteration: 0,
  stepId: nodeId,
  status: ms === null ? "running" : "completed",
  startedAt: START,
  endedAt: ms === null ? null : after(ms),
  attempts: 1,
  ...more,
});

/** Stores a run as its starter and its worker would. Answers its id. */
async function saveRun(
  workspaceId: string,
  run: { version: number; status: RunStatus; steps: Step[]; liveEdges: string[]; createdMs?: number },
): Promise<string> {
  const runId = newId(run.createdMs);
  const trigger = { triggerId: "go", triggerType: "manual", chain: [] };
  await store.workspace(workspaceId).runs.create({
    runId,
    workflowKey: "leads",
    workflowName: "Leads",
    version: run.version,
    planHash: "p",
    dedupeKey: runId,
    origin: trigger,
    record: null,
    recordFields: null,
    trigger: {},
    eventsSince: new Date(START),
  });
  const isOpen = run.status === "waiting" || run.status === "incident";
  await createStoreActivities(store).saveProgress({
    knownEventIds: [],
    write: {
      workspaceId,
      runId,
      version: run.version,
      planHash: "p",
      sequence: 1,
      status: run.status,
      startedAt: START,
      endedAt: isOpen ? null : after(1_000),
      waitingFor: [],
      vars: {},
      liveEdges: run.liveEdges,
      deadEdges: [],
      steps: run.steps,
      subscriptions: [],
    },
  });
  return runId;
}

async function saveThree(workspaceId: string): Promise<void> {
  await saveRun(workspaceId, {
    version: 2,
    status: "completed",
    steps: [step("assign", 100), step("mail", 900, { attempts: 3 }), step("nobody", 0, { status: "skipped" })],
    liveEdges: ["e1", "e2"],
  });
  await saveRun(workspaceId, {
    version: 2,
    status: "incident",
    steps: [step("assign", 300), step("mail", null, { status: "incident", attempts: 5 })],
    liveEdges: ["e1", "e2"],
  });
  await saveRun(workspaceId, { version: 2, status: "waiting", steps: [step("assign", null)], liveEdges: ["e1"] });
}

const EXPECTED = {
  runs: { total: 3, byStatus: { completed: 1, incident: 1, waiting: 1 }, more: false },
  nodes: [
    { nodeId: "assign", ran: 3, failed: 0, open: 1, skipped: 0, retried: 0, averageMs: 200, longestMs: 300 },
    { nodeId: "mail", ran: 2, failed: 1, open: 1, skipped: 0, retried: 2, averageMs: 900, longestMs: 900 },
    { nodeId: "nobody", ran: 0, failed: 0, open: 0, skipped: 1, retried: 0, averageMs: null, longestMs: null },
  ],
  edges: [
    { edgeId: "e1", taken: 3 },
    { edgeId: "e2", taken: 2 },
  ],
};

async function readHeat(workspaceId: string, range: { from?: string; to?: string } = {}, of: Store = store) {
  const heat = await of.workspace(workspaceId).runs.heat({ workflow: "leads", version: 2, ...range });
  heat.nodes.sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1));
  heat.edges.sort((a, b) => (a.edgeId < b.edgeId ? -1 : 1));
  return heat;
}

it("counts runs, failures and durations of a version's steps, and nothing of other versions or workspaces", async () => {
  const workspaceId = newWorkspaceId();
  await saveThree(workspaceId);
  const kept = await saveRun(workspaceId, {
    version: 1,
    status: "completed",
    steps: [step("mail", 5_000)],
    liveEdges: ["e2"],
  });
  await saveThree(newWorkspaceId());
  expect(await readHeat(workspaceId)).toEqual(EXPECTED);

  // What a run took over from another one was not done by it.
  await store.workspace(workspaceId).runs.keepSteps(kept, [step("assign", 50)]);
  expect((await store.workspace(workspaceId).runs.heat({ workflow: "leads", version: 1 })).nodes).toMatchObject([
    { nodeId: "mail", ran: 1 },
  ]);
});

it("counts only runs that were created in the range", async () => {
  const workspaceId = newWorkspaceId();
  await saveThree(workspaceId);
  const now = Date.now();
  const hour = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
  expect((await readHeat(workspaceId, { from: hour(-1), to: hour(1) })).runs.total).toBe(3);
  expect((await readHeat(workspaceId, { from: hour(1) })).runs.total).toBe(0);
  expect((await readHeat(workspaceId, { to: hour(-1) })).nodes).toEqual([]);
});

it("counts steps that were stored before it was there, once the store was opened anew", async () => {
  const workspaceId = newWorkspaceId();
  await saveThree(workspaceId);
  await store.database.collection("steps").updateMany({ workspaceId }, { $unset: { facts: "" } });
  await store.database.collection<{ _id: string }>("marks").deleteOne({ _id: "migration:1" });
  expect((await readHeat(workspaceId)).nodes).toEqual([]);
  const again = await openTestStore({ database });
  try {
    expect(await readHeat(workspaceId, {}, again.store)).toEqual(EXPECTED);
  } finally {
    await again.store.close();
  }
});
