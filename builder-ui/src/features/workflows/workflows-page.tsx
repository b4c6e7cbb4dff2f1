import { Button, SegmentedControl } from "@mantine/core";
import { Plus, Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, useNavigate, useSearchParams } from "react-router";
import { useRoutePages } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { DataTable } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { NoMatches } from "../../shared/no-matches.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { SavedViews } from "../../shared/saved-views.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import { TemplateCards } from "../templates/template-cards.tsx";
import { useWorkflowColumns } from "./workflow-columns.tsx";

const STATUSES = ["published", "draft", "disabled"] as const;

export default function WorkflowsPage() {
  const { t } = useTranslation("workflows");
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const filters = useUrlFilters(["search", "status"]);
  const status = STATUSES.find((entry) => entry === filters.values.status);
  const { items, query } = useRoutePages(
    "listWorkflows",
    { query: { search: filters.values.search, status } },
    { refetchInterval: 15_000 },
  );
  const columns = useWorkflowColumns();
  const mayWrite = useMay("workflow:write");
  if (params.has("create")) return <Navigate to="/templates" replace />;
  const action = mayWrite ? (
    <Button component={Link} to="/templates" leftSection={<Plus size={16} aria-hidden />} data-testid="new-workflow">
      {t("new")}
    </Button>
  ) : undefined;
  return (
    <PageFrame
      title={t("title")}
      action={action}
      tools={
        <>
          <SearchField value={filters.values.search} onSearch={(value) => filters.set("search", value)} />
          <SegmentedControl
            aria-label={t("filter")}
            value={status ?? "all"}
            onChange={(value) => filters.set("status", value === "all" ? null : value)}
            data={["all", ...STATUSES].map((value) => ({ value, label: t(`filters.${value}`) }))}
          />
          <SavedViews list="workflows" />
        </>
      }
    >
      {query.error === null ? (
        <DataTable
          label={t("title")}
          columns={columns}
          rows={items}
          rowKey={(workflow) => workflow.key}
          loading={query.isPending}
          onRowClick={(workflow) => void navigate(`/workflows/${workflow.key}`)}
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
          empty={filters.active ? <NoMatches onClear={filters.clear} /> : <FirstWorkflow mayWrite={mayWrite} />}
        />
      ) : (
        <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />
      )}
    </PageFrame>
  );
}

function FirstWorkflow({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation("workflows");
  return (
    <>
      <EmptyState
        icon={Workflow}
        title={t("empty.title")}
        text={t("empty.text")}
        {...(mayWrite
          ? {
              action: (
                <Button component={Link} to="/templates">
                  {t("empty.action")}
                </Button>
              ),
            }
          : {})}
      />
      {mayWrite ? <TemplateCards limit={6} /> : null}
    </>
  );
}
