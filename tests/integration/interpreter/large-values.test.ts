import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import type { Store } from "../../../engine/store/index.ts";
import { createPayloadCodec } from "../../../engine/worker/payload-codec.ts";
import { openTestStore, TEST_KEYS } from "../store/open-test-store.ts";
import { type Harness, startHarness } from "./run-harness.ts";

let store: Store;
let drop: () => Promise<void>;
let harness: Harness;
beforeAll(async () => {
  ({ store, drop } = await openTestStore());
  harness = await startHarness(createPayloadCodec(TEST_KEYS, store.blobs));
});
afterAll(async () => {
  await harness.stop();
  await drop();
});

/** A list that does not compress much. */
const rows = (count: number) => Array.from({ length: count }, () => ({ text: randomBytes(750).toString("base64") }));

function fetching(operation: string): WorkflowDefinitionInput {
  return {
    schemaVersion: 1,
    key: "large",
    name: "large",
    triggers: [{ id: "manual", type: "manual" }],
    settings: { onFailure: "fail" },
    nodes: [
      {
        id: "fetch",
        type: "action",
        operation,
        input: {},
        retry: { maximumAttempts: 2, initialInterval: "PT0.1S" },
        onError: "port",
      },
      { id: "nap", type: "wait", for: "PT1S" },
      { id: "end", type: "end", output: "=size(steps.fetch.output.rows)" },
      { id: "refused", type: "end", status: "failed", output: "=steps.fetch.error.code" },
    ],
    edges: [
      { id: "e1", source: "manual", sourcePort: "out", target: "fetch" },
      { id: "e2", source: "fetch", sourcePort: "out", target: "nap" },
      { id: "e3", source: "nap", sourcePort: "out", target: "end" },
      { id: "e4", source: "fetch", sourcePort: "error", target: "refused" },
    ],
  };
}

test.each(["crm.get", "erp.list"])(
  "a step's output of 6 MB is used by the steps after it (%s), and is not in the history",
  async (operation) => {
    const given = rows(6_000);
    harness.operations[operation] = () => ({ rows: given });
    const handle = await harness.start({ definition: fetching(operation) });
    expect(await handle.result()).toEqual({ status: "completed", output: 6_000 });
    const { steps } = await harness.state(handle);
    expect(steps[0]?.output).toEqual({ rows: given });
    const { events } = await handle.fetchHistory();
    expect(JSON.stringify(events).length).toBeLessThan(100_000);
    expect(await store.context.collections.blobs.countDocuments({ workflowId: handle.workflowId })).toBeGreaterThan(0);
  },
);

test("an output that no run can keep is the step's error, at once and with its code", async () => {
  let calls = 0;
  harness.operations["erp.list"] = () => {
    calls += 1;
    return { rows: rows(13_000) };
  };
  const handle = await harness.start({ definition: fetching("erp.list") });
  expect(await handle.result()).toEqual({ status: "failed", output: "STEP_OUTPUT_TOO_LARGE" });
  expect(calls).toBe(1);
});
