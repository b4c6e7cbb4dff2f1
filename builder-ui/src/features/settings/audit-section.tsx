import { Text } from "@mantine/core";
import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRoutePages } from "../../api/hooks.ts";
import { DataTable } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { NoMatches } from "../../shared/no-matches.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { SearchField } from "../../shared/search-field.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import { useUserOptions } from "./team-form.tsx";

/** Who changed what, newest first. */
export function AuditSection() {
  const { t } = useTranslation("settings");
  const filters = useUrlFilters(["search"]);
  const { items, query } = useRoutePages("listAudit", { query: { search: filters.values.search } });
  const users = useUserOptions();
  return (
    <PageFrame
      title={t("sections.audit")}
      description={t("audit.text")}
      tools={<SearchField value={filters.values.search} onSearch={(value) => filters.set("search", value)} />}
    >
      {query.error === null ? (
        <DataTable
          label={t("sections.audit")}
          loading={query.isPending}
          rows={items}
          rowKey={(entry) => entry.id}
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
          empty={
            filters.active ? (
              <NoMatches onClear={filters.clear} />
            ) : (
              <EmptyState icon={ScrollText} title={t("audit.empty")} text={t("audit.text")} />
            )
          }
          columns={[
            { key: "at", title: t("audit.at"), width: "110px", render: (entry) => <RelativeTime at={entry.at} /> },
            {
              key: "by",
              title: t("audit.by"),
              width: "170px",
              wide: true,
              render: (entry) => users.find((user) => user.value === entry.byUser)?.label ?? entry.byUser ?? "–",
            },
            {
              key: "action",
              title: t("audit.action"),
              width: "220px",
              render: (entry) => (
                <span title={entry.action}>
                  {t(`audit.actions.${entry.action.replace(".", "-")}` as never, { defaultValue: entry.action })}
                </span>
              ),
            },
            {
              key: "target",
              title: t("audit.target"),
              render: (entry) => (
                <>
                  <span style={{ overflowWrap: "anywhere" }}>{entry.target.replaceAll('"', "")}</span>
                  {entry.details === undefined || Object.keys(entry.details).length === 0 ? null : (
                    <Text size="xs" c="dimmed" lineClamp={1} ff="monospace">
                      {JSON.stringify(entry.details)}
                    </Text>
                  )}
                </>
              ),
            },
          ]}
        />
      ) : (
        <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />
      )}
    </PageFrame>
  );
}
