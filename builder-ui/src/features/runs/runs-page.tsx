import { SegmentedControl } from "@mantine/core";
import { Activity, CircleCheck } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { RunSummary } from "../../../../definitions/run.ts";
import { RUN_STATUSES } from "../../../../definitions/run-status.ts";
import { useRoute, useRoutePages } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { DataTable } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { FoldedFilters, useNarrow } from "../../shared/folded-filters.tsx";
import { ClearFilters, FilterSelect } from "../../shared/filter-select.tsx";
import { NoMatches } from "../../shared/no-matches.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { SavedViews } from "../../shared/saved-views.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import type { RunScope, RunWork } from "../run-work/run-work.ts";
import { RunWorkDialog } from "../run-work/run-work-dialog.tsx";
import { DateRange } from "./date-range.tsx";
import { dayBounds } from "./day-bounds.ts";
import { FoundMenu } from "./found-menu.tsx";
import { IncidentCauses } from "./incident-causes.tsx";
import { RunBulkBar } from "./run-bulk-bar.tsx";
import { useRunColumns } from "./run-columns.tsx";

const LIVE_MS = 3_000;
const WORKFLOWS_MS = 15_000;

const NOBODY: ReadonlyMap<string, string> = new Map();

/** Names by user id, read when a run waits for somebody. */
function usePeople(runs: readonly RunSummary[]): ReadonlyMap<string, string> {
  const enabled = runs.some((run) => run.waitingFor.some(({ waitingFor }) => waitingFor.kind === "task"));
  const { data } = useRoute("getCatalogue", {}, { enabled, staleTime: 60_000 });
  return useMemo(() => (data === undefined ? NOBODY : new Map(data.users.map(({ id, name }) => [id, name]))), [data]);
}

export default function RunsPage() {
  const { t } = useTranslation("runs");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const filters = useUrlFilters(["search", "status", "workflow", "recordId", "from", "to"]);
  const { search, workflow, recordId, from, to } = filters.values;
  const status = RUN_STATUSES.find((entry) => entry === filters.values.status);
  const scope: RunScope = { search, status, workflow, recordId, ...dayBounds(from, to) };
  const { items, query, total } = useRoutePages("listRuns", { query: scope }, { refetchInterval: LIVE_MS });
  const workflows = useRoute("listWorkflows", { query: { limit: 200 } }, { refetchInterval: WORKFLOWS_MS });
  const [selected, setSelected] = useState<Set<string>>(() => new Set());
  const [work, setWork] = useState<RunWork | null>(null);
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(new Date().toISOString()), LIVE_MS);
    return () => window.clearInterval(timer);
  }, []);
  const isNarrow = useNarrow();
  const columns = useRunColumns({ now, people: usePeople(items), isNarrow });
  const mayOperate = useMay("run:operate");
  const incidents = (workflows.data?.items ?? []).reduce((sum, entry) => sum + entry.incidents, 0);
  const isIncidents = status === "incident";
  const foldedCount = [status, workflow, recordId, from, to].filter((value) => value !== undefined).length;
  return (
    <PageFrame
      title={t("title")}
      description={total === undefined ? "\u00A0" : t("count", { count: total })}
      {...(mayOperate && items.length > 0 ? { action: <FoundMenu filter={scope} onWork={setWork} /> } : {})}
      tools={
        <>
          <SegmentedControl
            aria-label={t("show.label")}
            value={isIncidents ? "incidents" : "all"}
            onChange={(value) => filters.set("status", value === "incidents" ? "incident" : null)}
            data={[
              { value: "all", label: t("show.all") },
              {
                value: "incidents",
                // Never shorter while it is counted: the filters beside it would move.
                label: t("show.incidents", { number: workflows.data === undefined ? "–" : incidents }),
              },
            ]}
          />
          <SearchField value={search} onSearch={(value) => filters.set("search", value)} />
          <FoldedFilters count={foldedCount}>
            <FilterSelect
              label={t("shared:status")}
              value={status}
              onChange={(value) => filters.set("status", value)}
              options={RUN_STATUSES.map((value) => ({ value, label: t(`shared:runStatus.${value}`) }))}
            />
            <FilterSelect
              label={t("workflow")}
              width={200}
              value={workflow}
              onChange={(value) => filters.set("workflow", value)}
              options={(workflows.data?.items ?? []).map((entry) => ({ value: entry.key, label: text(entry.name) }))}
            />
            <DateRange from={from} to={to} onChange={filters.set} />
            <SavedViews list="runs" />
            <ClearFilters active={filters.active} onClear={filters.clear} />
          </FoldedFilters>
        </>
      }
    >
      {mayOperate ? (
        <RunBulkBar runs={items} selected={selected} onWork={setWork} onClear={() => setSelected(new Set())} />
      ) : null}
      {mayOperate && isIncidents ? (
        <IncidentCauses runs={items} loading={query.isPending} selected={selected} onSelect={setSelected} />
      ) : null}
      <RunWorkDialog work={work} onClose={() => setWork(null)} onDone={() => setSelected(new Set())} />
      {query.error === null ? (
        <DataTable
          label={t("title")}
          columns={columns}
          rows={items}
          rowKey={(run) => run.id}
          loading={query.isPending}
          onRowClick={(run) => void navigate(`/runs/${run.id}`)}
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
          {...(mayOperate ? { selected, onSelect: setSelected } : {})}
          empty={
            isIncidents && [search, workflow, recordId, from, to].every((value) => value === undefined) ? (
              <EmptyState icon={CircleCheck} title={t("noIncidents.title")} text={t("noIncidents.text")} />
            ) : filters.active ? (
              <NoMatches onClear={filters.clear} />
            ) : (
              <EmptyState icon={Activity} title={t("empty.title")} text={t("empty.text")} />
            )
          }
        />
      ) : (
        <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />
      )}
    </PageFrame>
  );
}
