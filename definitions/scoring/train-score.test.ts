import { describe, expect, it } from "vitest";
import type { Json } from "../json.ts";
import { learnedModelSchema } from "./learned-model.ts";
import { areaUnderCurve, measureScores } from "./measure-scores.ts";
import { ScoreDataset } from "./score-dataset.ts";
import { scoreLearned } from "./score-learned.ts";
import { gateProblems, scoringModelSchema } from "./scoring-model.ts";
import { seededRandom } from "./seeded-random.ts";
import { trainScore, type TrainingOptions } from "./train-score.ts";

const OPTIONS: TrainingOptions = { trainedAt: "2026-03-01T00:00:00Z", dataHash: "0".repeat(64) };
const chance = (odds: number) => 1 / (1 + Math.exp(-odds));

interface Row extends Record<string, Json> {
  id: string;
  won: string;
}
/** Rows whose outcome follows a known law: log-odds −1 + 1.5·z(minutes) + 1 for "ref", and noise fields. */
function lawfulRows(count: number, seed = 7): Row[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, (_, index) => {
    const z = normal();
    const source = random() < 0.3 ? "ref" : random() < 0.5 ? "web" : "fair";
    const won = random() < chance(-1 + 1.5 * z + (source === "ref" ? 1 : 0));
    return {
      id: `L${index}`,
      minutes: random() < 0.05 ? null : 20 + 5 * z,
      source,
      noise: Math.round(normal() * 100) / 100,
      city: index % 400 === 0 ? `rare-${index}` : "same",
      tag: won ? (random() < 0.995 ? "closed-won" : "open") : "open",
      createdAt: `2026-01-0${1 + (index % 9)}T00:00:00Z`,
      lines: [index],
      won: won ? "yes" : "no",
    };
  });
}
function datasetOf(rows: readonly Record<string, unknown>[], target = { field: "won", positive: ["yes"] }) {
  const dataset = new ScoreDataset(target);
  for (const row of rows) dataset.add(row);
  return dataset;
}

describe("measures", () => {
  it("AUC is the share of pairs in the right order, ties half", () => {
    expect(areaUnderCurve([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect(areaUnderCurve([0.5, 0.5, 0.5], [1, 0, 1])).toBe(0.5);
    expect(areaUnderCurve([3, 2, 1], [0, 0, 1])).toBe(0);
  });

  it("log loss, Brier, calibration and lift by hand", () => {
    const told = measureScores([0.9, 0.8, 0.3, 0.1], [1, 0, 1, 0]);
    expect(told.logLoss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.2) + Math.log(0.3) + Math.log(0.9)) / 4, 12);
    expect(told.brier).toBeCloseTo((0.01 + 0.64 + 0.49 + 0.01) / 4, 12);
    expect(told.baseLogLoss).toBeCloseTo(Math.LN2, 12);
    expect(told.calibrationError).toBeCloseTo((0.1 + 0.8 + 0.7 + 0.1) / 4, 12);
    expect(told.calibration[9]).toEqual({ from: 0.9, to: 1, rows: 1, predicted: 0.9, observed: 1 });
    expect(told.calibration[5]).toMatchObject({ rows: 0, predicted: null, observed: null });
    const many = measureScores(
      Array.from({ length: 100 }, (_, index) => 1 - index / 100),
      Array.from({ length: 100 }, (_, index) => (index < 20 ? 1 : 0)),
    );
    expect(many.lift[0]).toEqual({ decile: 1, rows: 10, positives: 10, rate: 1, lift: 5, captured: 0.5 });
    expect(many.lift[2]).toMatchObject({ lift: 0, captured: 1 });
    expect(many.aucInterval[1]).toBe(1);
  });
});

describe("training", () => {
  it("finds the law behind the data and predicts it on rows held out", async () => {
    const model = await trainScore(datasetOf(lawfulRows(8_000)), { ...OPTIONS, leaveOut: ["tag"] });
    const minutes = model.fields.find(({ field }) => field === "minutes");
    expect(minutes?.type === "number" ? minutes.weight : 0).toBeGreaterThan(1.35);
    expect(minutes?.type === "number" ? minutes.weight : 9).toBeLessThan(1.65);
    const source = model.fields.find(({ field }) => field === "source");
    const levels = source?.type === "category" ? source.levels : [];
    const weightOf = (value: string) => levels.find((level) => level.value === value)?.weight ?? 0;
    expect(weightOf("ref") - weightOf("web")).toBeCloseTo(1, 0);
    const { holdOut, fields, baseRate } = model.report;
    expect(holdOut.rows).toBe(2_000);
    expect(holdOut.auc).toBeGreaterThan(0.77);
    expect(holdOut.auc).toBeLessThan(0.85);
    expect(holdOut.logLoss).toBeLessThan(holdOut.baseLogLoss);
    expect(holdOut.calibrationError).toBeLessThan(0.05);
    expect(holdOut.lift[0]?.lift).toBeGreaterThan(2);
    expect(fields[0]?.field).toBe("minutes");
    expect(baseRate).toBeCloseTo(model.report.positives / 8_000, 12);
  });

  it("is the same to the last digit; another seed holds out other rows", async () => {
    const rows = lawfulRows(600);
    const first = await trainScore(datasetOf(rows), OPTIONS);
    expect(await trainScore(datasetOf(lawfulRows(600)), OPTIONS)).toEqual(first);
    const other = await trainScore(datasetOf(rows), { ...OPTIONS, seed: 2 });
    expect(other.report.holdOut.auc).not.toBe(first.report.holdOut.auc);
  });

  it("names what it leaves out and why: ids, dates, lists, the outcome, and leaks unless they are kept", async () => {
    const rows = lawfulRows(1_000).map((row) => Object.assign(row, { fixed: 1, none: null }));
    const { report } = await trainScore(datasetOf(rows), { ...OPTIONS, leaveOut: ["noise"] });
    expect(Object.fromEntries(report.leftOut.map(({ field, reason }) => [field, reason]))).toEqual({
      id: "id",
      noise: "asked",
      tag: "leak",
      createdAt: "date",
      lines: "structure",
      won: "target",
      fixed: "constant",
      none: "empty",
    });
    const kept = await trainScore(datasetOf(rows), { ...OPTIONS, keep: ["tag"] });
    expect(kept.report.suspects).toContainEqual(expect.objectContaining({ field: "tag", reason: "strong" }));
    expect(kept.fields.map(({ field }) => field)).toContain("tag");
  });

  it("numbers that are unique by name of an id are left out, others are used and named", async () => {
    const rows = lawfulRows(200).map((row, index) =>
      Object.assign(row, { "Lead Number": `${9_000 - index}.0`, amount: index * 7 }),
    );
    const { report } = await trainScore(datasetOf(rows), OPTIONS);
    expect(report.leftOut).toContainEqual({ field: "Lead Number", reason: "id" });
    expect(report.suspects).toContainEqual(expect.objectContaining({ field: "amount", reason: "id" }));
  });

  it("counts open rows, and refuses too few rows, unknown fields and a missing target", async () => {
    const rows = lawfulRows(300).map((row, index) => (index % 3 === 0 ? Object.assign(row, { won: "open" }) : row));
    const dataset = new ScoreDataset({ field: "won", positive: ["yes"], negative: ["no"] });
    for (const row of rows) dataset.add(row);
    const { report } = await trainScore(dataset, OPTIONS);
    expect(report).toMatchObject({ openRows: 100, rows: 200 });
    await expect(trainScore(datasetOf(lawfulRows(40)), OPTIONS)).rejects.toMatchObject({ code: "SCORE_ROWS_TOO_FEW" });
    const leaveOut = ["Tags"];
    await expect(trainScore(dataset, { ...OPTIONS, leaveOut })).rejects.toMatchObject({ code: "SCORE_FIELD_UNKNOWN" });
    expect(() => dataset.add({ name: "Ann" })).toThrow(expect.objectContaining({ code: "SCORE_TARGET_MISSING" }));
    const empty = datasetOf(lawfulRows(100).map(({ won }) => ({ won })));
    await expect(trainScore(empty, OPTIONS)).rejects.toMatchObject({ code: "SCORE_FIELDS_NONE" });
  });
});

describe("a trained model", () => {
  const trained = trainScore(datasetOf(lawfulRows(2_000)), {
    ...OPTIONS,
    titles: { minutes: { en: "Minutes", zh: "分钟" } },
  });

  it("is plain JSON that is nothing without its report", async () => {
    const model = await trained;
    expect(learnedModelSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
    const { report: _report, ...bare } = model;
    expect(learnedModelSchema.safeParse(bare).success).toBe(false);
  });

  it("scores a record and says why, in both languages; values never seen and empty ones have a score", async () => {
    const model = await trained;
    const record = { minutes: 31, source: "ref", noise: 0, city: "same" };
    const high = scoreLearned(model, record, [
      { grade: "A", from: 70 },
      { grade: "B", from: 30 },
    ]);
    expect(high.score).toBeGreaterThan(80);
    expect(high.grade).toBe("A");
    expect(high.score).toBe(Math.round((high.probability ?? 0) * 100));
    expect(high.reasons[0]).toMatchObject({
      field: "minutes",
      text: { en: "Minutes is 31: raises the chance", zh: "分钟为 31：提高可能性" },
    });
    const low = scoreLearned(model, { ...record, minutes: 8, source: "web" });
    expect(low.score).toBeLessThan(20);
    expect(low.grade).toBeNull();
    const strange = scoreLearned(model, { minutes: null, source: "never seen", noise: null, city: null });
    expect(strange.score).toBeGreaterThan(0);
    const far = scoreLearned(model, { ...record, minutes: 1e9 });
    expect(far.probability).toBeLessThan(1);
  });

  it("refuses a record without a field of the model, and values of another kind", async () => {
    const model = await trained;
    const record = { minutes: 31, source: "ref", noise: 0, city: "same" };
    const { minutes: _minutes, ...without } = record;
    expect(() => scoreLearned(model, without)).toThrow(expect.objectContaining({ code: "SCORE_FIELD_MISSING" }));
    expect(() => scoreLearned(model, { ...record, minutes: "soon" })).toThrow(
      expect.objectContaining({ code: "SCORE_FIELD_TYPE" }),
    );
  });

  it("may be used only where its report passes the gate", async () => {
    const model = await trained;
    const score = {
      schemaVersion: 1,
      type: "learned",
      key: "chance",
      name: "Chance",
      object: "lead",
      target: { field: "won", positive: ["yes"] },
      model,
    };
    expect(scoringModelSchema.parse(score)).toMatchObject({ gate: { minimumAuc: 0.6, minimumHoldOutRows: 50 } });
    const strict = scoringModelSchema.safeParse({ ...score, gate: { minimumAuc: 0.99, minimumHoldOutRows: 5_000 } });
    expect(strict.error?.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining("below 0.99"),
      expect.stringContaining("fewer than 5000"),
    ]);
    const noise = await trainScore(datasetOf(lawfulRows(400).map(({ won, noise }) => ({ won, noise }))), OPTIONS);
    expect(gateProblems(noise, { minimumAuc: 0.6, minimumHoldOutRows: 50 })).toHaveLength(1);
  });
});
