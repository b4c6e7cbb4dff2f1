import { userError } from "../errors.ts";
import type { LocalizedText } from "../text.ts";
import { encodeRows, entryAt, type FieldEncoding, planEncoding } from "./encode-rows.ts";
import { fitLogistic, logistic, logOddsAt, type SparseRows } from "./fit-logistic.ts";
import { judgeFields } from "./judge-fields.ts";
import type { LearnedModel, ModelField } from "./learned-model.ts";
import { logLossOf, measureScores } from "./measure-scores.ts";
import type { ScoreDataset } from "./score-dataset.ts";
import type { FieldReason, FieldWeight } from "./score-report.ts";
import { seededRandom, shuffle } from "./seeded-random.ts";

export interface TrainingOptions {
  /** The instant of the training, ISO 8601. */
  trainedAt: string;
  /** SHA-256 of the rows, hex. */
  dataHash: string;
  /** Fields not to use, for example such as are known only afterwards. Throws where one does not exist. */
  leaveOut?: readonly string[];
  /** Fields to use although they look like a leak. */
  keep?: readonly string[];
  /** Fields left out for what they are: references, dates, texts. */
  reasons?: Readonly<Record<string, FieldReason>>;
  titles?: Readonly<Record<string, LocalizedText>>;
  /** Share of the rows that is kept for the report; 0.25 where absent. */
  holdOutShare?: number;
  /** Decides which rows those are. */
  seed?: number;
  /** Awaited between the steps of a long computation. */
  pause?: () => Promise<void>;
}

const MIN_ROWS = 50;
const MIN_OF_A_KIND = 10;
const LAMBDAS = [0.3, 1, 3, 10, 30] as const;
/** Up to so many training rows the penalty is chosen by cross-validation; beyond it hardly matters. */
const MAX_CHOSEN_ROWS = 5_000;
const FOLDS = 5;

/** Rows in a seeded order, the outcomes spread evenly: the first part is held out. */
function splitRows(outcomes: Uint8Array, share: number, seed: number): { training: Int32Array; heldOut: Int32Array } {
  const random = seededRandom(seed);
  const parts = ([1, 0] as const).map((outcome) => {
    const rows = Int32Array.from(outcomes.keys()).filter((row) => outcomes[row] === outcome);
    shuffle(rows, random);
    const border = Math.round(rows.length * share);
    return { heldOut: rows.subarray(0, border), training: rows.subarray(border) };
  });
  const join = (key: "training" | "heldOut") => {
    const joined = new Int32Array(parts.reduce((sum, part) => sum + part[key].length, 0));
    parts.reduce((at, part) => {
      joined.set(part[key], at);
      return at + part[key].length;
    }, 0);
    return shuffle(joined, random);
  };
  return { heldOut: join("heldOut"), training: join("training") };
}

function probabilitiesOf(rows: SparseRows, chosen: Int32Array, weights: Float64Array): Float64Array {
  return Float64Array.from(chosen, (row) => logistic(logOddsAt(rows, row, weights)));
}
function outcomesOf(outcomes: Uint8Array, chosen: Int32Array): Uint8Array {
  return Uint8Array.from(chosen, (row) => outcomes[row] as number);
}

/** The penalty with the least log loss on parts of the training rows that the fit did not see. */
async function chooseLambda(rows: SparseRows, outcomes: Uint8Array, training: Int32Array, pause: () => Promise<void>) {
  if (training.length > MAX_CHOSEN_ROWS) return 1;
  let best: { lambda: number; loss: number } = { lambda: 1, loss: Number.POSITIVE_INFINITY };
  for (const lambda of LAMBDAS) {
    let loss = 0;
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const seen = training.filter((_, index) => index % FOLDS !== fold);
      const unseen = training.filter((_, index) => index % FOLDS === fold);
      const { weights } = await fitLogistic(rows, outcomes, seen, lambda, pause);
      loss += logLossOf(probabilitiesOf(rows, unseen, weights), outcomesOf(outcomes, unseen)) * unseen.length;
    }
    if (loss < best.loss) best = { lambda, loss };
  }
  return best.lambda;
}

function weightAt(weights: Float64Array, column: number): number {
  return column === 0 ? 0 : (weights[column] as number);
}

/** Mean and standard deviation of what a field adds to the log-odds, over the training rows. */
function contributionOf(encoding: FieldEncoding, training: Int32Array, weights: Float64Array) {
  let sum = 0;
  let squares = 0;
  for (const row of training) {
    const { column, value } = entryAt(encoding, row);
    const part = weightAt(weights, column) * value;
    sum += part;
    squares += part * part;
  }
  const mean = sum / training.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / training.length - mean * mean)) };
}

function describeField(
  encoding: FieldEncoding,
  training: Int32Array,
  weights: Float64Array,
  titles: TrainingOptions["titles"],
): { model: ModelField; weight: FieldWeight } {
  const { field: name } = encoding.field.column;
  const { mean: usual, deviation: importance } = contributionOf(encoding, training, weights);
  const title = titles?.[name];
  const common = { field: name, ...(title === undefined ? {} : { title }), usual };
  const about = { field: name, importance, auc: encoding.field.auc };
  const emptyWeight = weightAt(weights, encoding.emptyColumn);
  if (encoding.type === "number") {
    const { low, high, mean, deviation, column } = encoding;
    const weight = weightAt(weights, column);
    const emptyRows = training.filter((row) => Number.isNaN(encoding.field.column.numberAt(row))).length;
    const empty = encoding.emptyColumn === 0 ? [] : [{ value: null, weight: emptyWeight, rows: emptyRows }];
    return {
      model: { ...common, type: "number", low, high, mean, deviation, weight, emptyWeight },
      weight: { ...about, type: "number", levels: [{ weight, rows: training.length - emptyRows }, ...empty] },
    };
  }
  const { otherColumn, otherRows, emptyRows } = encoding;
  const levels = encoding.levels.map(({ value, rows, column }) => ({ value, rows, weight: weightAt(weights, column) }));
  const otherWeight = weightAt(weights, otherColumn);
  const other = otherRows === 0 ? [] : [{ weight: otherWeight, rows: otherRows }];
  const empty = emptyRows === 0 ? [] : [{ value: null, weight: emptyWeight, rows: emptyRows }];
  return {
    model: {
      ...common,
      type: "category",
      levels: levels.map(({ value, weight }) => ({ value, weight })),
      otherWeight,
      emptyWeight,
    },
    weight: { ...about, type: "category", levels: [...levels, ...other, ...empty] },
  };
}

function refuseUnfit(dataset: ScoreDataset, leaveOut: readonly string[]): void {
  const unknown = leaveOut.find((field) => !dataset.columns.has(field));
  if (unknown !== undefined && dataset.rows > 0)
    throw userError("SCORE_FIELD_UNKNOWN", `There is no field ${unknown} to leave out.`, { field: unknown });
  const { rows, positives } = dataset;
  const fewest = Math.min(positives, rows - positives);
  if (rows < MIN_ROWS || fewest < MIN_OF_A_KIND)
    throw userError(
      "SCORE_ROWS_TOO_FEW",
      `${rows} closed rows, ${positives} of them with the outcome, are too few to learn from.`,
      { rows, positives, needed: MIN_ROWS, neededOfAKind: MIN_OF_A_KIND },
    );
}

/**
 * Learns the chance of an outcome by logistic regression: numbers standardised, categories one column a level with one
 * for rare values and one for empty. A seeded, stratified part of the rows is held out; the report is of that part and
 * of the model as it is returned. The same data, seed and options give the same model to the last digit.
 * Throws `SCORE_ROWS_TOO_FEW`, `SCORE_FIELD_UNKNOWN`, `SCORE_FIELDS_NONE`.
 */
export async function trainScore(dataset: ScoreDataset, options: TrainingOptions): Promise<LearnedModel> {
  const { leaveOut = [], keep = [], seed = 1, pause = async () => {} } = options;
  refuseUnfit(dataset, leaveOut);
  const reasons = options.reasons === undefined ? {} : { reasons: options.reasons };
  const judged = judgeFields(dataset, { leaveOut: new Set(leaveOut), keep: new Set(keep), ...reasons });
  await pause();
  const { outcomes, rows, positives } = dataset;
  const { training, heldOut } = splitRows(outcomes, options.holdOutShare ?? 0.25, seed);
  const { encodings, width } = planEncoding(judged.usable, training);
  if (encodings.length === 0) throw userError("SCORE_FIELDS_NONE", "No field is left to learn from.", {});
  const design = encodeRows(encodings, rows, width);
  const lambda = await chooseLambda(design, outcomes, training, pause);
  const { weights, iterations } = await fitLogistic(design, outcomes, training, lambda, pause);
  const described = encodings.map((encoding) => describeField(encoding, training, weights, options.titles));
  return {
    schemaVersion: 1,
    algorithm: "logistic-regression",
    trainedAt: options.trainedAt,
    dataHash: options.dataHash,
    target: dataset.target,
    intercept: weights[0] as number,
    fields: described.map(({ model }) => model),
    emptyValues: [...dataset.emptyValues],
    report: {
      rows,
      trainingRows: training.length,
      openRows: dataset.openRows,
      positives,
      baseRate: positives / rows,
      seed,
      lambda,
      iterations,
      holdOut: measureScores(probabilitiesOf(design, heldOut, weights), outcomesOf(outcomes, heldOut)),
      fields: described.map(({ weight }) => weight).sort((a, b) => b.importance - a.importance),
      leftOut: judged.leftOut,
      suspects: judged.suspects,
    },
  };
}
