import { expect, test } from "vitest";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { startHarness } from "./run-harness.ts";

const definition: WorkflowDefinitionInput = {
  schemaVersion: 1,
  key: "waits",
  name: "Waits",
  triggers: [{ id: "go", type: "manual" }],
  nodes: [
    { id: "later", type: "wait", for: "PT1H" },
    { id: "end", type: "end" },
  ],
  edges: [
    { id: "e1", source: "go", sourcePort: "out", target: "later" },
    { id: "e2", source: "later", sourcePort: "out", target: "end" },
  ],
};

test.each([
  ["keeps them says", true],
  ["is as it is does not say", false],
])("a worker that %s where a run stands in the code", async (_name, stackTraces) => {
  const harness = await startHarness(undefined, {}, stackTraces);
  try {
    const handle = await harness.start({ definition, runId: `traces-${String(stackTraces)}` });
    await harness.until(handle, (state) => state.status === "waiting");
    // The SDK's own query, answered from the traces that it takes of every promise.
    expect(/\.ts:\d+:\d+/u.test(await handle.query<string>("__stack_trace"))).toBe(stackTraces);
    await handle.terminate();
  } finally {
    await harness.stop();
  }
});
