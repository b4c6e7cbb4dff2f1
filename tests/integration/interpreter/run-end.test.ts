import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { type Harness, replayHistory, startHarness, workflowBundle } from "./run-harness.ts";

/** Temporal gives a workflow task ten seconds, then it hands it out again. */
const LONGER_THAN_A_TASK_MS = 11_000;

let harness: Harness;
let save: Harness["store"]["activities"]["saveProgress"];
beforeAll(async () => {
  harness = await startHarness();
  save = harness.store.activities.saveProgress;
  harness.operations["crm.note"] = () => ({ done: true });
});
afterAll(async () => harness.stop());

const ONE_STEP: WorkflowDefinitionInput = {
  schemaVersion: 1,
  key: "one-step",
  name: "One step",
  triggers: [{ id: "manual", type: "manual" }],
  nodes: [{ id: "note", type: "action", operation: "crm.note", input: {} }],
  edges: [{ id: "e", source: "manual", sourcePort: "out", target: "note" }],
};
const keysOf = (runId: string) =>
  harness.calls.filter((call) => call.runId === runId).map(({ idempotencyKey }) => idempotencyKey);

it("a run whose end cannot be saved has not ended for Temporal; it ends when the store is back", async () => {
  let refused = 0;
  harness.store.activities.saveProgress = async () => {
    refused += 1;
    throw new Error("the store is away");
  };
  const runId = "run-end-away";
  const handle = await harness.start({ definition: ONE_STEP, runId });
  await expect.poll(() => refused, { timeout: 8_000 }).toBeGreaterThan(2);
  expect((await handle.describe()).status.name).toBe("RUNNING");
  harness.store.activities.saveProgress = save;
  expect(await handle.result()).toMatchObject({ status: "completed" });
  expect(harness.store.writesOf(runId)).toMatchObject([{ status: "completed", steps: [{ nodeId: "note" }] }]);
  expect(keysOf(runId)).toHaveLength(1);
});

it("a save that outlasts its workflow task is made again: one end, under the same keys and number", async () => {
  let slow = true;
  harness.store.activities.saveProgress = async (args) => {
    if (slow) {
      slow = false;
      await pause(LONGER_THAN_A_TASK_MS);
    }
    return save(args);
  };
  const runId = "run-end-slow";
  const handle = await harness.start({ definition: ONE_STEP, runId });
  expect(await handle.result()).toMatchObject({ status: "completed" });
  const writes = harness.store.writesOf(runId);
  expect(writes.map(({ sequence, status }) => ({ sequence, status }))).toEqual([
    { sequence: 1, status: "completed" },
    { sequence: 1, status: "completed" },
  ]);
  expect(new Set(keysOf(runId)).size).toBe(1);
  const { code } = await workflowBundle();
  expect(await replayHistory(code, "x", await handle.fetchHistory())).toBeUndefined();
});
