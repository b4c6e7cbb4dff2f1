import { expect, test } from "vitest";
import { type WorkflowDefinitionInput, workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { workflowTestFileSchema } from "../../definitions/workflow-test.ts";
import { runWorkflowTests } from "./run-workflow-tests.ts";
import { simulate } from "./simulate.ts";

const AT = "2026-03-02T09:00:00Z";
type Edges = [source: string, port: string, target: string][];
function define(nodes: WorkflowDefinitionInput["nodes"], edges: Edges, more: Partial<WorkflowDefinitionInput> = {}) {
  return workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: "drawn",
    name: "Drawn",
    triggers: [{ id: "manual", type: "manual" }],
    nodes,
    edges: edges.map(([source, sourcePort, target], index) => ({ id: `e${index}`, source, sourcePort, target })),
    ...more,
  });
}
const none = async () => Promise.reject(new Error("none is named"));

test("a cadence of thirty daily mails over thirty days simulates in well under a second", async () => {
  const cadence = define(
    [
      { id: "daily", type: "for-each", items: `=[${Array.from({ length: 30 }, (_, day) => day).join(",")}]` },
      { id: "mail", type: "action", operation: "smtp.send", parent: "daily", input: { to: "a@example.com" } },
      { id: "rest", type: "wait", parent: "daily", for: "P1D" },
    ],
    [
      ["manual", "out", "daily"],
      ["mail", "out", "rest"],
    ],
  );
  const startedMs = performance.now();
  const result = await simulate(cadence, { at: AT, mocks: { mail: { output: {} } } });
  expect(performance.now() - startedMs).toBeLessThan(500);
  expect(result).toMatchObject({ status: "completed", endedAt: "2026-04-01T09:00:00.000Z" });
  expect(result.mails).toHaveLength(30);
});

test("mails are expected by the members that the test names; people and teams come with the file", async () => {
  const definition = define(
    [
      { id: "assign", type: "action", operation: "crm.assign", input: { object: "lead", id: "L1", policy: "inbound" } },
      { id: "mail", type: "action", operation: "smtp.send", input: { to: "=steps.assign.output.owner.email" } },
    ],
    [
      ["manual", "out", "assign"],
      ["assign", "out", "mail"],
    ],
  );
  const file = (to: string) =>
    workflowTestFileSchema.parse({
      workflow: "drawn",
      policies: ["inbound"],
      users: [{ id: "ann", name: "Ann", email: "ann@example.com" }],
      teams: [{ key: "sales", name: "Sales", members: ["ann"] }],
      tests: [
        {
          name: "the owner gets a mail",
          record: { object: "lead", id: "L1", name: "Li", owner: null },
          mocks: { mail: { output: {} } },
          expect: { mails: [{ to, nodeId: "mail" }] },
        },
      ],
    });
  const loaders = {
    workflow: async () => definition,
    calendar: none,
    table: none,
    policy: async () => ({
      schemaVersion: 1 as const,
      key: "inbound",
      name: "Inbound",
      rules: [{ id: "turns", strategy: "round-robin" as const, candidates: { team: "sales" } }],
    }),
  };
  expect((await runWorkflowTests(file("ann@example.com"), loaders)).results).toMatchObject([{ ok: true }]);
  expect((await runWorkflowTests(file("bo@example.com"), loaders)).results).toMatchObject([
    { ok: false, differences: [{ expectation: "mails", actual: [{ to: "ann@example.com", nodeId: "mail" }] }] },
  ]);
});

test("a simulation stops at its limits: a loop that never waits, one that only waits, and real time", async () => {
  const always = { fact: "run", path: "id", operator: "equal" as const, value: "simulation" };
  const loop = (body: object) =>
    define(
      [
        { id: "again", type: "loop", maxIterations: 100_000, while: always },
        { id: "body", parent: "again", ...body } as never,
      ],
      [["manual", "out", "again"]],
    );
  const busy = loop({ type: "set", values: {} });
  const tooLong = { code: "SIMULATION_TOO_LONG", class: "user" };
  await expect(simulate(busy, { at: AT, limits: { readings: 5_000 } })).rejects.toMatchObject(tooLong);
  await expect(simulate(busy, { at: AT, limits: { realMs: 5 } })).rejects.toMatchObject(tooLong);
  const lazy = loop({ type: "wait", for: "PT1S" });
  await expect(simulate(lazy, { at: AT, limits: { wakes: 50 } })).rejects.toMatchObject(tooLong);
});
