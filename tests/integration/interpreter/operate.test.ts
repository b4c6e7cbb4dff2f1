import { WorkflowUpdateFailedError } from "@temporalio/client";
import type { ApplicationFailure } from "@temporalio/common";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectorError } from "../../../definitions/errors.ts";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { UPDATE_OPERATE, UPDATE_RESOLVE_INCIDENT } from "../../../engine/workflows/contract.ts";
import { type Harness, startHarness } from "./run-harness.ts";

type Nodes = WorkflowDefinitionInput["nodes"];
type Edges = [source: string, port: string, target: string][];

function define(key: string, nodes: Nodes, edges: Edges, settings: WorkflowDefinitionInput["settings"] = {}) {
  return {
    schemaVersion: 1 as const,
    key,
    name: key,
    triggers: [{ id: "manual", type: "manual" as const }],
    nodes: nodes ?? [],
    edges: edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
    settings,
  };
}

const RETRY = { maximumAttempts: 3, initialInterval: "PT0.1S", backoffCoefficient: 1 };
const fragile = define(
  "fragile",
  [
    { id: "push", type: "action", operation: "erp.push", input: { value: 1 }, retry: RETRY },
    { id: "end", type: "end", output: "=steps.push.output" },
  ],
  [
    ["manual", "out", "push"],
    ["push", "out", "end"],
  ],
);
const refused = () => {
  throw connectorError("ERP_REFUSED", "the ERP refused it", false);
};

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => {
  harness.calls.length = 0;
});
afterAll(() => harness.stop());

test("retries go on until the operation answers, under one idempotency key", async () => {
  let tries = 0;
  harness.operations["erp.push"] = () => {
    tries += 1;
    if (tries < 3) throw connectorError("ERP_AWAY", "503", true);
    return { done: true };
  };
  const handle = await harness.start({ definition: fragile, runId: "retry" });
  expect(await handle.result()).toEqual({ status: "completed", output: { done: true } });
  const state = await harness.state(handle);
  expect(state.steps[0]).toMatchObject({ attempts: 3, status: "completed" });
  expect(new Set(harness.calls.map((call) => call.idempotencyKey))).toEqual(new Set(["retry/push/0"]));
});

test("spent retries open an incident, saved before it waits; an operator tries again with edited input", async () => {
  harness.operations["erp.push"] = ({ input }) => (input["value"] === 2 ? { done: true } : refused());
  const handle = await harness.start({ definition: fragile, runId: "incident-retry" });
  const state = await harness.until(handle, ({ status }) => status === "incident");
  expect(state.steps[0]).toMatchObject({ status: "incident", error: { code: "ERP_REFUSED", class: "connector" } });
  expect(harness.store.writesOf("incident-retry")[0]).toMatchObject({ status: "incident" });
  await handle.executeUpdate(UPDATE_RESOLVE_INCIDENT, {
    args: [{ stepId: "push", resolution: { action: "retry", input: { value: 2 } }, byUser: "u1" }],
  });
  expect(await handle.result()).toEqual({ status: "completed", output: { done: true } });
  expect((await harness.state(handle)).steps[0]).toMatchObject({ attempts: 2, input: { value: 2 } });
});

test("an operator skips the step with an output, or fails the run", async () => {
  harness.operations["erp.push"] = refused;
  const skipped = await harness.start({ definition: fragile, runId: "incident-skip" });
  await harness.until(skipped, ({ status }) => status === "incident");
  const skip = { action: "skip", output: { by: "hand" } };
  await skipped.executeUpdate(UPDATE_RESOLVE_INCIDENT, {
    args: [{ stepId: "push", resolution: skip, byUser: "u1" }],
  });
  expect(await skipped.result()).toEqual({ status: "completed", output: { by: "hand" } });

  const failed = await harness.start({ definition: fragile, runId: "incident-fail" });
  await harness.until(failed, ({ status }) => status === "incident");
  await failed.executeUpdate(UPDATE_RESOLVE_INCIDENT, {
    args: [{ stepId: "push", resolution: { action: "fail" }, byUser: "u1" }],
  });
  expect(await failed.result()).toEqual({ status: "failed", output: null });
  expect(harness.store.writesOf("incident-fail").at(-1)).toMatchObject({ error: { code: "ERP_REFUSED" } });
});

test("an update that makes no sense is refused with its code and leaves nothing in the history", async () => {
  harness.operations["erp.push"] = refused;
  const handle = await harness.start({ definition: fragile, runId: "update-refused" });
  await harness.until(handle, ({ status }) => status === "incident");
  const wrong = handle.executeUpdate(UPDATE_RESOLVE_INCIDENT, {
    args: [{ stepId: "nothing", resolution: { action: "fail" }, byUser: null }],
  });
  const refusal = await wrong.catch((thrown: unknown) => thrown);
  expect(refusal).toBeInstanceOf(WorkflowUpdateFailedError);
  const cause = (refusal as WorkflowUpdateFailedError).cause as ApplicationFailure;
  expect(cause.type).toBe("INCIDENT_UNKNOWN");
  const { events } = await handle.fetchHistory();
  expect(events?.some((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toBe(false);
  await handle.executeUpdate(UPDATE_OPERATE, { args: [{ operation: "cancel", byUser: "u1" }] });
  expect(await handle.result()).toMatchObject({ status: "cancelled" });
});

test("cancelling undoes what was done, newest first, each once; pause holds the next step back", async () => {
  harness.operations["erp.make"] = ({ nodeId }) => ({ id: nodeId });
  harness.operations["erp.undo"] = ({ input }) => input;
  const make = (id: string) => ({
    id,
    type: "action" as const,
    operation: "erp.make",
    compensate: { operation: "erp.undo", input: { id: `=steps.${id}.output.id` } },
  });
  const definition = define(
    "undoable",
    [make("first"), make("second"), { id: "rest", type: "wait", for: "PT1H" }],
    [
      ["manual", "out", "first"],
      ["first", "out", "second"],
      ["second", "out", "rest"],
    ],
  );
  const handle = await harness.start({ definition, runId: "undo" });
  await harness.until(handle, ({ status }) => status === "waiting");
  await handle.executeUpdate(UPDATE_OPERATE, { args: [{ operation: "pause", byUser: "u1" }] });
  expect((await harness.state(handle)).status).toBe("paused");
  await handle.executeUpdate(UPDATE_OPERATE, { args: [{ operation: "resume", byUser: "u1" }] });
  await handle.executeUpdate(UPDATE_OPERATE, { args: [{ operation: "cancel", byUser: "u1" }] });
  expect(await handle.result()).toMatchObject({ status: "cancelled" });
  const undone = harness.calls.filter((call) => call.operation === "erp.undo");
  expect(undone.map(({ input, idempotencyKey }) => [input["id"], idempotencyKey])).toEqual([
    ["second", "undo/second/0:compensate"],
    ["first", "undo/first/0:compensate"],
  ]);
  expect((await harness.state(handle)).steps.map((step) => step.status)).toEqual([
    "compensated",
    "compensated",
    "cancelled",
  ]);
});

test("three internal steps cost ten events of history at most", async () => {
  harness.operations["crm.get"] = () => ({});
  const get = (id: string) => ({ id, type: "action" as const, operation: "crm.get" });
  const definition = define(
    "internal",
    [get("one"), get("two"), get("three")],
    [
      ["manual", "out", "one"],
      ["one", "out", "two"],
      ["two", "out", "three"],
    ],
  );
  const handle = await harness.start({ definition, runId: "internal" });
  expect(await handle.result()).toMatchObject({ status: "completed" });
  const { events } = await handle.fetchHistory();
  expect(events?.length).toBeLessThanOrEqual(10);
});

test("Temporal's own cancel request ends the run as cancelled, with its end saved", async () => {
  const definition = define("sleeper", [{ id: "rest", type: "wait", for: "PT1H" }], [["manual", "out", "rest"]]);
  const handle = await harness.start({ definition, runId: "temporal-cancel" });
  await harness.until(handle, ({ status }) => status === "waiting");
  await handle.cancel();
  expect(await handle.result()).toMatchObject({ status: "cancelled" });
  expect(harness.store.writesOf("temporal-cancel").at(-1)).toMatchObject({ status: "cancelled" });
});

test("a scope that runs out of time stops its steps, undoes them and takes its port", async () => {
  let isLate = true;
  harness.operations["erp.make"] = () => ({ id: "A" });
  harness.operations["erp.undo"] = ({ input }) => input;
  harness.operations["erp.slow"] = () => new Promise((resolve) => setTimeout(() => resolve(null), isLate ? 4_000 : 0));
  const definition = define(
    "scoped",
    [
      { id: "book", type: "scope", timeout: "PT1S" },
      {
        id: "make",
        parent: "book",
        type: "action",
        operation: "erp.make",
        compensate: { operation: "erp.undo", input: {} },
      },
      { id: "slow", parent: "book", type: "action", operation: "erp.slow" },
      { id: "late", type: "end", status: "completed", output: "=steps.book.error.code" },
    ],
    [
      ["manual", "out", "book"],
      ["make", "out", "slow"],
      ["book", "timeout", "late"],
    ],
  );
  const handle = await harness.start({ definition, runId: "scope-timeout" });
  expect(await handle.result()).toEqual({ status: "completed", output: "CONTAINER_TIMED_OUT" });
  isLate = false;
  expect(harness.calls.filter((call) => call.operation === "erp.undo")).toHaveLength(1);
  expect((await harness.state(handle)).steps.map(({ stepId, status }) => [stepId, status])).toEqual([
    ["book", "failed"],
    ["make[0]", "compensated"],
    ["slow[0]", "cancelled"],
    ["late", "completed"],
  ]);
});
