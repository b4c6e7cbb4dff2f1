import { userError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { textIn } from "../text.ts";
import { logistic } from "./fit-logistic.ts";
import { gradeOf, type Grades } from "./grade-of.ts";
import type { LearnedModel, ModelField } from "./learned-model.ts";
import { levelOf, readNumber } from "./read-value.ts";
import type { ScoreReason, ScoreResult } from "./score-result.ts";

const REASONS = 5;
/** An effect smaller than this on the log-odds is no reason. */
const SMALLEST_EFFECT = 0.05;

/** The field's value; texts that stand for empty count as null. Throws `SCORE_FIELD_MISSING`. */
function valueOf(record: JsonObject, field: string, emptyValues: readonly string[]): unknown {
  const value = Object.hasOwn(record, field) ? record[field] : undefined;
  if (value === undefined) throw userError("SCORE_FIELD_MISSING", `The record has no field ${field}.`, { field });
  const isEmpty = value === "" || (typeof value === "string" && emptyValues.includes(value.trim()));
  return isEmpty ? null : value;
}

/** What a field adds to the log-odds. Throws `SCORE_FIELD_TYPE`. */
function contributionOf(field: ModelField, value: unknown): number {
  if (value === null) return field.emptyWeight;
  if (field.type === "number") {
    const number = readNumber(value);
    if (number === null)
      throw userError("SCORE_FIELD_TYPE", `${field.field} must be a number.`, {
        field: field.field,
        expected: "number",
      });
    return (field.weight * (Math.min(field.high, Math.max(field.low, number)) - field.mean)) / field.deviation;
  }
  const level = levelOf(value);
  if (level === null)
    throw userError("SCORE_FIELD_TYPE", `${field.field} must be one value.`, { field: field.field, expected: "value" });
  return field.levels.find((entry) => entry.value === level)?.weight ?? field.otherWeight;
}

function reasonOf(field: ModelField, value: unknown, effect: number): ScoreReason {
  const named = (language: "en" | "zh") => textIn(field.title, language) || field.field;
  const shown = typeof value === "string" ? value.slice(0, 100) : String(value);
  const does =
    effect > 0 ? { en: "raises the chance", zh: "提高可能性" } : { en: "lowers the chance", zh: "降低可能性" };
  return {
    field: field.field,
    effect,
    text: {
      en: value === null ? `${named("en")} is empty: ${does.en}` : `${named("en")} is ${shown}: ${does.en}`,
      zh: value === null ? `${named("zh")}为空：${does.zh}` : `${named("zh")}为 ${shown}：${does.zh}`,
    },
  };
}

/**
 * The chance of the outcome for one record, as a score from 0 to 100, with the fields that move it furthest from the
 * usual record. The record must have every field of the model; null is allowed. Throws `SCORE_FIELD_MISSING`,
 * `SCORE_FIELD_TYPE`.
 */
export function scoreLearned(model: LearnedModel, record: JsonObject, grades: Grades = []): ScoreResult {
  let logOdds = model.intercept;
  const effects: ScoreReason[] = [];
  for (const field of model.fields) {
    const value = valueOf(record, field.field, model.emptyValues);
    const part = contributionOf(field, value);
    logOdds += part;
    const effect = part - field.usual;
    if (Math.abs(effect) >= SMALLEST_EFFECT) effects.push(reasonOf(field, value, effect));
  }
  const probability = logistic(logOdds);
  const score = Math.round(probability * 100);
  const reasons = effects.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)).slice(0, REASONS);
  return { score, grade: gradeOf(score, grades), probability, reasons, categories: [], rules: [] };
}
