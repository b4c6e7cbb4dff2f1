import { Button, Text } from "@mantine/core";
import { Plus, Table2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { useRoute } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { DataTable } from "../../shared/data-table.tsx";
import { EmptyState } from "../../shared/empty-state.tsx";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { ImportTables } from "./import-tables.tsx";

export default function TablesPage() {
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const tables = useRoute("listResources", { params: { kind: "tables" } });
  const rows = (tables.data?.items ?? []) as unknown as DecisionTable[];
  const mayWrite = useMay("resource:write");
  const create = mayWrite ? (
    <>
      <ImportTables keys={rows.map(({ key }) => key)} />
      <Button component={Link} to="/tables/new" leftSection={<Plus size={16} aria-hidden />}>
        {t("new")}
      </Button>
    </>
  ) : undefined;
  return (
    <PageFrame title={t("title")} description={t("text")} action={create}>
      {tables.error === null ? (
        <DataTable
          label={t("title")}
          loading={tables.isPending}
          rows={rows}
          rowKey={(table) => table.key}
          onRowClick={(table) => void navigate(`/tables/${table.key}`)}
          empty={<EmptyState icon={Table2} title={t("empty.title")} text={t("empty.text")} action={create} />}
          columns={[
            {
              key: "name",
              title: t("shared:name"),
              render: (table) => (
                <>
                  <Link to={`/tables/${table.key}`}>{text(table.name)}</Link>
                  <Text size="xs" c="dimmed">
                    {text(table.description) || table.key}
                  </Text>
                </>
              ),
            },
            {
              key: "policy",
              title: t("hitPolicy"),
              width: "220px",
              wide: true,
              render: (table) => t(`policies.${table.hitPolicy}`),
            },
            {
              key: "inputs",
              title: t("inputs"),
              width: "90px",
              align: "right",
              wide: true,
              render: (table) => table.inputs.length,
            },
            {
              key: "outputs",
              title: t("outputs"),
              width: "90px",
              align: "right",
              wide: true,
              render: (table) => table.outputs.length,
            },
            { key: "rows", title: t("rows"), width: "90px", align: "right", render: (table) => table.rows.length },
          ]}
        />
      ) : (
        <ErrorAlert error={tables.error} onRetry={() => void tables.refetch()} />
      )}
    </PageFrame>
  );
}
