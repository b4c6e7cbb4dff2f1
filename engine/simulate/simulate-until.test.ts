import { expect, test } from "vitest";
import { type WorkflowDefinitionInput, workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { keepWayTo } from "./keep-way-to.ts";
import { simulate } from "./simulate.ts";

const AT = "2026-03-02T09:00:00.000Z";
const nodes: WorkflowDefinitionInput["nodes"] = [
  { id: "pause", type: "wait", for: "P2D" },
  { id: "each", type: "for-each", items: "=[1, 2]" },
  { id: "inner", type: "set", parent: "each", values: { x: "=item" } },
  { id: "later", type: "wait", parent: "each", for: "PT1H" },
  { id: "told", type: "wait-for-event", event: "lead.contacted", timeout: "P5D" },
  { id: "push", type: "action", operation: "erp.push" },
  { id: "aside", type: "action", operation: "erp.other" },
];
const edges: [string, string, string][] = [
  ["manual", "out", "pause"],
  ["manual", "out", "aside"],
  ["pause", "out", "each"],
  ["inner", "out", "later"],
  ["each", "out", "told"],
  ["told", "timeout", "push"],
];
const definition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "drawn",
  name: "Drawn",
  triggers: [{ id: "manual", type: "manual" }],
  nodes,
  edges: edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
});
const idsOf = (nodeId: string) => keepWayTo(definition, nodeId).nodes.map(({ id }) => id);

test("what leads to a node is kept: predecessors, whole bodies on the way, containers around it", () => {
  expect(idsOf("pause")).toEqual(["pause"]);
  expect(idsOf("told")).toEqual(["pause", "each", "inner", "later", "told"]);
  expect(idsOf("inner")).toEqual(["pause", "each", "inner"]);
  expect(keepWayTo(definition, "inner").edges.map(({ id }) => id)).toEqual(["e0", "e2"]);
  expect(() => keepWayTo(definition, "gone")).toThrow("gone");
});

test("a simulation runs to a node and asks for no answers of steps beside the way", async () => {
  const result = await simulate(definition, { at: AT, untilNode: "each" });
  expect(result.steps.filter(({ status }) => status === "completed").map(({ stepId }) => stepId)).toEqual([
    "pause",
    "each",
    "inner[0]",
    "later[0]",
    "inner[1]",
    "later[1]",
  ]);
  // In a body it stops at the first turn.
  const first = await simulate(definition, { at: AT, untilNode: "later" });
  expect(first.stoppedAt).toBe("2026-03-04T10:00:00.000Z");
  expect(first.status).toBe("waiting");
});

test("it stops at a virtual day, told by instant or by duration, and says what is waited for", async () => {
  const mocks = { aside: { output: null } };
  const byDuration = await simulate(definition, { at: AT, mocks, until: "P3D" });
  const byInstant = await simulate(definition, { at: AT, mocks, until: "2026-03-05T09:00:00Z" });
  expect(byInstant).toEqual(byDuration);
  expect(byDuration.stoppedAt).toBe("2026-03-05T09:00:00.000Z");
  expect(byDuration.endedAt).toBeNull();
  expect(byDuration.steps.find(({ nodeId }) => nodeId === "told")).toMatchObject({
    status: "waiting",
    waitingFor: { kind: "event", event: "lead.contacted", until: "2026-03-09T11:00:00.000Z" },
  });
  const whole = await simulate(definition, { at: AT, mocks: { ...mocks, push: { output: 1 } }, until: "P30D" });
  expect(whole.status).toBe("completed");
  expect(whole.stoppedAt).toBeUndefined();
});
