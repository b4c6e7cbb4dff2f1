import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunStatus } from "../../../definitions/run.ts";
import type { Store } from "../../../engine/store/index.ts";
import { idFloor } from "../../../engine/store/new-id.ts";
import { newWorkspaceId, openTestStore } from "./open-test-store.ts";

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await openTestStore()));
afterAll(() => drop());

const DAY_MS = 86_400_000;

/** Stores a run of so many days ago. */
async function saveRun(workspaceId: string, daysAgo: number, status: RunStatus): Promise<void> {
  const createdAt = new Date(Date.now() - daysAgo * DAY_MS);
  const runId = `${idFloor(createdAt.getTime())}-${workspaceId}-${status}`;
  await store.workspace(workspaceId).runs.create({
    runId,
    workflowKey: "leads",
    workflowName: "Leads",
    version: 1,
    planHash: "p",
    dedupeKey: runId,
    origin: { triggerId: "go", triggerType: "manual", chain: [] },
    record: null,
    recordFields: null,
    trigger: {},
    eventsSince: createdAt,
  });
  await store.context.collections.runs.updateOne({ _id: runId }, { $set: { createdAt, status } });
}

it("counts runs started and failed on each day, oldest first, also on days without any", async () => {
  const workspaceId = newWorkspaceId();
  for (const status of ["completed", "failed", "timed-out", "running"] as const) await saveRun(workspaceId, 2, status);
  await saveRun(workspaceId, 0, "running");
  await saveRun(workspaceId, 5, "failed");
  await saveRun(newWorkspaceId(), 0, "failed");
  const { runs } = store.workspace(workspaceId);
  const dayOf = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  expect(await runs.countByDay(4)).toEqual([
    { day: dayOf(3), started: 0, failed: 0 },
    { day: dayOf(2), started: 4, failed: 2 },
    { day: dayOf(1), started: 0, failed: 0 },
    { day: dayOf(0), started: 1, failed: 0 },
  ]);
  expect(await runs.countByStatus()).toEqual({ completed: 1, failed: 2, "timed-out": 1, running: 2 });
  expect(await runs.countByWorkflow()).toEqual(new Map([["leads", { open: 2, incidents: 0 }]]));
});

it("counts the records that are not at a closed stage, of one workspace", async () => {
  const workspaceId = newWorkspaceId();
  const context = { workspaceId, chain: [] };
  for (const status of ["new", "pending", "resolved", "closed"])
    await store.records.create("ticket", { subject: `A ${status} one`, status }, context);
  await store.records.create("ticket", { subject: "Elsewhere" }, { workspaceId: newWorkspaceId(), chain: [] });
  expect(await store.records.countOpen(workspaceId, "ticket")).toBe(2);
});
