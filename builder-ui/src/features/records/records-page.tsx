import { Button } from "@mantine/core";
import { FileUp, Plus, UserRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate, useParams, useSearchParams } from "react-router";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import { useRoutePages } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { NotFoundPage } from "../../app/not-found-page.tsx";
import { ALL_SECTIONS } from "../../app/sections.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { DataTable, type Sort } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { NoMatches } from "../../shared/no-matches.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { useUrlFilters } from "../../shared/url-filters.ts";
import { SampleDataButton } from "../sample-data/sample-data-button.tsx";
import { RecordBulkBar } from "./record-bulk-bar.tsx";
import { useRecordColumns } from "./record-columns.tsx";
import { RecordDrawer } from "./record-drawer.tsx";
import { RecordTools } from "./record-tools.tsx";
import { useObject } from "./use-object.ts";

/** What the sample data has records of. */
const WITH_SAMPLES: ReadonlySet<string> = new Set(["lead", "opportunity", "ticket"]);
const ImportDialog = lazy(() => import("../imports/import-dialog.tsx"));

export default function RecordsPage() {
  const { object: name } = useParams();
  const object = useObject(name ?? "");
  return object === undefined ? <NotFoundPage /> : <RecordsOf key={object.name} object={object} />;
}

function readSort(value: string | undefined): Sort | undefined {
  if (value === undefined) return undefined;
  return value.startsWith("-") ? { key: value.slice(1), descending: true } : { key: value, descending: false };
}

function RecordsOf({ object }: { object: ObjectDescription }) {
  const { t } = useTranslation("records");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const { id } = useParams();
  const { search: address } = useLocation();
  const [params, setParams] = useSearchParams();
  const filters = useUrlFilters(["search", "status", "owner"]);
  const sort = readSort(params.get("sort") ?? undefined);
  const { search, status, owner } = filters.values;
  const { items, query, total } = useRoutePages(
    "listRecords",
    { params: { object: object.name }, query: { search, status, owner, sort: params.get("sort") ?? undefined } },
    { refetchInterval: 10_000 },
  );
  const [selected, setSelected] = useState<Set<string>>(() => new Set());
  const [importing, setImporting] = useState(false);
  const columns = useRecordColumns(object);
  const mayWrite = useMay("record:write");
  const mayImport = useMay("record:import");
  const setParam = (key: string, value: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === null) next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  const close = () => {
    if (id === undefined) setParam("create", null);
    else void navigate(`/records/${object.name}${address}`, { replace: true });
  };
  const create = mayWrite ? (
    <Button
      leftSection={<Plus size={16} aria-hidden />}
      onClick={() => setParam("create", "1")}
      data-testid="new-record"
    >
      {t("new", { object: text(object.title).toLowerCase() })}
    </Button>
  ) : null;
  const importButton = mayImport ? (
    <Button variant="default" leftSection={<FileUp size={15} aria-hidden />} onClick={() => setImporting(true)}>
      {t("import")}
    </Button>
  ) : null;
  const icon = ALL_SECTIONS.find((section) => section.id === object.name)?.icon ?? UserRound;
  return (
    <PageFrame
      title={text(object.plural)}
      description={total === undefined ? "\u00A0" : t("count", { count: total })}
      action={
        <>
          {importButton}
          {create}
        </>
      }
      tools={<RecordTools object={object} filters={filters} />}
    >
      {mayWrite ? <RecordBulkBar object={object} selected={selected} onDone={() => setSelected(new Set())} /> : null}
      {query.error === null ? (
        <DataTable
          label={text(object.plural)}
          columns={columns}
          rows={items}
          rowKey={(record) => record.id}
          loading={query.isPending}
          onRowClick={(record) => void navigate(`/records/${object.name}/${record.id}${address}`)}
          onSort={(next) => setParam("sort", next.descending ? `-${next.key}` : next.key)}
          {...(sort === undefined ? {} : { sort })}
          {...(mayWrite ? { selected, onSelect: setSelected } : {})}
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
          empty={
            filters.active ? (
              <NoMatches onClear={filters.clear} />
            ) : (
              <EmptyState
                icon={icon}
                title={t("empty.title", { objects: text(object.plural).toLowerCase() })}
                text={t(`empty.${object.name}`, { defaultValue: t("empty.other") })}
                action={
                  <>
                    {create}
                    {importButton}
                    {WITH_SAMPLES.has(object.name) ? <SampleDataButton /> : null}
                  </>
                }
              />
            )
          }
        />
      ) : (
        <ErrorAlert error={query.error} onRetry={() => void query.refetch()} />
      )}
      <RecordDrawer object={object} id={id ?? (params.has("create") ? "new" : null)} onClose={close} />
      {importing ? (
        <Suspense fallback={null}>
          <ImportDialog object={object} onClose={() => setImporting(false)} />
        </Suspense>
      ) : null}
    </PageFrame>
  );
}
