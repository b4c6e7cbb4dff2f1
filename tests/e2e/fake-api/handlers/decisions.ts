import { evaluateRuleSet } from "../../../../activities/rule-sets/evaluate-rule-set.ts";
import { NO_SOURCES, runRuleSetTests } from "../../../../activities/rule-sets/run-rule-set-tests.ts";
import { scoreFields } from "../../../../activities/scoring/score-record.ts";
import type { RouteBody, RouteName, RouteResponse } from "../../../../definitions/api.ts";
import { errorDataOf } from "../../../../definitions/errors.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import { checkRuleSet } from "../../../../definitions/rule-sets/check-rules.ts";
import { ruleSetSchema } from "../../../../definitions/rule-sets/rule-set.ts";
import { sharedConditionSchema } from "../../../../definitions/rule-sets/shared-condition.ts";
import { ScoreDataset } from "../../../../definitions/scoring/score-dataset.ts";
import { gateProblems, learnedScoreSchema, scoringModelSchema } from "../../../../definitions/scoring/scoring-model.ts";
import { seededRandom } from "../../../../definitions/scoring/seeded-random.ts";
import { trainScore } from "../../../../definitions/scoring/train-score.ts";
import type { Call, Handler } from "../handlers.ts";
import { found } from "./paging.ts";

const objectOf = (given: unknown) => (given ?? {}) as JsonObject;
const now = () => new Date().toISOString();
const named = ({ world }: Call) =>
  Object.fromEntries(
    world.resources.conditions.map((entry) => {
      const { key, when } = sharedConditionSchema.parse(entry);
      return [key, when];
    }),
  );
const keptBy = (list: JsonObject[], { params }: Call) =>
  found(
    list.find((entry) => entry["key"] === params["key"]),
    "resource",
  );

async function tryRuleSet(call: Call): Promise<RouteResponse<"tryRuleSet">> {
  const body = call.body as RouteBody<"tryRuleSet">;
  const ruleSet = ruleSetSchema.parse(body.ruleSet);
  const conditions = named(call);
  const { objects, connectors } = call.world.catalogue;
  const issues = checkRuleSet(ruleSet, { objects, conditions, connectors });
  const nothing = { issues, result: null, error: null, tests: [], rulesNeverHeld: [] };
  if (issues.length > 0) return nothing;
  const { results: tests, rulesNeverHeld } = await runRuleSetTests(ruleSet, now(), conditions);
  const question = {
    input: objectOf(body.input),
    given: objectOf(body.facts),
    now: now(),
    sources: NO_SOURCES,
    conditions,
  };
  try {
    return { ...nothing, tests, rulesNeverHeld, result: await evaluateRuleSet(ruleSet, question) };
  } catch (thrown) {
    return { ...nothing, tests, rulesNeverHeld, error: errorDataOf(thrown) };
  }
}

/** Learns from made-up leads, since the stand-in has few. */
async function trainScoringModel(call: Call): Promise<RouteResponse<"trainScoringModel">> {
  const entry = keptBy(call.world.resources["scoring-models"], call);
  const score = learnedScoreSchema.parse(entry);
  const random = seededRandom(11);
  const dataset = new ScoreDataset(score.target);
  const sources = ["referral", "website", "fair", "advertisement"];
  for (let index = 0; index < 1_200; index += 1) {
    const minutesOnSite = Math.round(random() * 40);
    const source = sources[Math.floor(random() * 4)] ?? "website";
    const employees = random() < 0.1 ? null : Math.round(random() * 600);
    const odds = -2.2 + minutesOnSite / 14 + (source === "referral" ? 1.2 : 0) + (employees ?? 0) / 500;
    const status = random() < 1 / (1 + Math.exp(-odds)) ? "converted" : "disqualified";
    dataset.add({ id: `L${index}`, minutesOnSite, source, employees, status, country: "DE", score: index, grade: "B" });
  }
  const titles = Object.fromEntries(
    call.world.catalogue.objects
      .find(({ name }) => name === "lead")
      ?.fields.map((field) => [field.name, field.title]) ?? [],
  );
  const model = await trainScore(dataset, {
    trainedAt: now(),
    dataHash: "0".repeat(64),
    leaveOut: score.leaveOut.filter((field) => dataset.columns.has(field)),
    titles,
  });
  const problems = gateProblems(model, score.gate);
  const accepted = problems.length === 0;
  const lastTraining = { at: now(), accepted, problems, report: model.report };
  Object.assign(entry, { lastTraining, model: accepted ? model : score.model });
  return { accepted, problems, trainedAt: lastTraining.at, report: model.report };
}

export const decisionHandlers = {
  evaluateRuleSet: async (call) => {
    const body = call.body as RouteBody<"evaluateRuleSet">;
    const ruleSet = ruleSetSchema.parse(keptBy(call.world.resources["rule-sets"], call));
    const given = objectOf(body.facts);
    return evaluateRuleSet(ruleSet, {
      input: objectOf(body.input),
      given,
      now: now(),
      sources: NO_SOURCES,
      conditions: named(call),
    });
  },
  tryRuleSet,
  // The seeded runs ask no rule set.
  backTestRuleSet: ({ params }) => ({
    ruleSet: params["key"] ?? "",
    runs: 0,
    compared: 0,
    same: 0,
    different: 0,
    failed: 0,
    steps: [],
  }),
  trainScoringModel,
  scoreRecord: (call) => {
    const body = call.body as RouteBody<"scoreRecord">;
    const model = scoringModelSchema.parse(body.model ?? keptBy(call.world.resources["scoring-models"], call));
    const stored = call.world.records[model.object]?.find(({ id }) => id === body.id);
    return scoreFields(
      model,
      body.record === undefined ? found(stored, "record") : objectOf(body.record),
      now(),
      named(call),
    );
  },
} satisfies Partial<Record<RouteName, Handler>>;
