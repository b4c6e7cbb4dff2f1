import { useTranslation } from "react-i18next";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { RunDetail } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { instantText } from "../../shared/time-text.ts";
import { StepStatusBadge } from "../editor/canvas/step-run-badge.tsx";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { CalledRuns } from "./called-runs.tsx";
import beside from "./beside-canvas.module.css";
import classes from "./run-page.module.css";
import { PeopleLine } from "./people-line.tsx";
import { StepMail } from "./step-mail.tsx";
import { timelineEntries } from "./timeline-entries.ts";
import { nodeOfStep, stepLine, stepWord } from "./run-view.ts";

const LIVE_MS = 5_000;

interface TimelineProps {
  run: RunDetail;
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  now: string;
  selected: string | null;
  onSelect: (stepId: string) => void;
}

/** The steps in order of start, each opens its detail; between them what people did with the run. */
export function Timeline({ run, definition, catalogue, now, selected, onSelect }: TimelineProps) {
  const { t } = useTranslation(["run", "editor"]);
  const { language } = useLanguage();
  const isOpen = run.endedAt === null;
  const actions = useRoute("listRunActions", { params: { id: run.id } }, { refetchInterval: isOpen ? LIVE_MS : false });
  const nameOf = (nodeId: string) => {
    const node = nodeOfStep(definition, nodeId);
    return node === undefined ? nodeId : titleOf(node, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  return (
    <nav className={`${beside["list"]} ${classes["timeline"]}`} aria-label={t("timeline")} data-testid="timeline">
      <h2>{t("timeline")}</h2>
      {run.steps.length === 0 ? <p className={classes["empty"]}>{t("noSteps")}</p> : null}
      <ol>
        {timelineEntries(run.steps, actions.data?.items ?? []).map((entry) => {
          if (entry.kind === "action") {
            const { action } = entry;
            const who = catalogue.users.find(({ id }) => id === action.byUser)?.name ?? action.byUser;
            const resolved = run.steps.find(({ stepId }) => stepId === action.stepId);
            const stepName = resolved === undefined ? undefined : nameOf(resolved.nodeId);
            return (
              <li key={entry.id}>
                <PeopleLine action={action} who={who} stepName={stepName} now={now} />
              </li>
            );
          }
          const { step } = entry;
          const name = nameOf(step.nodeId);
          const turn = step.stepId.slice(step.nodeId.length);
          return (
            <li key={step.stepId}>
              <button
                type="button"
                aria-current={step.stepId === selected ? "true" : undefined}
                data-testid={`step-${step.stepId}`}
                data-status={step.status}
                onClick={() => onSelect(step.stepId)}
              >
                <span className={classes["stepName"]}>
                  {name}
                  {turn === "" ? null : <small>{turn}</small>}
                  <time dateTime={step.startedAt} className="fr-tabular">
                    {instantText(step.startedAt, now, language)}
                  </time>
                </span>
                <span className={classes["stepLine"]}>
                  <StepStatusBadge status={step.status} word={stepWord(step, t)} plain />
                  <span>{stepLine(step, now, language, t)}</span>
                </span>
              </button>
              <span className={classes["stepLinks"]}>
                <StepMail step={step} />
              </span>
            </li>
          );
        })}
      </ol>
      {run.steps.some((step) => step.calledRun !== undefined) ? <CalledRuns runId={run.id} /> : null}
    </nav>
  );
}
