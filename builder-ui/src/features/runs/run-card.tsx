import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ErrorData } from "../../../../definitions/error-data.ts";
import type { RunSummary } from "../../../../definitions/run.ts";
import { apiErrorOfData } from "../../api/api-error.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { describeWaiting } from "../../shared/describe-waiting.ts";
import { useErrorText } from "../../shared/error-text.ts";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import classes from "./run-card.module.css";

interface RunAbout {
  run: RunSummary;
  now: string;
  people: ReadonlyMap<string, string>;
}

const ENDED_BADLY: ReadonlySet<RunSummary["status"]> = new Set(["failed", "incident", "timed-out"]);

/** What a run waits for, or why it failed, in one line. */
export function RunLine({ run, now, people }: RunAbout) {
  const { t } = useTranslation("runs");
  const { language } = useLanguage();
  const [first, ...others] = run.waitingFor;
  const error = run.error ?? null;
  if (error !== null && ENDED_BADLY.has(run.status)) return <RunProblem error={error} />;
  const line =
    first === undefined
      ? t("version", { version: run.version })
      : `${describeWaiting(first.waitingFor, now, language, t, people)}${others.length === 0 ? "" : ` +${others.length}`}`;
  return <Line text={line} />;
}

function RunProblem({ error }: { error: ErrorData }) {
  return <Line text={useErrorText(apiErrorOfData(error)).text} />;
}

function Line({ text }: { text: string }) {
  return (
    <Text size="xs" c="dimmed" lineClamp={1} title={text}>
      {text}
    </Text>
  );
}

/** A run on a phone, in two lines: what and when, how it stands and why. */
export function RunCard({ run, now, people }: RunAbout) {
  const { text } = useLanguage();
  const record = run.record?.name ?? run.record?.id;
  return (
    <div className={classes["card"]}>
      <div className={classes["line"]}>
        <span className={classes["name"]}>
          <Link to={`/runs/${run.id}`}>{text(run.workflowName) || run.workflowKey}</Link>
          {record === undefined ? null : <span className={classes["record"]}> · {record}</span>}
        </span>
        <span className={classes["time"]}>
          <RelativeTime at={run.startedAt ?? run.createdAt} />
        </span>
      </div>
      <div className={classes["line"]}>
        <RunStatusBadge status={run.status} />
        <RunLine run={run} now={now} people={people} />
      </div>
    </div>
  );
}
