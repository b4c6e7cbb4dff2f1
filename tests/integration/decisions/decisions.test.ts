import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import { createActivities } from "../../../activities/create-activities.ts";
import { seededRandom } from "../../../definitions/scoring/seeded-random.ts";
import { validateWorkflow } from "../../../definitions/validate/index.ts";
import { ruleSetSchema } from "../../../definitions/rule-sets/rule-set.ts";
import type { ApiServices } from "../../../engine/api/api-services.ts";
import { backTestRuleSet } from "../../../engine/api/handlers/back-test-rule-set.ts";
import { createStorePorts } from "../../../engine/store/index.ts";
import { type ApiUnderTest, startApi } from "../api/api-under-test.ts";
import { type PeopleStack, startPeopleStack } from "../people/people-stack.ts";
import { publish } from "../store/open-test-store.ts";

const leaf = (fact: string, path: string, operator: string, value: unknown) => ({ fact, path, operator, value });
const CHANCE = {
  schemaVersion: 1,
  type: "learned",
  key: "chance",
  name: "Chance",
  object: "lead",
  target: { field: "status", positive: ["converted"], negative: ["disqualified"] },
  leaveOut: ["score", "grade"],
  gate: { minimumAuc: 0.6, minimumHoldOutRows: 20 },
  grades: [{ grade: "A", from: 60 }],
};
const GREETING = {
  schemaVersion: 1,
  key: "greeting",
  name: "Greeting",
  inputs: [{ name: "leadId", type: "string", required: true }],
  facts: [{ id: "lead", type: "record", object: "lead", recordId: "=input.leadId" }],
  rules: [
    {
      id: "hot",
      when: leaf("lead", "visits", "greaterThan", 5),
      event: { type: "call", params: { whom: { fact: "lead", path: "name" } } },
    },
  ],
};
const leadOf = (index: number, random: () => number) => {
  const visits = Math.floor(random() * 10);
  return { name: `Lead ${index}`, visits, status: random() < visits / 10 ? "converted" : "disqualified" };
};

describe("in runs, on the real servers", () => {
  let stack: PeopleStack;
  beforeAll(async () => {
    stack = await startPeopleStack({
      operations: (store) => createActivities({ ports: createStorePorts(store), registry: createBuiltInRegistry() }),
    });
  });
  afterAll(async () => stack.stop());

  it("a workflow trains from the store's closed records, scores a lead, writes it, and asks a rule set", async () => {
    const { store, workspaceId } = stack;
    const { resources } = store.workspace(workspaceId);
    await resources.put("scoring-models", CHANCE, null);
    await resources.put("rule-sets", GREETING, null);
    const random = seededRandom(9);
    const context = { workspaceId, chain: [], skipAutomations: true };
    for (let index = 0; index < 160; index += 1) await store.records.create("lead", leadOf(index, random), context);
    const eager = await store.records.create("lead", { name: "Eager", visits: 9 }, context);
    const step = (id: string, operation: string, input: object) => ({ id, type: "action", operation, input });
    const edge = (source: string, target: string) => ({ id: `${source}-${target}`, source, sourcePort: "out", target });
    const key = await publish(store, workspaceId, {
      triggers: [{ id: "go", type: "manual" }],
      nodes: [
        step("train", "score.train", { scoringModel: "chance" }),
        step("score", "score.record", {
          scoringModel: "chance",
          object: "lead",
          id: "=trigger.lead",
          scoreField: "score",
          gradeField: "grade",
        }),
        step("ask", "rules.evaluate", { ruleSet: "greeting", input: { leadId: "=trigger.lead" } }),
      ],
      edges: [edge("go", "train"), edge("train", "score"), edge("score", "ask")],
    } as never);
    const runId = await stack.start(key, { lead: eager.id });
    const run = await stack.until(runId, ({ status }) => status === "completed" || status === "incident");
    const outputOf = (nodeId: string) => run.steps.find((entry) => entry.nodeId === nodeId)?.output;
    expect(outputOf("train")).toMatchObject({ accepted: true, rows: 160 });
    expect(outputOf("score")).toMatchObject({ grade: "A", reasons: [{ field: "visits" }] });
    expect(outputOf("ask")).toMatchObject({
      first: { type: "call", params: { whom: "Eager" } },
      rules: [{ id: "hot", status: "held", explanation: { held: true } }],
      facts: [{ id: "lead", from: "fetched" }],
    });
    const { score } = outputOf("score") as { score: number };
    expect(await store.records.get(workspaceId, "lead", eager.id)).toMatchObject({ score, grade: "A" });
    const kept = await resources.get("scoring-models", "chance");
    expect(kept).toMatchObject({ model: { report: { rows: 160 } }, lastTraining: { accepted: true } });

    // A changed rule set is tried on what the run asked, with the fact that it fetched then.
    await store.records.update("lead", eager.id, { visits: 0 }, context);
    const backTest = async (changed: object) => {
      const ruleSet = ruleSetSchema.parse({ ...GREETING, ...changed });
      return backTestRuleSet({ store } as ApiServices, workspaceId, { ruleSet, conditions: {}, last: 100 });
    };
    const [hot] = GREETING.rules;
    expect(await backTest({})).toMatchObject({ runs: 1, compared: 1, same: 1, steps: [] });
    const stricter = { rules: [{ ...hot, when: leaf("lead", "visits", "greaterThan", 9) }] };
    expect(await backTest(stricter)).toMatchObject({
      different: 1,
      steps: [{ verdict: "different", before: { held: ["hot"] }, after: { held: [], events: [] } }],
    });
    const other = { id: "other", type: "record", object: "lead", recordId: "=input.leadId" };
    const wider = { facts: [...GREETING.facts, other], rules: [{ ...hot, when: leaf("other", "visits", "equal", 9) }] };
    expect(await backTest(wider)).toMatchObject({
      failed: 1,
      steps: [{ verdict: "failed", after: null, error: { code: "RULE_SET_FACT_UNREACHABLE" } }],
    });
    expect(await backTest({ key: "another" })).toMatchObject({ runs: 0, compared: 0 });
  });
});

describe("over the API", () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ validate: validateWorkflow });
  });
  afterAll(async () => api.stop());
  const put = async (kind: string, body: { key: string }) =>
    api.call("putResource", { params: { kind, key: body.key }, body });
  const refusePut = async (kind: string, body: { key: string }) =>
    api.refusal("putResource", { params: { kind, key: body.key }, body });

  it("saves what json-rules-engine can load, refuses the rest, and answers questions with reasons", async () => {
    await put("rule-sets", GREETING);
    const [rule] = GREETING.rules;
    const broken = { ...GREETING, rules: [{ ...rule, when: leaf("lead", "height", "greaterThan", 5) }] };
    expect(await refusePut("rule-sets", broken)).toBe("422 RULE_SET_INVALID");
    const writing = { id: "made", type: "operation", operation: "crm.create", input: {} };
    expect(await refusePut("rule-sets", { ...GREETING, facts: [...GREETING.facts, writing] } as never)).toBe(
      "422 RULE_SET_INVALID",
    );
    const test = {
      name: "wrong",
      input: { leadId: "x" },
      facts: { lead: { visits: 1 } },
      expect: { events: ["call"] },
    };
    expect(await refusePut("rule-sets", { ...GREETING, tests: [test] } as never)).toBe("422 RULE_SET_INVALID");
    const history = { params: { kind: "rule-sets", key: "greeting" } };
    expect((await api.call("listResourceVersions", history)).items).toMatchObject([{ version: 1, isCurrent: true }]);
    const lead = await api.call("createRecord", { params: { object: "lead" }, body: { name: "Ann", visits: 7 } });
    const ask = { params: { key: "greeting" }, body: { input: { leadId: lead["id"] } } };
    expect(await api.call("evaluateRuleSet", ask)).toMatchObject({
      events: [{ type: "call", params: { whom: "Ann" }, rule: "hot" }],
      rules: [{ id: "hot", explanation: { children: [{ actual: 7, expected: 5 }] } }],
    });
    expect(await api.refusal("evaluateRuleSet", { ...ask, body: { input: {} } })).toBe("422 RULE_SET_INPUT_MISSING");
    expect(await api.refusal("evaluateRuleSet", { ...ask, params: { key: "no" } })).toBe("404 RESOURCE_UNKNOWN");
    const tried = await api.call("tryRuleSet", {
      ...ask,
      body: { ruleSet: { ...GREETING, mode: "first" }, ...ask.body },
    });
    expect(tried).toMatchObject({ issues: [], error: null, result: { events: [{ rule: "hot" }] } });
    const changed = { ...GREETING, rules: [{ ...rule, when: leaf("lead", "visits", "greaterThan", 9) }] };
    const trial = { params: { key: "greeting" }, body: { ruleSet: changed } } as never;
    expect(await api.call("backTestRuleSet", trial)).toMatchObject({ ruleSet: "greeting", compared: 0, steps: [] });
    const misnamed = { params: { key: "other" }, body: { ruleSet: changed } } as never;
    expect(await api.refusal("backTestRuleSet", misnamed)).toBe("422 RESOURCE_KEY_MISMATCH");
    const wrong = { params: { key: "greeting" }, body: { ruleSet: broken } } as never;
    expect(await api.refusal("backTestRuleSet", wrong)).toBe("422 CONDITION_PATH_MISSING");
    const { secret: apiKey } = await api.call("createApiKey", { body: { name: "viewer", role: "viewer" } });
    expect(await api.refusal("evaluateRuleSet", { ...ask, as: { apiKey } })).toBe("403 PERMISSION_DENIED");
  });

  it("trains and scores; a score with too few records says so", async () => {
    await put("scoring-models", CHANCE);
    expect(await api.refusal("trainScoringModel", { params: { key: "chance" }, body: {} })).toBe(
      "422 SCORE_ROWS_TOO_FEW",
    );
    expect(await api.refusal("scoreRecord", { params: { key: "chance" }, body: { record: {} } })).toBe(
      "422 SCORE_MODEL_UNTRAINED",
    );
    const rules = [{ id: "web", category: "fit", points: 10, when: { condition: "from-web" } }];
    const points = { ...CHANCE, type: "points", key: "points", categories: [{ id: "fit" }], rules };
    const { target: _target, leaveOut: _leaveOut, gate: _gate, ...model } = points;
    expect(await refusePut("scoring-models", model)).toBe("422 SCORE_MODEL_INVALID");
    await put("conditions", {
      key: "from-web",
      name: "Web",
      object: "lead",
      when: leaf("record", "source", "equal", "web"),
    } as never);
    await put("scoring-models", model);
    const body = { record: { source: "web" } };
    expect(await api.call("scoreRecord", { params: { key: "points" }, body })).toMatchObject({ score: 10 });
    expect(await api.refusal("deleteResource", { params: { kind: "conditions", key: "from-web" } })).toBe(
      "409 RESOURCE_IN_USE",
    );
  });

  it("a version keeps a shared condition as it was when it was published", async () => {
    const when = leaf("record", "employees", "greaterThan", 100);
    await put("conditions", { key: "large", name: "Large", object: "lead", when } as never);
    const definition = {
      schemaVersion: 1,
      key: "large-leads",
      name: "Large leads",
      triggers: [{ id: "made", type: "record", object: "lead", on: ["created"], when: { condition: "large" } }],
      nodes: [{ id: "size", type: "condition", branches: [{ id: "big", when: { condition: "large" } }] }],
      edges: [{ id: "e1", source: "made", sourcePort: "out", target: "size" }],
    };
    const { revision } = await api.call("createWorkflow", { body: { definition } });
    await api.call("publishWorkflow", {
      params: { key: "large-leads" },
      body: {},
      headers: { "if-match": `"${revision}"` },
    });
    await put("conditions", { key: "large", name: "Large", object: "lead", when: { ...when, value: 5 } } as never);
    const [published] = await api.store.published.listFresh("default");
    const content = { all: [when], name: "large" };
    expect(published?.triggers[0]).toMatchObject({ when: content });
    const plan = await api.store.published.getPlan("default", published?.planHash ?? "");
    expect(plan.nodes[0]?.definition).toMatchObject({ branches: [{ when: content }] });
    expect(await api.refusal("deleteResource", { params: { kind: "conditions", key: "large" } })).toBe(
      "409 RESOURCE_IN_USE",
    );
    const circle = { key: "large", name: "Large", when: { condition: "large" } };
    expect(await refusePut("conditions", circle)).toBe("422 CONDITION_SHARED_INVALID");
  });
});
