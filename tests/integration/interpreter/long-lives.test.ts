import type { WorkflowHandle } from "@temporalio/client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Step } from "../../../definitions/run.ts";
import type { WorkflowDefinitionInput } from "../../../definitions/workflow.ts";
import { SIGNAL_EVENT, UPDATE_RESOLVE_INCIDENT } from "../../../engine/workflows/contract.ts";
import { connectorError } from "../../../definitions/errors.ts";
import { type Harness, startHarness } from "./run-harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => {
  harness.calls.length = 0;
  harness.operations["crm.get"] = () => ({ id: "L1" });
});
afterAll(() => harness.stop());

function define(
  key: string,
  more: Pick<WorkflowDefinitionInput, "nodes" | "variables" | "settings">,
  edges: [source: string, port: string, target: string][],
): WorkflowDefinitionInput {
  return {
    schemaVersion: 1,
    key,
    name: key,
    triggers: [{ id: "manual", type: "manual" }],
    edges: edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
    ...more,
  };
}

const always = { all: [{ fact: "run", path: "version", operator: "equal", value: 1 }] };
const tick = (index: number) => ({
  id: `tick-${index}`,
  name: "tick",
  payload: { index },
  at: "2026-03-02T00:00:00.000Z",
});

/** The steps as they were saved last, whichever execution saved them. */
function savedSteps(runId: string): Map<string, Step> {
  const writes = harness.store.writesOf(runId).sort((a, b) => a.sequence - b.sequence);
  return new Map(writes.flatMap(({ steps }) => steps).map((step) => [step.stepId, step]));
}

/** Whether more than one execution walked the run. */
async function wasCarried(handle: WorkflowHandle): Promise<boolean> {
  const { raw } = await handle.describe();
  return raw.workflowExecutionInfo?.firstRunId !== raw.workflowExecutionInfo?.execution?.runId;
}

test("a run whose history grows goes on in other executions: every step once, waits and branches taken along", async () => {
  const definition = define(
    "grows",
    {
      variables: [{ name: "turns", type: "number", initial: 0 }],
      nodes: [
        {
          id: "each",
          type: "for-each",
          items: `=${JSON.stringify(Array.from({ length: 40 }, (_, i) => i))}`,
          concurrency: 3,
          collect: "=item * 2",
        },
        { id: "ask", type: "action", parent: "each", operation: "crm.get", input: { item: "=item" } },
        { id: "rounds", type: "loop", while: always, maxIterations: 60 },
        { id: "load", type: "action", parent: "rounds", operation: "crm.get", input: {} },
        { id: "count", type: "set", parent: "rounds", values: { turns: "=vars.turns + 1" } },
        { id: "late", type: "wait-for-event", event: "tick" },
        {
          id: "end",
          type: "end",
          output: { turns: "=vars.turns", doubled: "=steps.each.output", heard: "=steps.late.output.payload.index" },
        },
      ],
    },
    [
      ["manual", "out", "each"],
      ["manual", "out", "rounds"],
      ["manual", "out", "late"],
      ["load", "out", "count"],
      ["each", "out", "end"],
      ["rounds", "out", "end"],
      ["late", "received", "end"],
    ],
  );
  const handle = await harness.start({ definition, runId: "grows", historyBudget: 60 });
  await expect.poll(() => wasCarried(handle), { timeout: 20_000 }).toBe(true);
  await handle.signal(SIGNAL_EVENT, tick(7));
  const { status, output } = await handle.result();
  expect(status).toBe("completed");
  expect(output).toEqual({ turns: 60, doubled: Array.from({ length: 40 }, (_, i) => i * 2), heard: 7 });
  const keys = harness.calls.map(({ idempotencyKey }) => idempotencyKey);
  expect(keys.length).toBe(100);
  expect(new Set(keys).size).toBe(100);
  const steps = [...savedSteps("grows").values()];
  expect(steps.filter(({ nodeId }) => nodeId === "count")).toHaveLength(60);
  expect(steps.every(({ status: each }) => each === "completed")).toBe(true);
});

test("an incident outlives the execution in which it began, and can be resolved in a later one", async () => {
  harness.operations["erp.push"] = ({ input }) => {
    if (input["fixed"] !== true) throw connectorError("ERP_REFUSED", "refused", false);
    return { done: true };
  };
  const definition = define(
    "stuck",
    {
      nodes: [
        { id: "push", type: "action", operation: "erp.push", input: {}, retry: { maximumAttempts: 1 } },
        { id: "rounds", type: "loop", while: always, maxIterations: 90 },
        { id: "load", type: "action", parent: "rounds", operation: "crm.get", input: {} },
      ],
    },
    [
      ["manual", "out", "push"],
      ["manual", "out", "rounds"],
    ],
  );
  const handle = await harness.start({ definition, runId: "stuck", historyBudget: 60 });
  await expect.poll(() => wasCarried(handle), { timeout: 20_000 }).toBe(true);
  await harness.until(
    handle,
    ({ status, steps }) =>
      status === "incident" && steps.some(({ stepId, endedAt }) => stepId === "rounds" && endedAt !== null),
  );
  await handle.executeUpdate(UPDATE_RESOLVE_INCIDENT, {
    args: [{ stepId: "push", resolution: { action: "retry", input: { fixed: true } }, byUser: null }],
  });
  expect((await handle.result()).status).toBe("completed");
  expect(savedSteps("stuck").get("push")).toMatchObject({ status: "completed", output: { done: true } });
});

test("a run sleeps and listens for a year of virtual time, with 504 events, none lost and none twice", async () => {
  const definition = define(
    "year",
    {
      variables: [{ name: "sum", type: "number", initial: 0 }],
      nodes: [
        { id: "months", type: "loop", while: always, maxIterations: 12 },
        { id: "sleep", type: "wait", parent: "months", for: "PT744H" },
        { id: "rounds", type: "loop", parent: "months", while: always, maxIterations: 42 },
        { id: "hear", type: "wait-for-event", parent: "rounds", event: "tick" },
        { id: "add", type: "set", parent: "rounds", values: { sum: "=vars.sum + steps.hear.output.payload.index" } },
        { id: "end", type: "end", output: "=vars.sum" },
      ],
    },
    [
      ["manual", "out", "months"],
      ["sleep", "out", "rounds"],
      ["hear", "received", "add"],
      ["months", "out", "end"],
    ],
  );
  const handle = await harness.start({ definition, runId: "year", timeSkipping: true, historyBudget: 400 });
  for (let index = 0; index < 504; index += 1) await handle.signal(SIGNAL_EVENT, tick(index));
  expect(await handle.result()).toEqual({ status: "completed", output: (503 * 504) / 2 });
  expect(await wasCarried(handle)).toBe(true);
  const [first, last] = [savedSteps("year").get("sleep[0]"), savedSteps("year").get("sleep[11]")];
  const days = (Date.parse(last?.endedAt ?? "") - Date.parse(first?.startedAt ?? "")) / 86_400_000;
  expect(days).toBeGreaterThanOrEqual(365);
}, 120_000);

test("20,000 steps are one run", async () => {
  const definition = define(
    "many",
    {
      variables: [{ name: "turns", type: "number", initial: 0 }],
      nodes: [
        { id: "rounds", type: "loop", while: always, maxIterations: 5_000 },
        { id: "load", type: "action", parent: "rounds", operation: "crm.get", input: {} },
        { id: "first", type: "set", parent: "rounds", values: { turns: "=vars.turns + 1" } },
        { id: "second", type: "set", parent: "rounds", values: { ignored: 1 } },
        { id: "third", type: "set", parent: "rounds", values: { ignored: 2 } },
        { id: "end", type: "end", output: "=vars.turns" },
      ],
    },
    [
      ["manual", "out", "rounds"],
      ["load", "out", "first"],
      ["first", "out", "second"],
      ["second", "out", "third"],
      ["rounds", "out", "end"],
    ],
  );
  const handle = await harness.start({ definition, runId: "many" });
  expect(await handle.result()).toEqual({ status: "completed", output: 5_000 });
  expect(await wasCarried(handle)).toBe(true);
  expect(savedSteps("many").size).toBe(20_002);
  expect(harness.calls.length).toBe(5_000);
  const { steps, stepsBefore } = await harness.state(handle);
  expect({ bounded: steps.length < 2_000, stepsBefore }).toEqual({ bounded: true, stepsBefore: true });
}, 180_000);

test("10,000 items go through a for-each, 50 at once, each once and in the list's order", async () => {
  harness.operations["crm.get"] = ({ input }) => ({ doubled: Number(input["item"]) * 2 });
  const items = Array.from({ length: 10_000 }, (_, index) => index);
  const definition = define(
    "items",
    {
      nodes: [
        {
          id: "each",
          type: "for-each",
          items: "=trigger.items",
          concurrency: 50,
          collect: "=steps.load.output.doubled",
        },
        { id: "load", type: "action", parent: "each", operation: "crm.get", input: { item: "=item" } },
        { id: "end", type: "end", output: "=steps.each.output" },
      ],
    },
    [
      ["manual", "out", "each"],
      ["each", "out", "end"],
    ],
  );
  const handle = await harness.start({ definition, runId: "items", payload: { items } });
  const { status, output } = await handle.result();
  expect(status).toBe("completed");
  expect(output).toEqual(items.map((item) => item * 2));
  expect(new Set(harness.calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(10_000);
  expect(harness.calls.length).toBe(10_000);
}, 180_000);
