import type { HoldOut } from "./score-report.ts";

type Numbers = ArrayLike<number>;

/**
 * Area under the ROC curve: the chance that a positive has the higher score, ties half (Mann–Whitney). 0.5 where one
 * class is empty.
 */
export function areaUnderCurve(scores: Numbers, outcomes: Numbers): number {
  const order = Int32Array.from({ length: scores.length }, (_, index) => index).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number),
  );
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    const value = scores[order[start] as number];
    while (end < order.length && scores[order[end] as number] === value) end += 1;
    const rank = (start + 1 + end) / 2;
    for (let at = start; at < end; at += 1)
      if (outcomes[order[at] as number] === 1) {
        positives += 1;
        rankSum += rank;
      }
    start = end;
  }
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** 95 % interval of an AUC (Hanley and McNeil 1982). */
function aucInterval(auc: number, positives: number, negatives: number): [number, number] {
  if (positives === 0 || negatives === 0) return [0, 1];
  const q1 = auc / (2 - auc);
  const q2 = (2 * auc * auc) / (1 + auc);
  const variance =
    (auc * (1 - auc) + (positives - 1) * (q1 - auc * auc) + (negatives - 1) * (q2 - auc * auc)) /
    (positives * negatives);
  const half = 1.96 * Math.sqrt(Math.max(0, variance));
  return [Math.max(0, auc - half), Math.min(1, auc + half)];
}

const SMALLEST = 1e-12;
/** Mean negative log-likelihood. */
export function logLossOf(probabilities: Numbers, outcomes: Numbers): number {
  let sum = 0;
  for (let row = 0; row < outcomes.length; row += 1) {
    const p = Math.min(1 - SMALLEST, Math.max(SMALLEST, probabilities[row] as number));
    sum -= outcomes[row] === 1 ? Math.log(p) : Math.log(1 - p);
  }
  return outcomes.length === 0 ? 0 : sum / outcomes.length;
}

const BINS = 10;
function calibrationOf(probabilities: Numbers, outcomes: Numbers): Pick<HoldOut, "calibration" | "calibrationError"> {
  const bins = Array.from({ length: BINS }, () => ({ rows: 0, predicted: 0, observed: 0 }));
  for (let row = 0; row < outcomes.length; row += 1) {
    const p = probabilities[row] as number;
    const bin = bins[Math.min(BINS - 1, Math.floor(p * BINS))];
    if (bin === undefined) continue;
    bin.rows += 1;
    bin.predicted += p;
    bin.observed += outcomes[row] as number;
  }
  let error = 0;
  const calibration = bins.map(({ rows, predicted, observed }, index) => {
    error += Math.abs(predicted - observed);
    const mean = (sum: number) => (rows === 0 ? null : sum / rows);
    return { from: index / BINS, to: (index + 1) / BINS, rows, predicted: mean(predicted), observed: mean(observed) };
  });
  return { calibration, calibrationError: error / Math.max(1, outcomes.length) };
}

function liftOf(probabilities: Numbers, outcomes: Numbers, positives: number): HoldOut["lift"] {
  const rows = outcomes.length;
  const order = Int32Array.from({ length: rows }, (_, index) => index).sort(
    (a, b) => (probabilities[b] as number) - (probabilities[a] as number) || a - b,
  );
  const base = positives / Math.max(1, rows);
  let found = 0;
  return Array.from({ length: 10 }, (_, index) => {
    const part = order.subarray(Math.round((index * rows) / 10), Math.round(((index + 1) * rows) / 10));
    let inPart = 0;
    for (const row of part) inPart += outcomes[row] as number;
    found += inPart;
    const rate = part.length === 0 ? 0 : inPart / part.length;
    return {
      decile: index + 1,
      rows: part.length,
      positives: inPart,
      rate,
      lift: base === 0 ? 0 : rate / base,
      captured: positives === 0 ? 0 : found / positives,
    };
  });
}

/** All that is told about predictions on rows with a known outcome (1 or 0). */
export function measureScores(probabilities: Numbers, outcomes: Numbers): HoldOut {
  const rows = outcomes.length;
  let positives = 0;
  let squares = 0;
  for (let row = 0; row < rows; row += 1) {
    const outcome = outcomes[row] as number;
    positives += outcome;
    squares += ((probabilities[row] as number) - outcome) ** 2;
  }
  const auc = areaUnderCurve(probabilities, outcomes);
  const base = positives / Math.max(1, rows);
  return {
    rows,
    positives,
    auc,
    aucInterval: aucInterval(auc, positives, rows - positives),
    logLoss: logLossOf(probabilities, outcomes),
    baseLogLoss: logLossOf(new Float64Array(rows).fill(base), outcomes),
    brier: squares / Math.max(1, rows),
    ...calibrationOf(probabilities, outcomes),
    lift: liftOf(probabilities, outcomes, positives),
  };
}
