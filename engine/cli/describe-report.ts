import type { LearnedModel } from "../../definitions/scoring/learned-model.ts";
import type { FieldNote, FieldReason, FieldWeight } from "../../definitions/scoring/score-report.ts";

const REASONS: Readonly<Record<FieldReason, string>> = {
  asked: "you asked",
  target: "it is the outcome itself",
  constant: "always the same value",
  empty: "always empty",
  id: "every record has its own value",
  "free-text": "free text",
  date: "dates are not learned from",
  reference: "it refers to another record",
  structure: "lists and objects are not learned from",
  leak: "it alone tells the outcome: known only afterwards?",
  afterwards: "its name says that it may be known only afterwards",
  strong: "it alone tells much of the outcome: known only afterwards?",
};
const percent = (share: number | null) => (share === null ? "–" : `${(share * 100).toFixed(1)} %`);
const three = (value: number) => value.toFixed(3);

function notes(title: string, fields: readonly FieldNote[]): string[] {
  if (fields.length === 0) return [];
  const lines = fields.map(
    ({ field, reason, auc }) =>
      `  ${field}: ${REASONS[reason]}${auc === undefined ? "" : ` (AUC alone ${three(auc)})`}`,
  );
  return ["", title, ...lines];
}

function weightLines({ field, type, importance, auc, levels }: FieldWeight): string[] {
  const shown = levels.map(({ value, weight, rows }) => {
    const name = value === null ? "(empty)" : (value ?? (type === "number" ? "per standard deviation" : "(other)"));
    return `      ${weight >= 0 ? "+" : ""}${three(weight)}  ${name}  (${rows} rows)`;
  });
  return [`  ${field}: moves the log-odds by ${three(importance)}, AUC alone ${three(auc)}`, ...shown];
}

/** A training's report as a person reads it in a terminal. */
export function describeReport({ report, target, trainedAt }: LearnedModel, problems: readonly string[]): string {
  const { holdOut } = report;
  const [low, high] = holdOut.aucInterval;
  return [
    `Learned ${target.field} = ${target.positive.map((value) => JSON.stringify(value)).join(", ")} at ${trainedAt}`,
    `${report.rows} closed rows (${report.openRows} open ones not used), ${percent(report.baseRate)} with the outcome`,
    `trained on ${report.trainingRows}, penalty ${report.lambda}; tried on ${holdOut.rows} rows held out:`,
    `  AUC ${three(holdOut.auc)} (95 %: ${three(low)} to ${three(high)})`,
    `  log loss ${three(holdOut.logLoss)} (base rate alone ${three(holdOut.baseLogLoss)})`,
    `  Brier ${three(holdOut.brier)}, expected calibration error ${three(holdOut.calibrationError)}`,
    "",
    "Calibration: predicted, observed",
    ...holdOut.calibration.map(
      ({ from, to, rows, predicted, observed }) =>
        `  ${percent(from)} to ${percent(to)}: ${percent(predicted)}, ${percent(observed)}  (${rows} rows)`,
    ),
    "",
    "Lift by decile, the best first",
    ...holdOut.lift.map(
      ({ decile, rate, lift, captured }) =>
        `  ${decile}: ${percent(rate)} with the outcome, lift ${lift.toFixed(2)}, ${percent(captured)} found so far`,
    ),
    "",
    "Weights (log-odds), the strongest field first",
    ...report.fields.flatMap(weightLines),
    ...notes("Left out", report.leftOut),
    ...notes("Suspicious but used: leave them out if they are known only afterwards", report.suspects),
    "",
    problems.length === 0 ? "This model may be used." : `This model may not be used: ${problems.join("; ")}.`,
  ].join("\n");
}
