import { Button, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LearnedScore } from "../../../../definitions/scoring/scoring-model.ts";
import type { FieldNote, FieldWeight, ScoreReport } from "../../../../definitions/scoring/score-report.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useObject } from "../records/use-object.ts";
import classes from "../rule-sets/decisions.module.css";

const percent = (share: number | null) => (share === null ? "–" : `${(share * 100).toFixed(1)} %`);

function Bar({ share, isNegative }: { share: number; isNegative?: boolean }) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
  return (
    <div className={classes["bar"]} data-negative={isNegative === true ? "" : undefined} aria-hidden>
      <span style={{ width }} />
    </div>
  );
}

function Table({ label, head, children }: { label: string; head: readonly string[]; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reached by keyboard
    <section className={classes["scroll"]} aria-label={label} tabIndex={0}>
      <Title order={3} size="h5" mb={4}>
        {label}
      </Title>
      <table className={classes["table"]} aria-label={label}>
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

interface ScoreReportViewProps {
  training: NonNullable<LearnedScore["lastTraining"]>;
  object: string;
  onLeaveOut: ((field: string) => void) | undefined;
}

/** How a trained score does on records that it has not seen, what it looks at, and what was left out. */
export function ScoreReportView({ training, object, onLeaveOut }: ScoreReportViewProps) {
  const { t } = useTranslation("decisions");
  const { text, language } = useLanguage();
  const description = useObject(object);
  const nameOf = (field: string) => text(description?.fields.find(({ name }) => name === field)?.title) || field;
  const { report, accepted, problems, at } = training;
  const when = new Date(at).toLocaleString(language === "zh" ? "zh-CN" : "en");
  return (
    <Stack gap="lg" data-testid="score-report">
      <p className={classes["verdict"]} data-bad={accepted ? undefined : ""}>
        {accepted ? t("report.accepted", { when }) : t("report.refused", { when })}
        {accepted ? "" : ` ${problems.join("; ")}`}
      </p>
      <Figures report={report} />
      <Calibration report={report} />
      <Lift report={report} />
      <Weights fields={report.fields} nameOf={nameOf} />
      <Notes title={t("report.suspects")} notes={report.suspects} nameOf={nameOf} onLeaveOut={onLeaveOut} />
      <Notes title={t("report.leftOut")} notes={report.leftOut} nameOf={nameOf} />
    </Stack>
  );
}

function Figures({ report }: { report: ScoreReport }) {
  const { t } = useTranslation("decisions");
  const { holdOut } = report;
  const [low, high] = holdOut.aucInterval;
  const figures = [
    ["auc", holdOut.auc.toFixed(3), `${low.toFixed(3)} – ${high.toFixed(3)}`],
    ["logLoss", holdOut.logLoss.toFixed(3), t("report.baseline", { value: holdOut.baseLogLoss.toFixed(3) })],
    ["brier", holdOut.brier.toFixed(3), ""],
    ["calibrationError", percent(holdOut.calibrationError), ""],
    ["rows", String(report.rows), t("report.heldOut", { count: holdOut.rows })],
    ["baseRate", percent(report.baseRate), ""],
  ] as const;
  return (
    <dl className={classes["figures"]}>
      {figures.map(([name, value, more]) => (
        <div key={name}>
          <dt>{t(`report.${name}`)}</dt>
          <dd>
            {value} <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Calibration({ report: { holdOut } }: { report: ScoreReport }) {
  const { t } = useTranslation("decisions");
  const head = [t("report.chance"), t("report.records"), t("report.predicted"), t("report.observed"), t("report.bar")];
  return (
    <Table label={t("report.calibration")} head={head}>
      {holdOut.calibration.map(({ from, to, rows, predicted, observed }) => (
        <tr key={from}>
          <td>
            {Math.round(from * 100)}–{Math.round(to * 100)} %
          </td>
          <td>{rows}</td>
          <td>{percent(predicted)}</td>
          <td>{percent(observed)}</td>
          <td>
            <Bar share={observed ?? 0} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Lift({ report: { holdOut } }: { report: ScoreReport }) {
  const { t } = useTranslation("decisions");
  const head = [t("report.decile"), t("report.records"), t("report.rate"), t("report.lift"), t("report.captured")];
  return (
    <Table label={t("report.liftTitle")} head={head}>
      {holdOut.lift.map(({ decile, rows, rate, lift, captured }) => (
        <tr key={decile}>
          <td>{decile}</td>
          <td>{rows}</td>
          <td>{percent(rate)}</td>
          <td>× {lift.toFixed(2)}</td>
          <td>
            {percent(captured)}
            <Bar share={captured} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Weights({ fields, nameOf }: { fields: readonly FieldWeight[]; nameOf: (field: string) => string }) {
  const { t } = useTranslation("decisions");
  const most = Math.max(...fields.map(({ importance }) => importance), 1e-9);
  return (
    <Table label={t("report.weights")} head={[t("report.field"), t("report.importance"), t("report.aucAlone")]}>
      {fields.map((field) => (
        <tr key={field.field}>
          <td>
            <Levels field={field} name={nameOf(field.field)} />
          </td>
          <td>
            {field.importance.toFixed(3)}
            <Bar share={field.importance / most} />
          </td>
          <td>{field.auc.toFixed(3)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** A field's values with their weights, folded. */
function Levels({ field, name }: { field: FieldWeight; name: string }) {
  const { t } = useTranslation("decisions");
  const levelName = (value: string | null | undefined) =>
    value === null ? t("report.empty") : (value ?? t(field.type === "number" ? "report.perDeviation" : "report.other"));
  return (
    <details>
      <summary>{name}</summary>
      <ul className={classes["levels"]}>
        {field.levels.map(({ value, weight, rows }) => (
          <li key={value ?? String(value)}>
            {levelName(value)}: {weight >= 0 ? "+" : ""}
            {weight.toFixed(3)} · {t("report.rowCount", { count: rows })}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface NotesProps {
  title: string;
  notes: readonly FieldNote[];
  nameOf: (field: string) => string;
  onLeaveOut?: ((field: string) => void) | undefined;
}

function Notes({ title, notes, nameOf, onLeaveOut }: NotesProps) {
  const { t } = useTranslation("decisions");
  if (notes.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      <ul className={classes["list"]}>
        {notes.map(({ field, reason, auc }) => (
          <li key={field} className={classes["head"]}>
            <Text size="sm">
              <strong>{nameOf(field)}</strong>: {t(`reasons.${reason}`)}
              {auc === undefined ? "" : ` (AUC ${auc.toFixed(3)})`}
            </Text>
            {onLeaveOut === undefined ? null : (
              <Button size="compact-xs" variant="default" onClick={() => onLeaveOut(field)}>
                {t("report.leaveOut")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
