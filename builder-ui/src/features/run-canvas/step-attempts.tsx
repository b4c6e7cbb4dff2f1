import { Button } from "@mantine/core";
import { ChevronRight, CircleCheck, CircleDot, CircleHelp, CircleX, type LucideIcon, Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Step } from "../../../../definitions/run.ts";
import type { AttemptLine } from "../../../../definitions/step-attempt.ts";
import { apiErrorOfData } from "../../api/api-error.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { useErrorText } from "../../shared/error-text.ts";
import { durationOf, instantText } from "../../shared/time-text.ts";
import { AttemptsPlace, SHOWN_FIRST } from "./attempts-place.tsx";
import { type AttemptOutcome, type AttemptRow, attemptRows } from "./attempt-rows.ts";
import classes from "./step-attempts.module.css";

const LIVE_MS = 3_000;
const LOOKS: Record<AttemptOutcome, LucideIcon> = {
  done: CircleCheck,
  failed: CircleX,
  lost: CircleHelp,
  next: CircleDot,
  undone: Undo2,
};

interface StepAttemptsProps {
  runId: string;
  step: Step;
  now: string;
}

/** What each attempt of a step came to: when, how long, its error, the calls that it made, what it wrote. */
export function StepAttempts({ runId, step, now }: StepAttemptsProps) {
  const { t } = useTranslation("run");
  const isOpen = step.endedAt === null || step.endedAt === undefined;
  const read = useRoute(
    "listStepAttempts",
    { params: { id: runId, stepId: step.stepId } },
    { refetchInterval: isOpen ? LIVE_MS : false, staleTime: 0 },
  );
  const [showsAll, setShowsAll] = useState(false);
  const reported = read.data?.items ?? [];
  if (read.isPending) return <AttemptsPlace step={step} />;
  // Of a step that answered at once and said nothing its own facts say all.
  if (reported.length === 0 && step.attempts < 2) return null;
  const rows = attemptRows(step, reported);
  const hidden = showsAll ? 0 : Math.max(0, rows.length - SHOWN_FIRST);
  return (
    <section data-testid="step-attempts" aria-busy={read.isLoading}>
      <h3>{t("attempt.title")}</h3>
      {hidden === 0 ? null : (
        <Button size="compact-xs" variant="subtle" data-testid="attempts-all" onClick={() => setShowsAll(true)}>
          {t("attempt.earlier", { count: hidden })}
        </Button>
      )}
      <ol className={classes["attempts"]}>
        {rows.slice(hidden).map((row) => (
          <Attempt key={row.key} row={row} now={now} />
        ))}
      </ol>
    </section>
  );
}

function Attempt({ row, now }: { row: AttemptRow; now: string }) {
  const { t } = useTranslation("run");
  const { language } = useLanguage();
  const { outcome, number, last, startedAt, ms, error, reported } = row;
  const Icon = LOOKS[outcome];
  const lines = reported?.lines ?? [];
  const kind = outcome === "undone" ? "undo" : last > number ? "several" : "one";
  const head = (
    <>
      <Icon size={14} aria-hidden className={classes["icon"]} />
      <span className={classes["name"]}>{t(`attempt.${kind}`, { number, last })}</span>
      <span>{t(`attempt.${outcome}`)}</span>
      <span className={classes["times"]}>
        {[startedAt === null ? "" : instantText(startedAt, now, language), ms === null ? "" : durationOf(ms, language)]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </>
  );
  return (
    <li data-outcome={outcome} data-testid={`attempt-${row.key}`}>
      {reported === null ? (
        <div className={classes["head"]}>{head}</div>
      ) : (
        <details>
          <summary className={classes["head"]} data-testid={`attempt-open-${row.key}`}>
            {head}
            <ChevronRight size={14} aria-hidden className={classes["open"]} />
          </summary>
          <dl className={classes["facts"]}>
            <dt>{t("attempt.operation")}</dt>
            <dd>
              <code>{reported.operation}</code>
            </dd>
            <dt>{t("attempt.key")}</dt>
            <dd>
              <code>{reported.idempotencyKey}</code>
            </dd>
          </dl>
          {lines.length === 0 ? (
            <p className={classes["none"]}>{t("attempt.noLines")}</p>
          ) : (
            <ol className={classes["lines"]}>
              {lines.map((line, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- lines never move
                <Line key={index} line={line} />
              ))}
            </ol>
          )}
          {reported.linesDropped === 0 ? null : (
            <p className={classes["none"]}>{t("attempt.dropped", { count: reported.linesDropped })}</p>
          )}
        </details>
      )}
      {error === null ? null : <AttemptError error={error} />}
    </li>
  );
}

function AttemptError({ error }: { error: NonNullable<AttemptRow["error"]> }) {
  const { text } = useErrorText(apiErrorOfData(error));
  return (
    <p className={classes["error"]}>
      {text} <code>{error.code}</code>
    </p>
  );
}

/** A call of another system reads as one; anything else as its words and its fields. */
function Line({ line }: { line: AttemptLine }) {
  const { t } = useTranslation("run");
  const { language } = useLanguage();
  const { method, url, status, code, ms, idempotencyKey: _shown, ...rest } = line.fields;
  const failed = typeof code === "string" ? code : t("attempt.noAnswer");
  const answer = typeof status === "number" ? String(status) : failed;
  const isCall = typeof method === "string" && typeof url === "string";
  const fields = isCall ? rest : line.fields;
  return (
    <li data-level={line.level}>
      <time dateTime={line.at}>{line.at.slice(11, 23)}</time>
      {isCall ? (
        <span>
          <b>{method}</b> {url} → {answer}
          {typeof ms === "number" ? ` · ${durationOf(ms, language)}` : ""}
        </span>
      ) : (
        <span>{line.message}</span>
      )}
      {Object.keys(fields).length === 0 ? null : <code>{JSON.stringify(fields)}</code>}
    </li>
  );
}
