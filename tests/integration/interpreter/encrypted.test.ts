import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectorError } from "../../../definitions/errors.ts";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { createPayloadCodec } from "../../../engine/worker/payload-codec.ts";
import { SIGNAL_EVENT, UPDATE_RESOLVE_INCIDENT } from "../../../engine/workflows/contract.ts";
import { type Harness, startHarness } from "./run-harness.ts";

const definition: WorkflowDefinitionInput = {
  schemaVersion: 1,
  key: "sealed",
  name: "Sealed",
  triggers: [{ id: "manual", type: "manual" }],
  nodes: [
    { id: "own", type: "action", operation: "crm.get", input: { word: "confidential" } },
    { id: "push", type: "action", operation: "erp.push", input: { word: "confidential" } },
    { id: "wait", type: "wait-for-event", event: "go.on" },
    { id: "end", type: "end", output: "=steps.wait.output.payload.word" },
  ],
  edges: [
    { id: "e1", source: "manual", sourcePort: "out", target: "own" },
    { id: "e2", source: "own", sourcePort: "out", target: "push" },
    { id: "e3", source: "push", sourcePort: "out", target: "wait" },
    { id: "e4", source: "wait", sourcePort: "received", target: "end" },
  ],
};

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(createPayloadCodec([{ id: "k1", key: randomBytes(32) }]));
});
afterAll(() => harness.stop());

test("with a key nothing of a run is readable on the server, and every way in and out still works", async () => {
  harness.operations["crm.get"] = ({ input }) => input;
  harness.operations["erp.push"] = ({ input }) => {
    if (input["word"] === "confidential") throw connectorError("ERP_REFUSED", "refused", false);
    return input;
  };
  const handle = await harness.start({ definition, runId: "sealed" });
  await harness.until(handle, ({ status }) => status === "incident");
  const resolution = { action: "retry", input: { word: "changed, confidential" } };
  await handle.executeUpdate(UPDATE_RESOLVE_INCIDENT, { args: [{ stepId: "push", resolution, byUser: null }] });
  await harness.until(handle, ({ status }) => status === "waiting");
  const at = new Date().toISOString();
  await handle.signal(SIGNAL_EVENT, { id: "s1", name: "go.on", payload: { word: "confidential" }, at });
  expect(await handle.result()).toEqual({ status: "completed", output: "confidential" });
  const { events } = await handle.fetchHistory();
  const bytes = JSON.stringify(events, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
  );
  expect(bytes).not.toContain("confidential");
});
