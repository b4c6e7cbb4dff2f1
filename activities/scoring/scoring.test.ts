import { beforeEach, describe, expect, it } from "vitest";
import { checkConformance } from "../../connectors/testing/index.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import { type LearnedScore, scoringModelSchema } from "../../definitions/scoring/scoring-model.ts";
import { seededRandom } from "../../definitions/scoring/seeded-random.ts";
import { createBuiltInRegistry } from "../built-in-registry.ts";
import { createActivities } from "../create-activities.ts";
import { rulesConnector } from "../rule-sets/connector.ts";
import { createInMemoryPorts, type InMemoryPorts } from "../testing/in-memory-ports.ts";
import { scoreConnector } from "./connector.ts";

const NOW = "2026-03-03T01:00:00Z";
const LEARNED = scoringModelSchema.parse({
  schemaVersion: 1,
  type: "learned",
  key: "chance",
  name: "Chance to convert",
  object: "lead",
  target: { field: "status", positive: ["converted"], negative: ["disqualified"] },
  leaveOut: ["score", "grade"],
  grades: [{ grade: "A", from: 70 }],
}) as LearnedScore;

let ports: InMemoryPorts;
let call: (operation: string, input: JsonObject, step?: string) => Promise<Json>;
beforeEach(async () => {
  ports = createInMemoryPorts({ now: () => NOW });
  const activities = createActivities({ ports, registry: createBuiltInRegistry() });
  call = async (operation, input, step = "s") =>
    activities[operation]?.({
      workspaceId: "w",
      runId: "r",
      workflowKey: "flow",
      nodeId: step,
      stepId: step,
      idempotencyKey: `r/${step}/0`,
      operation,
      input,
      chain: [],
      now: NOW,
    }) as Promise<Json>;
});

async function addLeads(count: number): Promise<void> {
  const random = seededRandom(5);
  for (let index = 0; index < count; index += 1) {
    const visits = Math.floor(random() * 10);
    const isWon = random() < visits / 10;
    const status = index % 5 === 0 ? "new" : isWon ? "converted" : "disqualified";
    const fields = { name: `Lead ${index}`, email: `l${index}@example.com`, visits, status, owner: "ann" };
    await ports.records.create("lead", fields, { workspaceId: "w", chain: [], idempotencyKey: `seed/${index}` });
  }
}
const keptModel = () => ports.workspace("w").scoringModels[0] as LearnedScore;

it("keeps to the conformance suite", async () => {
  expect(await checkConformance(scoreConnector)).toEqual([]);
  expect(await checkConformance(rulesConnector)).toEqual([]);
});

describe("learning from records", () => {
  beforeEach(async () => {
    ports.workspace("w").scoringModels.push(structuredClone(LEARNED));
    await addLeads(500);
  });

  it("trains on the closed ones, page by page, keeps the model with its report, and scores with it", async () => {
    await expect(call("score.record", { scoringModel: "chance", object: "lead", id: "x" })).rejects.toMatchObject({
      code: "RECORD_UNKNOWN",
    });
    const summary = await call("score.train", { scoringModel: "chance" });
    expect(summary).toMatchObject({ accepted: true, problems: [], rows: 400, trainedAt: NOW });
    const { model, lastTraining } = keptModel();
    expect(model?.report.openRows).toBe(100);
    expect(model?.report.leftOut).toEqual(
      expect.arrayContaining([
        { field: "owner", reason: "reference" },
        { field: "createdAt", reason: "date" },
        { field: "email", reason: "id" },
        { field: "score", reason: "asked" },
        { field: "status", reason: "target" },
      ]),
    );
    expect(lastTraining).toMatchObject({ accepted: true, trainedBy: "r/s/0" });
    const lead = await ports.records.create("lead", { name: "Eager", visits: 9 }, { workspaceId: "w", chain: [] });
    const input = { scoringModel: "chance", object: "lead", id: lead.id, scoreField: "score", gradeField: "grade" };
    const scored = (await call("score.record", input, "score")) as { score: number };
    expect(scored).toMatchObject({
      grade: "A",
      reasons: [{ field: "visits", text: { zh: "访问次数为 9：提高可能性" } }],
    });
    expect(await ports.records.get("w", "lead", lead.id)).toMatchObject({ score: scored.score, grade: "A" });
  });

  it("a repeat of the step trains no second time; another step does", async () => {
    await call("score.train", { scoringModel: "chance" });
    const first = keptModel().model?.dataHash;
    await addLeads(502);
    await call("score.train", { scoringModel: "chance" });
    expect(keptModel().model?.dataHash).toBe(first);
    await call("score.train", { scoringModel: "chance" }, "again");
    expect(keptModel().model?.dataHash).not.toBe(first);
  });

  it("a model below the gate is refused with its report, and the one before stays", async () => {
    await call("score.train", { scoringModel: "chance" });
    const before = keptModel().model;
    const strict = { ...keptModel(), gate: { minimumAuc: 0.99, minimumHoldOutRows: 50 }, model: null };
    ports.workspace("w").scoringModels[0] = { ...strict, model: before };
    const summary = await call("score.train", { scoringModel: "chance" }, "again");
    expect(summary).toMatchObject({ accepted: false, problems: [expect.stringContaining("below 0.99")] });
    expect(keptModel().model).toEqual(before);
    expect(keptModel().lastTraining).toMatchObject({ accepted: false, report: { rows: 400 } });
  });

  it("refuses what cannot be trained or used, each with its code", async () => {
    const codeOf = async (operation: string, input: JsonObject) =>
      call(operation, input, "x").then(
        () => null,
        (error: { code: string }) => error.code,
      );
    expect(await codeOf("score.train", { scoringModel: "nobody" })).toBe("SCORE_MODEL_UNKNOWN");
    const lead = await ports.records.create("lead", { name: "Ann" }, { workspaceId: "w", chain: [] });
    const input = { scoringModel: "chance", object: "lead", id: lead.id };
    expect(await codeOf("score.record", input)).toBe("SCORE_MODEL_UNTRAINED");
    expect(await codeOf("score.record", { ...input, object: "ticket" })).toBe("SCORE_OBJECT_MISMATCH");
    ports.workspace("w").scoringModels[0] = { ...LEARNED, target: { field: "status", positive: ["contacted"] } };
    expect(await codeOf("score.train", { scoringModel: "chance" })).toBe("SCORE_ROWS_TOO_FEW");
    const shape = { schemaVersion: 1, type: "points", key: "chance", name: "P", object: "lead", rules: [] };
    ports.workspace("w").scoringModels[0] = scoringModelSchema.parse({ ...shape, categories: [{ id: "fit" }] });
    expect(await codeOf("score.train", { scoringModel: "chance" })).toBe("SCORE_MODEL_NOT_LEARNED");
  });
});

describe("points and rule sets as steps", () => {
  it("scores by points with shared conditions", async () => {
    const shape = { schemaVersion: 1, type: "points", key: "points", name: "P", object: "lead" };
    const rules = [{ id: "web", category: "fit", points: 30, when: { condition: "from-web" } }];
    const when = { fact: "record", path: "source", operator: "equal", value: "web" };
    ports.workspace("w").scoringModels.push(scoringModelSchema.parse({ ...shape, categories: [{ id: "fit" }], rules }));
    ports.workspace("w").conditions.push({ key: "from-web", name: "From the web", when });
    const lead = await ports.records.create("lead", { name: "A", source: "web" }, { workspaceId: "w", chain: [] });
    expect(await call("score.record", { scoringModel: "points", object: "lead", id: lead.id })).toMatchObject({
      score: 30,
      probability: null,
      rules: [{ id: "web", held: true, explanation: { kind: "named", id: "from-web" } }],
    });
  });

  it("asks a rule set with facts from records, operations that read and another set; one that writes is refused", async () => {
    const lead = await ports.records.create(
      "lead",
      { name: "A", email: "a@b.example" },
      { workspaceId: "w", chain: [] },
    );
    const leaf = (fact: string, path: string, operator: string, value: Json) => ({ fact, path, operator, value });
    const base = { schemaVersion: 1 as const, mode: "all" as const, conditions: {}, tests: [] };
    const times = { timeoutSeconds: 5, cacheSeconds: 0 };
    ports.workspace("w").ruleSets.push(
      {
        ...base,
        key: "known",
        name: "Known",
        inputs: [{ name: "email", type: "string", required: true }],
        facts: [
          { id: "lead", type: "record", object: "lead", recordId: lead.id, ...times },
          {
            id: "same",
            type: "operation",
            operation: "crm.find",
            input: { object: "lead", where: { email: "=input.email" } },
            ...times,
          },
          { id: "inner", type: "rule-set", ruleSet: "inner", input: {}, ...times },
        ],
        rules: [
          {
            id: "match",
            priority: 1,
            when: {
              all: [
                leaf("same", "count", "equal", 1),
                leaf("lead", "name", "equal", "A"),
                leaf("inner", "types", "contains", "yes"),
              ],
            },
            event: { type: "known" },
          },
        ],
      },
      {
        ...base,
        key: "inner",
        name: "Inner",
        inputs: [],
        facts: [],
        rules: [{ id: "always", priority: 1, when: leaf("run", "now", "isNotEmpty", true), event: { type: "yes" } }],
      },
    );
    const asked = { ruleSet: "known", input: { email: "a@b.example" } };
    expect(await call("rules.evaluate", asked)).toMatchObject({ held: ["match"], first: { type: "known" } });
    const [set] = ports.workspace("w").ruleSets;
    const fact = set?.facts[1];
    if (fact?.type === "operation") fact.operation = "crm.create";
    await expect(call("rules.evaluate", asked)).rejects.toMatchObject({ code: "RULE_SET_FACT_WRITES" });
    const inner = set?.facts[2];
    if (fact?.type === "operation") fact.operation = "crm.find";
    if (inner?.type === "rule-set") inner.ruleSet = "known";
    if (inner?.type === "rule-set") inner.input = { email: "x" };
    await expect(call("rules.evaluate", asked)).rejects.toMatchObject({ code: "RULE_SET_CYCLE" });
    await expect(call("rules.evaluate", { ruleSet: "nobody" })).rejects.toMatchObject({ code: "RULE_SET_UNKNOWN" });
  });
});
