import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { useRouteToEdit } from "../../api/hooks.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { BLANK_TABLE } from "./table-edits.ts";
import { TableEditor } from "./table-editor.tsx";

export default function TablePage() {
  const { t } = useTranslation("tables");
  const { key = "new" } = useParams();
  const stored = useRouteToEdit(
    "getResource",
    { params: { kind: "tables", key } },
    { enabled: key !== "new", retry: false },
  );
  if (key === "new") return <TableEditor key="new" start={BLANK_TABLE} isNew />;
  if (stored.error !== null) {
    return (
      <PageFrame title={t("title")}>
        <ErrorAlert error={stored.error} />
      </PageFrame>
    );
  }
  if (stored.data === undefined || stored.data["key"] !== key) {
    return (
      <PageFrame title={key}>
        <Skeleton height={360} radius={10} />
      </PageFrame>
    );
  }
  return <TableEditor key={key} start={stored.data as unknown as DecisionTable} isNew={false} />;
}
