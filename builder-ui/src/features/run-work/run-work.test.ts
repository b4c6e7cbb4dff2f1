import { expect, test } from "vitest";
import { workflowDefinitionSchema } from "../../../../definitions/workflow.ts";
import { appliesTo, BULK_OPERATIONS } from "./run-work.ts";
import { stepName, stepsToMap } from "./step-mapping.ts";

test.each([
  ["incident", ["retry", "skip", "pause", "cancel"]],
  ["waiting", ["pause", "cancel"]],
  ["paused", ["resume", "cancel"]],
  ["queued", ["cancel"]],
  ["completed", ["rerun"]],
  ["failed", ["rerun"]],
] as const)("what can be done with a run that is %s", (status, operations) => {
  expect(BULK_OPERATIONS.filter((operation) => appliesTo(operation, status))).toEqual(operations);
  expect(appliesTo("migrate", status)).toBe(!["completed", "failed"].includes(status));
});

const definition = (nodes: object[]) =>
  workflowDefinitionSchema.parse({ schemaVersion: 1, key: "flow", name: "Flow", nodes });
const old = definition([
  { id: "ask", type: "wait", name: { en: "Ask", zh: "询问" }, for: "PT1H" },
  { id: "gone", type: "wait", name: "Gone", for: "PT1H" },
]);
const target = definition([
  { id: "ask", type: "wait", name: { en: "Ask again", zh: "再次询问" }, for: "PT1H" },
  { id: "later", type: "wait", for: "PT2H" },
  { id: "values", type: "set", values: {} },
]);
const problem = (nodeId: string, reason: "node-missing" | "task-renamed") => ({
  stepId: nodeId,
  nodeId,
  to: nodeId,
  reason,
});
const run = (problems: ReturnType<typeof problem>[]) => ({
  runId: "r1",
  fromVersion: 1,
  outcome: "refused" as const,
  active: [],
  problems,
});

test("a step is called by the first version that names it, else by its id", () => {
  expect(stepName("ask", [old, target], "zh")).toBe("询问");
  expect(stepName("later", [target], "en")).toBe("later");
  expect(stepName("nowhere", [old, target], "en")).toBe("nowhere");
});

test("a lost step may go on at steps of the same type only, and is asked for once", () => {
  const steps = stepsToMap(
    [run([problem("gone", "node-missing")]), run([problem("gone", "node-missing")])],
    {},
    [old],
    target,
    "en",
  );
  expect(steps).toEqual([
    {
      nodeId: "gone",
      name: "Gone",
      mustStay: false,
      choices: [
        { value: "ask", label: "Ask again" },
        { value: "later", label: "later" },
      ],
    },
  ]);
});

test("a mapped step stays in the form when its problem is gone; one that is answered by its id says so", () => {
  expect(stepsToMap([], { gone: "later" }, [old], target, "en").map(({ nodeId }) => nodeId)).toEqual(["gone"]);
  expect(stepsToMap([run([problem("ask", "task-renamed")])], { ask: "later" }, [old], target, "en")[0]?.mustStay).toBe(
    true,
  );
});
