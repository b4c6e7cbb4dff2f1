import { Skeleton } from "@mantine/core";
import { ReactFlowProvider } from "@xyflow/react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import type { Workflow } from "../../../../definitions/api.ts";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { usePageTitle } from "../../shared/crumb.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { ChangeList } from "./change-list.tsx";
import { CompareTools } from "./compare-tools.tsx";
import { DiffCanvas } from "./diff-canvas.tsx";
import { drawDiff } from "./diff-drawing.ts";
import classes from "./versions.module.css";

/** Two versions of a workflow, or one and the draft, as one drawing with a list beside it, at /workflows/:key/compare. */
export default function ComparePage() {
  const { key = "" } = useParams();
  const { t } = useTranslation("versions");
  const { text } = useLanguage();
  const [sides, setSides] = useSearchParams();
  const workflow = useRoute("getWorkflow", { params: { key } });
  const catalogue = useRoute("getCatalogue", {}, { staleTime: 60_000 });
  const name = text(workflow.data?.name) || key;
  usePageTitle(t("title", { name }));
  const from = sides.get("from") ?? String(workflow.data?.publishedVersion ?? "draft");
  const to = sides.get("to") ?? "draft";
  const older = useDefinition(key, from, workflow.data);
  const newer = useDefinition(key, to, workflow.data);
  const error = workflow.error ?? catalogue.error ?? older.error ?? newer.error;
  return (
    <section className={classes["page"]} aria-label={t("title", { name })} data-testid="compare-page">
      <CompareTools
        workflowKey={key}
        from={from}
        to={to}
        definition={older.definition}
        onChange={(sides) => setSides(sides, { replace: true })}
      />
      {error === null ? null : (
        <div className={classes["told"]}>
          <ErrorAlert error={error} onRetry={() => void workflow.refetch()} />
        </div>
      )}
      {older.definition === undefined || newer.definition === undefined || catalogue.data === undefined ? (
        error === null ? (
          <Skeleton height="100%" />
        ) : null
      ) : (
        <Comparison
          key={`${from} ${to}`}
          before={older.definition}
          after={newer.definition}
          catalogue={catalogue.data}
        />
      )}
    </section>
  );
}

/** A version's definition, or the draft's. */
function useDefinition(
  key: string,
  version: string,
  workflow: Workflow | undefined,
): { definition: WorkflowDefinition | undefined; error: Error | null } {
  const isDraft = version === "draft";
  const stored = useRoute(
    "getVersion",
    { params: { key, version: isDraft ? 1 : version } },
    { enabled: !isDraft && workflow !== undefined, staleTime: Number.POSITIVE_INFINITY },
  );
  if (isDraft) return { definition: workflow?.draft, error: null };
  // While another version is read, the one before it is still shown by the cache.
  const isOther = stored.data !== undefined && String(stored.data.version) !== version;
  return { definition: isOther ? undefined : stored.data?.definition, error: stored.error };
}

interface ComparisonProps {
  before: WorkflowDefinition;
  after: WorkflowDefinition;
  catalogue: Catalogue;
}

function Comparison({ before, after, catalogue }: ComparisonProps) {
  const { t } = useTranslation("versions");
  const drawing = useMemo(() => drawDiff(before, after), [before, after]);
  const [shown, setShown] = useState<{ id: string; count: number } | null>(null);
  const show = (id: string) => setShown({ id, count: (shown?.count ?? 0) + 1 });
  return (
    <div className={classes["work"]}>
      <ReactFlowProvider>
        <div className={classes["canvas"]} data-testid="diff-canvas">
          <DiffCanvas drawing={drawing} catalogue={catalogue} shown={shown} onShow={show} />
        </div>
      </ReactFlowProvider>
      <aside className={classes["list"]} aria-label={t("changes")}>
        <ChangeList drawing={drawing} catalogue={catalogue} shown={shown?.id ?? null} onShow={show} />
      </aside>
    </div>
  );
}
