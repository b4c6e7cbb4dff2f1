import { Skeleton } from "@mantine/core";
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { RunDetail } from "../../../../definitions/run.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { usePageTitle } from "../../shared/crumb.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { loadErrorTexts } from "../../shared/error-text.ts";
import { RunCanvas } from "./run-canvas.tsx";
import { RunHead } from "./run-head.tsx";
import beside from "./beside-canvas.module.css";
import classes from "./run-page.module.css";
import { RunWorkDialog } from "../run-work/run-work-dialog.tsx";
import type { RunWork } from "../run-work/run-work.ts";
import { drawnNodeOf, firstStepToShow, nameWaits } from "./run-view.ts";
import { StepDetail } from "./step-detail.tsx";
import { Timeline } from "./timeline.tsx";
import { useRun } from "./use-run.ts";

// Before the run comes: what its errors say is then in its place at once.
void loadErrorTexts();

/** A run on the canvas of the version that it started on, at /runs/:id. */
export default function RunPage() {
  const { id = "" } = useParams();
  const run = useRun(id);
  const catalogue = useRoute("getCatalogue", {}, { staleTime: 60_000 });
  const key = run.data?.workflowKey ?? "";
  const version = useRoute(
    "getVersion",
    { params: { key, version: run.data?.version ?? 0 } },
    { enabled: run.data !== undefined, staleTime: Number.POSITIVE_INFINITY },
  );
  const error = (run.data === undefined ? run.error : null) ?? catalogue.error ?? version.error;
  if (error !== null) {
    return (
      <div className={classes["failed"]}>
        <ErrorAlert
          error={error}
          onRetry={() => void Promise.all([run.refetch(), catalogue.refetch(), version.refetch()])}
        />
      </div>
    );
  }
  if (
    run.data === undefined ||
    catalogue.data === undefined ||
    version.data === undefined ||
    version.data.version !== run.data.version
  ) {
    return (
      <div className={beside["page"]} aria-busy>
        <div className={classes["head"]}>
          <Skeleton width={240} height={22} />
        </div>
      </div>
    );
  }
  return (
    <RunFrame run={run.data} isLive={run.isLive} definition={version.data.definition} catalogue={catalogue.data} />
  );
}

interface RunFrameProps {
  run: RunDetail;
  isLive: boolean;
  definition: WorkflowDefinition;
  catalogue: Catalogue;
}

/** The present as ISO, a tick every few seconds while the run is open. */
function useNow(isTicking: boolean): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    if (!isTicking) return;
    const timer = window.setInterval(() => setNow(new Date().toISOString()), 5_000);
    return () => window.clearInterval(timer);
  }, [isTicking]);
  return now;
}

function RunFrame({ run: told, isLive, definition, catalogue }: RunFrameProps) {
  const { t } = useTranslation("run");
  const { text, language } = useLanguage();
  const run = useMemo(() => nameWaits(told, definition, catalogue, language), [told, definition, catalogue, language]);
  const [work, setWork] = useState<RunWork | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const now = useNow(run.endedAt === null);
  usePageTitle(`${text(definition.name)} · ${run.record?.name ?? run.id}`);
  // On a phone the detail lies over the timeline: it opens when asked for.
  const isPhone = useMediaQuery("(max-width: 700px)", undefined, { getInitialValueInEffect: false });
  const shown = chosen ?? (isPhone ? null : firstStepToShow(run.steps));
  const step = useMemo(() => run.steps.find((candidate) => candidate.stepId === shown) ?? null, [run.steps, shown]);
  return (
    <section className={beside["page"]} aria-label={t("label")} data-testid="run-page" data-status={run.status}>
      <RunHead run={run} definition={definition} isLive={isLive} now={now} onWork={setWork} />
      <RunWorkDialog work={work} onClose={() => setWork(null)} />
      <div className={`${beside["work"]} ${classes["work"]}`}>
        <Timeline
          run={run}
          definition={definition}
          catalogue={catalogue}
          now={now}
          selected={step?.stepId ?? null}
          onSelect={setChosen}
        />
        <div className={beside["canvas"]}>
          <ReactFlowProvider>
            <RunCanvas
              run={run}
              definition={definition}
              catalogue={catalogue}
              now={now}
              selectedNode={step === null ? null : drawnNodeOf(step.nodeId)}
              onSelectNode={(nodeId) =>
                setChosen(run.steps.findLast((candidate) => candidate.nodeId === nodeId)?.stepId ?? null)
              }
            />
          </ReactFlowProvider>
        </div>
        {step === null ? null : (
          <StepDetail
            key={step.stepId}
            run={run}
            step={step}
            definition={definition}
            catalogue={catalogue}
            now={now}
            onWork={setWork}
            onClose={() => setChosen("")}
          />
        )}
      </div>
    </section>
  );
}
