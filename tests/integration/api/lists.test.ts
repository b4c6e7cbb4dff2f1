import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Template } from "../../../definitions/api.ts";
import type { RunStatus } from "../../../definitions/run.ts";
import { validateWorkflow } from "../../../definitions/validate/index.ts";
import { type WorkflowDefinition, workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import { newId } from "../../../engine/store/index.ts";
import { type ApiUnderTest, startApi } from "./api-under-test.ts";

const DEFINITION: WorkflowDefinition = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "greet",
  name: { en: "Greet", zh: "问候" },
  triggers: [{ id: "byHand", type: "manual" }],
  nodes: [{ id: "done", type: "end", name: "Done", status: "completed" }],
  edges: [{ id: "e1", source: "byHand", sourcePort: "out", target: "done" }],
});
const TEMPLATE: Template = {
  id: "greeting",
  name: "Greeting",
  description: "Greets",
  group: "leads",
  definition: DEFINITION,
  resources: [],
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ validate: validateWorkflow, templates: [TEMPLATE] });
});
afterAll(async () => api.stop());

const workspaceId = "default";

async function saveRun(name: string, status: RunStatus, of: string = workspaceId): Promise<string> {
  const runId = newId();
  await api.store.workspace(of).runs.create({
    runId,
    workflowKey: "greet",
    workflowName: { en: "Greet", zh: "问候" },
    version: 1,
    planHash: "p",
    dedupeKey: runId,
    origin: { triggerId: "byHand", triggerType: "manual", chain: [] },
    record: { object: "lead", id: `lead-${name}`, name },
    recordFields: null,
    trigger: {},
    eventsSince: new Date(),
  });
  await api.store.context.collections.runs.updateOne({ _id: runId }, { $set: { status } });
  return runId;
}

describe("runs", () => {
  const ids = async (query: Record<string, string>) =>
    (await api.call("listRuns", { query })).items.map((run) => run.id);

  it("are listed newest first, page by page, and found by each filter alone and together", async () => {
    const [ann, bea, chen] = [
      await saveRun("Ann Lee", "running"),
      await saveRun("Bea Ruiz", "failed"),
      await saveRun("陈晨", "failed"),
    ];
    await saveRun("Ann Lee", "running", "elsewhere");
    expect(await ids({})).toEqual([chen, bea, ann]);
    const first = await api.call("listRuns", { query: { limit: "2" } });
    expect(first.items.map(({ id }) => id)).toEqual([chen, bea]);
    expect(await ids({ limit: "2", cursor: first.nextCursor ?? "" })).toEqual([ann]);
    expect(await ids({ status: "failed" })).toEqual([chen, bea]);
    expect(await ids({ recordId: "lead-Ann Lee" })).toEqual([ann]);
    expect(await ids({ workflow: "other" })).toEqual([]);
    expect(await ids({ search: "ann" })).toEqual([ann]);
    expect(await ids({ search: "问候", status: "failed" })).toEqual([chen, bea]);
    expect(await ids({ search: "陈", limit: "1" })).toEqual([chen]);
    expect(await ids({ search: bea.toLowerCase() })).toEqual([bea]);
    expect(await ids({ to: new Date(Date.now() - 60_000).toISOString() })).toEqual([]);
    expect(await ids({ from: new Date(Date.now() - 60_000).toISOString() })).toHaveLength(3);
    expect(await api.refusal("listRuns", { query: { status: "gone" } })).toBe("400 REQUEST_INVALID");
    expect(await api.refusal("listRuns", { query: { colour: "red" } })).toBe("400 REQUEST_INVALID");
  });

  it("tell how a version went, once there is one", async () => {
    const { revision } = await api.call("createWorkflow", { body: { template: "greeting" } });
    const params = { key: "greet" };
    expect(await api.refusal("getHeat", { params })).toBe("409 WORKFLOW_NOT_PUBLISHED");
    await api.call("publishWorkflow", { params, body: {}, headers: { "if-match": `"${revision}"` } });
    expect(await api.call("getHeat", { params })).toEqual({
      version: 1,
      runs: { total: 3, byStatus: { running: 1, failed: 2 }, more: false },
      nodes: [],
      edges: [],
    });
    expect((await api.call("getHeat", { params, query: { version: "2" } })).runs.total).toBe(0);
  });
});

describe("lists of the workspace", () => {
  it("show templates, people and imports", async () => {
    expect((await api.call("listTemplates")).items).toMatchObject([{ id: "greeting", definition: { key: "greet" } }]);
    const { id } = await api.call("createUser", { body: { name: "Bea", email: "bea@example.com", role: "viewer" } });
    expect((await api.call("listUsers")).items).toContainEqual(
      expect.objectContaining({ id, name: "Bea", role: "viewer" }),
    );
    const jobs = [];
    for (const fileName of ["a.csv", "b.csv"])
      jobs.push(await api.call("importRecords", { query: { object: "lead", fileName }, body: "name\nAnn\n" }));
    expect((await api.call("listImports")).items.map((job) => job.id)).toEqual(jobs.map((job) => job.id).reverse());
  });

  it("lead from a search to the page of each kind of resource", async () => {
    const put = async (kind: string, body: object) =>
      api.call("putResource", { params: { kind, key: "vip-check" }, body: { name: "VIP check", ...body } });
    const when = { fact: "record", path: "company", operator: "equal", value: "ACME" };
    await put("teams", { members: [] });
    await put("conditions", { object: "lead", when });
    await put("rule-sets", {
      schemaVersion: 1,
      inputs: [{ name: "amount", type: "number" }],
      rules: [
        {
          id: "large",
          when: { all: [{ fact: "input", path: "amount", operator: "greaterThan", value: 9 }] },
          event: { type: "large" },
        },
      ],
    });
    await put("scoring-models", {
      schemaVersion: 1,
      type: "points",
      object: "lead",
      categories: [{ id: "fit", name: "Fit" }],
      rules: [{ id: "acme", category: "fit", points: 5, when: { all: [when] } }],
    });
    const { items } = await api.call("search", { query: { q: "vip" } });
    expect(items.map(({ subtitle, path }) => [subtitle, path])).toEqual([
      ["teams", "/settings/teams/vip-check"],
      ["conditions", "/rules/conditions/vip-check"],
      ["rule-sets", "/rules/sets/vip-check"],
      ["scoring-models", "/rules/points/vip-check"],
    ]);
  });

  it("show connections by key, without what is secret in them", async () => {
    const settings = { baseUrl: "https://api.example.com", signIn: "bearer", token: "hunter2hunter2" };
    for (const key of ["second", "first"])
      await api.call("putConnection", { params: { key }, body: { connector: "http", name: key, settings } });
    const listed = await api.call("listConnections");
    expect(listed.items.map((connection) => connection.key)).toEqual(["first", "second"]);
    expect(listed.items[0]).toMatchObject({ settings: { signIn: "bearer" }, secretsSet: { token: true } });
    expect(JSON.stringify(listed)).not.toContain("hunter2");
  });
});
