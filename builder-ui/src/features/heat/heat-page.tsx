import { Button, Skeleton } from "@mantine/core";
import { Activity, CircleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Catalogue } from "../../../../definitions/catalogue.ts";
import type { Heat } from "../../../../definitions/api.ts";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { usePageTitle } from "../../shared/crumb.ts";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import { titleOf } from "../editor/view/canvas-graph.ts";
import { HeatCanvas } from "./heat-canvas.tsx";
import { HeatList } from "./heat-list.tsx";
import { HeatTools } from "./heat-tools.tsx";
import {
  drawnHeat,
  heatLine,
  heatViews,
  hottestFirst,
  LEVELS,
  type Measure,
  MEASURES,
  RANGES,
  rangeStart,
} from "./heat-view.ts";
import beside from "../run-canvas/beside-canvas.module.css";
import classes from "./heat.module.css";

/** How the runs of a workflow went, painted over its drawing, at /workflows/:key/heat. */
export default function HeatPage() {
  const { key = "" } = useParams();
  const { t } = useTranslation("heat");
  const { text } = useLanguage();
  const [opened] = useState(() => Date.now());
  const filters = useUrlFilters(["by", "range", "version"]);
  const measure = MEASURES.find((entry) => entry === filters.values.by) ?? "runs";
  const range =
    (["day", "week", "month", "quarter"] as const).find((entry) => entry === filters.values.range) ?? "week";
  const workflow = useRoute("getWorkflow", { params: { key } });
  const catalogue = useRoute("getCatalogue", {}, { staleTime: 60_000 });
  const published = workflow.data?.publishedVersion ?? null;
  const wanted = Number(filters.values.version);
  const version = Number.isInteger(wanted) && wanted > 0 ? wanted : published;
  const name = text(workflow.data?.name) || key;
  usePageTitle(t("title", { name }));
  const error = workflow.error ?? catalogue.error;
  const isKnown = workflow.data !== undefined && catalogue.data !== undefined;
  return (
    <section
      className={`${beside["page"]} ${classes["page"]}`}
      aria-label={t("title", { name })}
      data-measure={measure}
      data-testid="heat-page"
    >
      <HeatTools
        workflowKey={key}
        name={name}
        measure={measure}
        range={range}
        version={version}
        onChange={filters.set}
      />
      {error === null ? null : (
        <div className={classes["told"]}>
          <ErrorAlert error={error} onRetry={() => void Promise.all([workflow.refetch(), catalogue.refetch()])} />
        </div>
      )}
      {isKnown ? (
        version === null ? (
          <div className={classes["told"]}>
            <EmptyState
              icon={Activity}
              title={t("unpublished.title")}
              text={t("unpublished.text")}
              action={
                <Button component={Link} to={`/workflows/${key}`}>
                  {t("unpublished.action")}
                </Button>
              }
            />
          </div>
        ) : (
          <HeatOfVersion
            workflowKey={key}
            version={version}
            measure={measure}
            from={rangeStart(range, opened)}
            catalogue={catalogue.data}
            {...(RANGES[range] < RANGES.quarter ? { onLonger: () => filters.set("range", "quarter") } : {})}
          />
        )
      ) : error === null ? (
        <Waiting />
      ) : null}
    </section>
  );
}

/** The places of list and canvas while both are read. */
function Waiting() {
  return (
    <div className={beside["work"]} aria-busy>
      <div className={`${beside["list"]} ${classes["list"]}`}>
        <Skeleton m={16} width="auto" height={320} />
      </div>
      <div className={`${beside["canvas"]} ${classes["canvas"]}`} />
    </div>
  );
}

interface HeatOfVersionProps {
  workflowKey: string;
  version: number;
  measure: Measure;
  from: string;
  catalogue: Catalogue;
  onLonger?: () => void;
}

function HeatOfVersion({ workflowKey, version, measure, from, catalogue, onLonger }: HeatOfVersionProps) {
  const { t } = useTranslation("heat");
  const heat = useRoute(
    "getHeat",
    { params: { key: workflowKey }, query: { version, from } },
    { refetchInterval: 15_000 },
  );
  const drawn = useRoute(
    "getVersion",
    { params: { key: workflowKey, version } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  const error = heat.error ?? drawn.error;
  if (error !== null)
    return (
      <div className={classes["told"]}>
        <ErrorAlert error={error} onRetry={() => void Promise.all([heat.refetch(), drawn.refetch()])} />
      </div>
    );
  if (heat.data === undefined || drawn.data === undefined || drawn.data.version !== version) return <Waiting />;
  if (heat.data.runs.total === 0)
    return (
      <div className={classes["told"]}>
        <EmptyState
          icon={Activity}
          title={t("none.title")}
          text={t("none.text")}
          {...(onLonger === undefined
            ? {}
            : {
                action: (
                  <Button variant="default" onClick={onLonger}>
                    {t("none.action")}
                  </Button>
                ),
              })}
        />
      </div>
    );
  return (
    <Painted
      heat={heat.data}
      definition={drawn.data.definition}
      catalogue={catalogue}
      measure={measure}
      workflowKey={workflowKey}
    />
  );
}

interface PaintedProps {
  heat: Heat;
  definition: WorkflowDefinition;
  catalogue: Catalogue;
  measure: Measure;
  workflowKey: string;
}

function Painted({ heat, definition, catalogue, measure, workflowKey }: PaintedProps) {
  const { t } = useTranslation(["heat", "editor"]);
  const { language } = useLanguage();
  const [selected, setSelected] = useState<string | null>(null);
  const nodes = useMemo(() => drawnHeat(heat, definition), [heat, definition]);
  const { total, more, byStatus } = heat.runs;
  const views = useMemo(() => heatViews(nodes, measure, language, t), [nodes, measure, language, t]);
  const nameOf = (id: string) => {
    const node = definition.nodes.find((candidate) => candidate.id === id);
    return node === undefined ? id : titleOf(node, catalogue, language, (key) => t(`editor:${key}` as never));
  };
  const incidents = byStatus["incident"] ?? 0;
  return (
    <>
      <div className={classes["facts"]}>
        <span data-testid="heat-runs">{t("runs", { count: total })}</span>
        {more ? <span>{t("newest", { count: total })}</span> : null}
        {incidents === 0 ? null : (
          <Link to={`/runs?workflow=${workflowKey}&status=incident`}>
            <CircleAlert size={13} aria-hidden /> {t("incidents")} ({incidents})
          </Link>
        )}
        <ul className={classes["legend"]} aria-label={t("legend")}>
          {LEVELS.map((level) => (
            <li key={level} data-status={`heat-${level}`}>
              <span className={classes["swatch"]} aria-hidden />
              {t(`level.${measure}.${level}`)}
            </li>
          ))}
        </ul>
      </div>
      <div className={beside["work"]}>
        <HeatList
          nodes={hottestFirst(nodes, measure)}
          views={views}
          lineOf={(node) => heatLine(node, measure, total, language, t)}
          nameOf={nameOf}
          selected={selected}
          onSelect={setSelected}
        />
        <div className={`${beside["canvas"]} ${classes["canvas"]}`}>
          <HeatCanvas
            definition={definition}
            catalogue={catalogue}
            views={views}
            edges={heat.edges}
            selected={selected}
            onSelect={setSelected}
          />
        </div>
      </div>
    </>
  );
}
