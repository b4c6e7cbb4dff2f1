import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { userError } from "../../../definitions/errors.ts";
import { jsonObjectSchema } from "../../../definitions/json.ts";
import { type LearnedModel, learnedModelSchema } from "../../../definitions/scoring/learned-model.ts";
import { pointsModelSchema } from "../../../definitions/scoring/points-model.ts";
import { ScoreDataset } from "../../../definitions/scoring/score-dataset.ts";
import { scoreLearned } from "../../../definitions/scoring/score-learned.ts";
import { compilePoints, runPointsTests } from "../../../definitions/scoring/score-points.ts";
import { gateProblems, learnedScoreSchema } from "../../../definitions/scoring/scoring-model.ts";
import { trainScore } from "../../../definitions/scoring/train-score.ts";
import { argumentError, readAt, requireOne, requireOption } from "../argument-error.ts";
import { chooseSubcommand, type Subcommand } from "../choose-subcommand.ts";
import type { Command, CommandIo } from "../command.ts";
import { describeReport } from "../describe-report.ts";
import { readCsvRecords } from "../read-csv-records.ts";
import { readRecords } from "../read-records.ts";
import { readJson, readJsonArgument, readJsonAs } from "../workflow-files.ts";

/** Trains, evaluates and tests scoring models. */
export const score: Command = {
  name: "score",
  summary: "train a learned score and see its report, score records, test a points model",
  usage: [
    "flowright score train --data FILE.csv|FILE.jsonl --target FIELD --positive VALUE[,…] [--negative VALUE[,…]]",
    "    [--leave-out A,B] [--keep A] [--empty VALUE[,…]] [--hold-out 0.25] [--seed 1] [--minimum-auc 0.6] [--out MODEL] [--json]",
    "flowright score eval --model FILE --input JSON|FILE [--at ISO] [--json]",
    "flowright score test FILE [--at ISO] [--json]",
    "",
    "train learns the chance of the outcome by logistic regression and prints the hold-out report: AUC, log loss, Brier,",
    "calibration, lift by decile, the weight of each field, what was left out and why, what is suspicious. --leave-out names",
    "fields that are known only afterwards; a name with a comma is given by a second --leave-out. --positive is 1 where",
    "absent; --negative is every other value. --empty names texts that stand for no value (Select). --out keeps the model.",
    "eval scores one record with a trained model, a learned score or a points model; test runs a points model's tests.",
    "Exit code 0 when the model may be used (AUC not below --minimum-auc), the record was scored, all tests passed.",
  ].join("\n"),
  run: (args, io) => chooseSubcommand("score", { train, eval: evaluate, test }, args, io),
};

const TRAIN_OPTIONS = {
  data: { type: "string" },
  target: { type: "string" },
  positive: { type: "string", default: "1" },
  negative: { type: "string" },
  "leave-out": { type: "string", multiple: true, default: [] },
  keep: { type: "string", multiple: true, default: [] },
  empty: { type: "string", default: "" },
  "hold-out": { type: "string", default: "0.25" },
  seed: { type: "string", default: "1" },
  "minimum-auc": { type: "string", default: "0.6" },
  out: { type: "string" },
  // `satisfies` keeps the literal types that parseArgs needs.
} as const satisfies NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]>;

const listOf = (text: string) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function readNumberOption(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw argumentError("score", `--${name} ${text} is not a number from ${least} to ${most}`);
}

const train: Subcommand = async (args, io) => {
  const { values } = parseArgs({ args: [...args], options: TRAIN_OPTIONS });
  const field = requireOption("score", "target", values.target);
  const negative = values.negative === undefined ? {} : { negative: listOf(values.negative) };
  const dataset = new ScoreDataset({ field, positive: listOf(values.positive), ...negative }, listOf(values.empty));
  const hash = createHash("sha256");
  for await (const row of readData(requireOption("score", "data", values.data), io)) {
    dataset.add(row);
    hash.update(JSON.stringify(row)).update("\n");
  }
  const model = await trainScore(dataset, {
    trainedAt: new Date().toISOString(),
    dataHash: hash.digest("hex"),
    leaveOut: namedFields(values["leave-out"], dataset),
    keep: namedFields(values.keep, dataset),
    holdOutShare: readNumberOption("hold-out", values["hold-out"], 0.05, 0.5),
    seed: readNumberOption("seed", values.seed, 0, 4_294_967_295),
  });
  const minimumAuc = readNumberOption("minimum-auc", values["minimum-auc"], 0.5, 1);
  const problems = gateProblems(model, { minimumAuc, minimumHoldOutRows: 10 });
  if (values.out !== undefined) writeFileSync(resolve(io.cwd, values.out), `${JSON.stringify(model, undefined, 2)}\n`);
  const { report, trainedAt, dataHash, target } = model;
  io.report({ usable: problems.length === 0, problems, trainedAt, dataHash, target, report }, () =>
    describeReport(model, problems),
  );
  return problems.length === 0 ? 0 : 1;
};

/** Fields by name; an argument that is no field's name as a whole is taken as several with commas. */
function namedFields(given: readonly string[], dataset: ScoreDataset): string[] {
  return given.flatMap((text) => (dataset.columns.has(text) ? [text] : listOf(text)));
}

async function* readData(file: string, io: CommandIo): AsyncGenerator<Record<string, unknown>> {
  if (/\.csv$/iu.test(file)) yield* readCsvRecords(file, io.cwd);
  else yield* readRecords(file, io.cwd);
}

const evaluate: Subcommand = async (args, io) => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args: [...args], options: { model: text, input: text, at: text } });
  const file = resolve(io.cwd, requireOption("score", "model", values.model));
  const record = readJsonArgument(requireOption("score", "input", values.input), io.cwd, jsonObjectSchema, "record");
  const found = z.object({ type: z.string().optional() }).safeParse(readJson(file, "scoring model"));
  const result =
    found.data?.type === "points"
      ? compilePoints(readJsonAs(file, pointsModelSchema, "points model")).score(record, readAt("score", values.at))
      : scoreWith(file, found.data?.type === "learned", record);
  io.report(result, () =>
    [
      `${result.score}${result.grade === null ? "" : ` (${result.grade})`}`,
      ...result.reasons.map((r) => r.text.en),
    ].join("\n"),
  );
  return 0;
};

function scoreWith(file: string, isResource: boolean, record: z.infer<typeof jsonObjectSchema>) {
  if (!isResource) return scoreLearned(readJsonAs(file, learnedModelSchema, "trained model"), record);
  const { key, model, grades } = readJsonAs(file, learnedScoreSchema, "learned score");
  if (model === null) throw userError("SCORE_MODEL_UNTRAINED", `${key} has no trained model.`, { model: key });
  return scoreLearned(model satisfies LearnedModel, record, grades);
}

const test: Subcommand = async (args, io) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { at: { type: "string" } },
    allowPositionals: true,
  });
  const file = resolve(io.cwd, requireOne("score", positionals, "points model file"));
  const tests = runPointsTests(readJsonAs(file, pointsModelSchema, "points model"), readAt("score", values.at));
  const passed = tests.filter(({ ok }) => ok).length;
  io.report({ passed, failed: tests.length - passed, results: tests }, () =>
    [
      ...tests.map(({ name, ok, expected, actual, error }) =>
        ok
          ? `ok     ${name}`
          : `FAILED ${name}: expected ${JSON.stringify(expected)}, got ${error ?? JSON.stringify(actual)}`,
      ),
      `${passed} of ${tests.length} passed`,
    ].join("\n"),
  );
  return passed === tests.length ? 0 : 1;
};
