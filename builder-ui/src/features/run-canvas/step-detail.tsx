import { ActionIcon, Anchor, Button, Skeleton } from "@mantine/core";
import { RefreshCw, X } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { RunDetail, Step } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { durationText, instantText } from "../../shared/time-text.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { apiErrorOfData } from "../../api/api-error.ts";
import { StepStatusBadge } from "../editor/canvas/step-run-badge.tsx";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { AttemptsPlace } from "./attempts-place.tsx";
import { ExplanationTree } from "./explanation-tree.tsx";
import { JsonView } from "./json-view.tsx";
import classes from "./run-page.module.css";
import type { RunWork } from "../run-work/run-work.ts";
import { StepMail } from "./step-mail.tsx";
import { nodeOfStep, placeToBegin, stepLine } from "./run-view.ts";
import { isClosed } from "./use-run.ts";

const StepAttempts = lazy(async () => ({ default: (await import("./step-attempts.tsx")).StepAttempts }));
const IncidentPanel = lazy(async () => ({ default: (await import("./incident-panel.tsx")).IncidentPanel }));

/** As high as the panel will be. */
const INCIDENT_PX = 141;

interface StepDetailProps {
  run: RunDetail;
  step: Step;
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  now: string;
  onWork: (work: RunWork) => void;
  onClose: () => void;
}

/** What one step got, gave and why: state, error, rules, input, output; incidents are resolved here. */
export function StepDetail({ run, step, definition, catalogue, now, onWork, onClose }: StepDetailProps) {
  const { t } = useTranslation(["run", "editor"]);
  const { language } = useLanguage();
  const mayOperate = useMay("run:operate");
  const { error } = step;
  const nameOf = (id: string) => {
    const found = nodeOfStep(definition, id);
    return found === undefined ? id : titleOf(found, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  const node = nodeOfStep(definition, step.nodeId);
  const name = nameOf(step.nodeId);
  const from = placeToBegin(step, definition, nameOf);
  const explanations = step.explanation ?? [];
  return (
    <aside className={classes["detail"]} aria-label={t("detail")} data-testid="step-detail">
      <div className={classes["detailHead"]}>
        <div>
          <h2>{name}</h2>
          <StepStatusBadge status={step.status} word={t(`stepStatus.${step.status}`)} />
        </div>
        <ActionIcon aria-label={t("editor:close")} onClick={onClose}>
          <X size={16} aria-hidden />
        </ActionIcon>
      </div>
      <dl className={classes["facts"]}>
        <dt>{t("startedAt")}</dt>
        <dd className="fr-tabular">{instantText(step.startedAt, now, language)}</dd>
        <dt>{t("took")}</dt>
        <dd className="fr-tabular">{durationText(step.startedAt, step.endedAt ?? now, language)}</dd>
        <dt>{t("attemptsLabel")}</dt>
        <dd className="fr-tabular">{step.attempts}</dd>
        {step.port === null || step.port === undefined ? null : (
          <>
            <dt>{t("port")}</dt>
            <dd>{step.port}</dd>
          </>
        )}
        <dt>{t("stepId")}</dt>
        <dd>
          <code>{step.stepId}</code>
        </dd>
      </dl>
      {step.waitingFor === null || step.waitingFor === undefined ? null : (
        <p className={classes["waiting"]}>{stepLine(step, now, language, t)}</p>
      )}
      <p className={classes["links"]}>
        <StepMail step={step} />
      </p>
      {step.isReused === true ? <p className={classes["kept"]}>{t("rerun.kept")}</p> : null}
      {step.waitingFor?.kind === "task" ? (
        <p>
          <Anchor component={Link} to={`/inbox/${encodeURIComponent(step.waitingFor.taskId)}`} size="sm">
            {t("openTasks")}
          </Anchor>
        </p>
      ) : null}
      {step.calledRun === undefined ? null : (
        <p>
          <Anchor component={Link} to={`/runs/${step.calledRun}`} size="sm" data-testid="called-run">
            {t("openCalled")}
          </Anchor>
        </p>
      )}
      {error === null || error === undefined ? null : <ErrorAlert error={apiErrorOfData(error)} />}
      {step.status === "incident" && mayOperate ? (
        <Suspense fallback={<Skeleton my={12} height={INCIDENT_PX} />}>
          <IncidentPanel run={run} step={step} />
        </Suspense>
      ) : null}
      {node?.type === "action" && step.isReused !== true ? (
        <Suspense fallback={<AttemptsPlace step={step} />}>
          <StepAttempts runId={run.id} step={step} now={now} />
        </Suspense>
      ) : null}
      {mayOperate && from !== null ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshCw size={13} aria-hidden />}
          data-testid="run-again-from"
          onClick={() => {
            const { id, workflowKey, version } = run;
            onWork({ kind: "rerun", run: { id, workflowKey, version, isOpen: !isClosed(run) }, from });
          }}
        >
          {t("rerun.fromHere")}
        </Button>
      ) : null}
      {(step.warnings ?? []).map((warning) => (
        <p key={warning} className={classes["warning"]}>
          {warning}
        </p>
      ))}
      {explanations.length === 0 ? null : (
        <section>
          <h3>{t("why")}</h3>
          {explanations.map((explanation, index) => (
            <ExplanationTree key={explanation.id ?? index} explanation={explanation} node={node} />
          ))}
        </section>
      )}
      <JsonView label={t("input")} value={step.input} testId="step-input" />
      <JsonView label={t("output")} value={step.output} testId="step-output" />
    </aside>
  );
}
