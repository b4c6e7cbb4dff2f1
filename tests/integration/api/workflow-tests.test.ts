import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validateWorkflow } from "../../../definitions/validate/index.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import { type ApiUnderTest, startApi } from "./api-under-test.ts";

const key = "size-leads";
/** Big leads are assigned, small ones get a mail. */
const draw = (least: number): WorkflowDefinition =>
  workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key,
    name: "Size leads",
    triggers: [{ id: "changed", type: "record", object: "lead", on: ["created"] }],
    nodes: [
      {
        id: "size",
        type: "condition",
        branches: [
          { id: "big", when: { all: [{ fact: "record", path: "employees", operator: "greaterThan", value: least }] } },
        ],
      },
      {
        id: "assign",
        type: "action",
        operation: "crm.assign",
        input: { object: "lead", id: "=record.id", policy: "inbound" },
      },
      {
        id: "mail",
        type: "action",
        operation: "smtp.send",
        connection: "default",
        input: { to: "=record.email", subject: "Hello", text: "x" },
      },
    ],
    edges: [
      { id: "e1", source: "changed", sourcePort: "out", target: "size" },
      { id: "e2", source: "size", sourcePort: "big", target: "assign" },
      { id: "e3", source: "size", sourcePort: "else", target: "mail" },
    ],
  });
const LEAD = { object: "lead", id: "L1", name: "Li", email: "li@example.com", employees: 60, owner: null };

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ validate: validateWorkflow });
  const user = await api.call("createUser", {
    body: { name: "Ann", email: "ann@example.com", role: "member", active: true },
  });
  const policy = {
    key: "inbound",
    name: "Inbound",
    rules: [{ id: "turns", strategy: "round-robin", candidates: { users: [{ id: user.id }] } }],
  };
  await api.call("putResource", { params: { kind: "policies", key: "inbound" }, body: policy });
  await api.call("createWorkflow", { body: { definition: draw(100) } });
});
afterAll(async () => api.stop());

describe("simulation", () => {
  it("tries a definition that is not saved, on the workspace's people and policies, and explains the decision", async () => {
    const input = { record: LEAD, at: "2026-03-02T09:00:00Z", mocks: { mail: { output: {} } } };
    const draft = await api.call("simulateWorkflow", { params: { key }, body: input });
    expect(draft.mails).toMatchObject([{ to: "li@example.com" }]);
    const other = await api.call("simulateWorkflow", { params: { key }, body: { ...input, definition: draw(50) } });
    expect(other).toMatchObject({ status: "completed", startedAt: "2026-03-02T09:00:00.000Z" });
    const size = other.steps.find(({ nodeId }) => nodeId === "size");
    const assign = other.steps.find(({ nodeId }) => nodeId === "assign");
    expect(size).toMatchObject({
      port: "big",
      explanation: [{ held: true, id: "big", children: [{ actual: 60, expected: 50 }] }],
    });
    expect(assign?.output).toMatchObject({ owner: { name: "Ann" }, rule: "turns" });
  });

  it("stops at a step, asking for no answers beside the way to it, or at an instant", async () => {
    const input = { record: LEAD, at: "2026-03-02T09:00:00Z" };
    const toStep = await api.call("simulateWorkflow", { params: { key }, body: { ...input, untilNode: "size" } });
    expect(toStep.steps.map(({ nodeId }) => nodeId)).toEqual(["size"]);
    const mocks = { mail: { output: {}, takes: "P2D" } };
    const onDay = await api.call("simulateWorkflow", { params: { key }, body: { ...input, mocks, until: "P1D" } });
    expect(onDay).toMatchObject({ endedAt: null, stoppedAt: "2026-03-03T09:00:00.000Z" });
    const refuse = async (body: object) => api.refusal("simulateWorkflow", { params: { key }, body });
    expect(await refuse({ ...input, untilNode: "nowhere" })).toBe("422 NODE_UNKNOWN");
    expect(await refuse({ ...input, until: "soon" })).toBe("400 REQUEST_INVALID");
  });

  it("refuses what it cannot do: no mock, no such workflow, an endless loop, a viewer", async () => {
    const simulate = async (body: object, more: object = {}) =>
      api.refusal("simulateWorkflow", { params: { key }, body, ...more });
    expect(await simulate({ record: LEAD })).toBe("422 SIMULATION_MOCK_MISSING");
    expect(await simulate({ recrod: LEAD })).toBe("400 REQUEST_INVALID");
    expect(await api.refusal("simulateWorkflow", { params: { key: "nothing" }, body: {} })).toBe(
      "404 WORKFLOW_UNKNOWN",
    );
    const endless = workflowDefinitionSchema.parse({
      ...draw(1),
      nodes: [
        {
          id: "again",
          type: "loop",
          maxIterations: 100_000,
          while: { all: [{ fact: "run", path: "version", operator: "equal", value: 1 }] },
        },
        { id: "body", type: "set", parent: "again", values: {} },
      ],
      edges: [{ id: "e1", source: "changed", sourcePort: "out", target: "again" }],
    });
    expect(await simulate({ definition: endless, record: LEAD })).toBe("422 SIMULATION_TOO_LONG");
    const { secret: apiKey } = await api.call("createApiKey", { body: { name: "viewer", role: "viewer" } });
    expect(await simulate({ record: LEAD }, { as: { apiKey } })).toBe("403 PERMISSION_DENIED");
  });
});

describe("stored tests", () => {
  const test = {
    name: "small leads get a mail",
    record: LEAD,
    mocks: { mail: { output: {} } },
    expect: { path: ["size", "mail"], mails: [{ to: "li@example.com" }] },
  };

  it("are saved, listed, run on the draft or on a given definition, and deleted", async () => {
    const saved = await api.call("saveWorkflowTest", { params: { key, id: "small" }, body: test });
    expect(saved).toMatchObject({ id: "small", test: { name: test.name } });
    await api.call("saveWorkflowTest", {
      params: { key, id: "other" },
      body: { ...test, expect: { status: "failed" } },
    });
    expect((await api.call("listWorkflowTests", { params: { key } })).items.map(({ id }) => id)).toEqual([
      "other",
      "small",
    ]);
    const all = await api.call("runWorkflowTests", { params: { key }, body: {} });
    expect(all).toMatchObject({ passed: 1, failed: 1, coverage: { nodes: { total: 3, missing: ["assign"] } } });
    const one = await api.call("runWorkflowTests", { params: { key }, body: { ids: ["small"], definition: draw(50) } });
    expect(one.results).toMatchObject([
      { ok: false, differences: [{ expectation: "path" }, { expectation: "mails" }] },
    ]);
    await api.call("deleteWorkflowTest", { params: { key, id: "other" } });
    expect((await api.call("runWorkflowTests", { params: { key }, body: {} })).passed).toBe(1);
  });

  it("are refused when unknown, misnamed, too large; they go with their workflow", async () => {
    const save = async (id: string, body: object) => api.refusal("saveWorkflowTest", { params: { key, id }, body });
    expect(await save("no spaces", test)).toBe("400 REQUEST_INVALID");
    expect(await save("wrong", { ...test, expect: { stauts: "completed" } })).toBe("400 REQUEST_INVALID");
    expect(await save("large", { ...test, input: { text: "x".repeat(300_000) } })).toBe("413 WORKFLOW_TEST_TOO_LARGE");
    expect(await api.refusal("deleteWorkflowTest", { params: { key, id: "gone" } })).toBe("404 WORKFLOW_TEST_UNKNOWN");
    expect(await api.refusal("runWorkflowTests", { params: { key }, body: { ids: ["gone"] } })).toBe(
      "404 WORKFLOW_TEST_UNKNOWN",
    );
    await api.call("createWorkflow", { body: { definition: { ...draw(1), key: "short-lived" } } });
    await api.call("saveWorkflowTest", { params: { key: "short-lived", id: "one" }, body: test });
    await api.call("deleteWorkflow", { params: { key: "short-lived" } });
    await api.call("createWorkflow", { body: { definition: { ...draw(1), key: "short-lived" } } });
    expect((await api.call("listWorkflowTests", { params: { key: "short-lived" } })).items).toEqual([]);
  });
});

describe("back-test", () => {
  it("says which stored runs would have gone another way", async () => {
    const workspace = api.store.workspace("default");
    await api.call("publishWorkflow", { params: { key }, body: {}, headers: { "if-match": '"1"' } });
    const startedAt = "2026-03-02T09:00:00.000Z";
    for (const [index, employees] of [20, 60].entries()) {
      const runId = `r${index}`;
      await workspace.runs.create({
        runId,
        workflowKey: key,
        workflowName: "Size leads",
        version: 1,
        planHash: "p",
        dedupeKey: runId,
        origin: { triggerId: "changed", triggerType: "record", chain: [] },
        record: { object: "lead", id: `L${index}`, name: "Li" },
        recordFields: { ...LEAD, id: `L${index}`, employees },
        trigger: {},
        eventsSince: new Date(),
      });
      await workspace.runs.markStarted(runId);
      const place = { iteration: 0, startedAt, endedAt: startedAt, attempts: 1 };
      await api.store.context.collections.steps.insertMany(
        [
          { nodeId: "size", stepId: "size", status: "completed", port: "else", output: { branch: "else" }, ...place },
          {
            nodeId: "mail",
            stepId: "mail",
            status: "completed",
            port: "out",
            input: { to: "li@example.com", subject: "Hello", text: "x" },
            output: {},
            ...place,
          },
        ].map((step, order) => ({
          _id: `${runId}/${order}`,
          workspaceId: "default",
          runId,
          sequence: 1,
          order: String(order),
          step: JSON.stringify(step),
          facts: { nodeId: step.nodeId, status: "completed", attempts: 1, ms: 0, isReused: false },
        })),
      );
      await workspace.runs.close(runId, "exited", null);
    }
    const unchanged = await api.call("backTestWorkflow", { params: { key }, body: {} });
    expect(unchanged).toMatchObject({ compared: 2, same: 2 });
    const report = await api.call("backTestWorkflow", { params: { key }, body: { definition: draw(50), last: 10 } });
    expect(report).toMatchObject({ workflow: key, compared: 2, same: 1, different: 1, failed: 0 });
    expect(report.runs.find(({ verdict }) => verdict === "different")).toMatchObject({
      runId: "r1",
      version: 1,
      record: { id: "L1" },
      before: { path: ["size", "mail"] },
      after: { path: ["size", "assign"] },
      why: { node: "size", before: { port: "else" }, after: { port: "big", explanation: [{ held: true }] } },
      assumed: ["assign"],
    });
    const one = await api.call("backTestWorkflow", { params: { key }, body: { last: 1 } });
    expect(one.compared).toBe(1);
  });
});
