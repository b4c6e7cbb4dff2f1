import { addDuration } from "../calendar/instants.ts";
import type { Condition } from "../condition.ts";
import { userError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { compileCondition, type CompiledCondition, type Facts } from "../rules/compile.ts";
import { readMoment } from "../rules/moments.ts";
import { textIn } from "../text.ts";
import { gradeOf } from "./grade-of.ts";
import type { PointsModel, PointsRule } from "./points-model.ts";
import type { CategoryPoints, RulePoints, ScoreReason, ScoreResult } from "./score-result.ts";

const ROUNDING = 1e6;
const round = (points: number) => Math.round(points * ROUNDING) / ROUNDING;
const clamp = (value: number, least: number | undefined, most: number | undefined) =>
  Math.min(most ?? Number.POSITIVE_INFINITY, Math.max(least ?? Number.NEGATIVE_INFINITY, value));

/** What is left of a rule's points, 0 to 1. Throws `SCORE_FIELD_MISSING`, `SCORE_FIELD_TYPE`. */
function remainingShare({ decay }: PointsRule, record: JsonObject, now: string): number {
  if (decay === undefined) return 1;
  const value = Object.hasOwn(record, decay.since) ? record[decay.since] : undefined;
  if (value === undefined)
    throw userError("SCORE_FIELD_MISSING", `The record has no field ${decay.since}.`, { field: decay.since });
  if (value === null || value === "") return 0;
  const since = readMoment(value);
  if (since === null)
    throw userError("SCORE_FIELD_TYPE", `${decay.since} must be a date.`, { field: decay.since, expected: "date" });
  const age = Math.max(0, Date.parse(now) - since);
  const over = Date.parse(addDuration(new Date(since).toISOString(), decay.over, "UTC")) - since;
  return decay.type === "half-life" ? 0.5 ** (age / over) : Math.max(0, 1 - age / over);
}

function reasonOf(rule: PointsRule, points: number): ScoreReason {
  const sign = points > 0 ? `+${points}` : String(points);
  const named = (language: "en" | "zh") => textIn(rule.name, language) || rule.id;
  return { field: rule.id, effect: points, text: { en: `${named("en")}: ${sign}`, zh: `${named("zh")}：${sign}` } };
}

/** A points model ready to score many records. */
export interface CompiledPoints {
  /** Throws `SCORE_FIELD_MISSING`, `SCORE_FIELD_TYPE` and what conditions throw. */
  score(record: JsonObject, now: string, options?: { explain?: boolean }): ScoreResult;
}

/** Compiles a model's conditions once; `named` are the shared ones. Throws as compileCondition. */
export function compilePoints(model: PointsModel, named: Readonly<Record<string, Condition>> = {}): CompiledPoints {
  const compiled = model.rules.map((rule) => ({ rule, condition: compileCondition(rule.when, named) }));
  return {
    score(record, now, { explain = true } = {}) {
      const facts: Facts = { record, run: { now } };
      const rules = compiled.map((entry) => pointsOf(entry, facts, record, now, explain));
      const categories = model.categories.map(({ id, minimum, maximum }): CategoryPoints => {
        const points = rules.reduce((sum, rule) => (rule.category === id ? sum + rule.points : sum), 0);
        return { id, points: round(points), counted: round(clamp(points, minimum, maximum)) };
      });
      const total = categories.reduce((sum, { counted }) => sum + counted, model.base);
      const score = round(clamp(total, model.minimum, model.maximum));
      const reasons = compiled
        .map(({ rule }, index) => reasonOf(rule, rules[index]?.points ?? 0))
        .filter(({ effect }) => effect !== 0)
        .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
      return { score, grade: gradeOf(score, model.grades), probability: null, reasons, categories, rules };
    },
  };
}

function pointsOf(
  { rule, condition }: { rule: PointsRule; condition: CompiledCondition },
  facts: Facts,
  record: JsonObject,
  now: string,
  explain: boolean,
): RulePoints {
  const explanation = explain ? condition.explain(facts) : null;
  const held = explanation?.held ?? condition.evaluate(facts);
  const remaining = held ? remainingShare(rule, record, now) : 1;
  const points = held ? round(rule.points * remaining) : 0;
  return { id: rule.id, category: rule.category, held, points, remaining: round(remaining), explanation };
}

/** One stored test's outcome. */
export interface PointsTestResult {
  name: string;
  ok: boolean;
  expected: PointsModel["tests"][number]["expect"];
  actual: { score: number; grade: string | null; rules: string[] } | null;
  error?: string;
}

/** Runs the tests that are stored with a model, at `now` where a test names no time. Throws as compilePoints. */
export function runPointsTests(
  model: PointsModel,
  now: string,
  named: Readonly<Record<string, Condition>> = {},
): PointsTestResult[] {
  const compiled = compilePoints(model, named);
  return model.tests.map(({ name, record, now: at, expect }): PointsTestResult => {
    try {
      const result = compiled.score(record, at ?? now, { explain: false });
      const held = result.rules.filter((rule) => rule.held).map(({ id }) => id);
      const isSame =
        (expect.score === undefined || Math.abs(expect.score - result.score) < 1e-6) &&
        (expect.grade === undefined || expect.grade === result.grade) &&
        (expect.rules === undefined || expect.rules.toSorted().join() === held.toSorted().join());
      return { name, ok: isSame, expected: expect, actual: { score: result.score, grade: result.grade, rules: held } };
    } catch (thrown) {
      return { name, ok: false, expected: expect, actual: null, error: (thrown as Error).message };
    }
  });
}
