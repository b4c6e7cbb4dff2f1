import { afterAll, beforeAll, expect, it } from "vitest";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { type Harness, replayHistory, startHarness, workflowBundle } from "./run-harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => harness.stop());

/** Two branches of an internal step and a wait, drawn side by side. */
const SIDE_BY_SIDE: WorkflowDefinitionInput = {
  schemaVersion: 1,
  key: "side-by-side",
  name: "Side by side",
  triggers: [{ id: "manual", type: "manual" }],
  nodes: ["a", "b", "c"].flatMap((name) => [
    { id: `${name}1`, type: "action" as const, operation: "crm.note", input: {} },
    { id: `${name}2`, type: "wait-for-event" as const, event: `${name}.done`, timeout: "PT0.5S" },
  ]),
  edges: ["a", "b", "c"].flatMap((name) => [
    { id: `${name}1`, source: "manual", sourcePort: "out", target: `${name}1` },
    { id: `${name}2`, source: `${name}1`, sourcePort: "out", target: `${name}2` },
  ]),
};

it("a run whose branches begin to wait at the same moment replays", async () => {
  harness.operations["crm.note"] = () => ({ done: true });
  const { code } = await workflowBundle();
  for (let run = 0; run < 3; run += 1) {
    const handle = await harness.start({ definition: SIDE_BY_SIDE });
    await handle.result();
    expect(await replayHistory(code, "x", await handle.fetchHistory())).toBeUndefined();
  }
});
