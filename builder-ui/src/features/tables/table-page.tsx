import { Button, Group, Select, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { CircleAlert, CircleCheck, Info, Trash2, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { Issue } from "../../../../definitions/api.ts";
import { errorText } from "../../../../definitions/error-texts/index.ts";
import { type DecisionTable, decisionTableSchema, HIT_POLICIES } from "../../../../definitions/resources.ts";
import { checkTable } from "../../../../definitions/tables/check-table.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { makeKey } from "../../shared/make-key.ts";
import { NameInputs, readBoth } from "../../shared/name-inputs.tsx";
import { PageFrame } from "../../shared/page-frame.tsx";
import { showSuccess } from "../../shared/show-message.ts";
import { BLANK_TABLE } from "./table-edits.ts";
import { TableGrid } from "./table-grid.tsx";
import classes from "./tables.module.css";

export default function TablePage() {
  const { t } = useTranslation("tables");
  const { key = "new" } = useParams();
  const stored = useRoute("getResource", { params: { kind: "tables", key } }, { enabled: key !== "new", retry: false });
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

/** What is wrong: first the shape, then the meaning of the cells. */
function findIssues(table: DecisionTable): Issue[] {
  const parsed = decisionTableSchema.safeParse({ ...table, key: table.key === "" ? "new" : table.key });
  if (parsed.success) return checkTable(parsed.data);
  return parsed.error.issues.map((issue) => ({
    code: "RESOURCE_INVALID",
    severity: "error",
    path: issue.path.join("."),
    message: issue.message,
  }));
}

function TableEditor({ start, isNew }: { start: DecisionTable; isNew: boolean }) {
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const [table, setTable] = useState(start);
  const mayWrite = useMay("resource:write");
  const issues = findIssues(table);
  const broken = issues.some((issue) => issue.severity === "error");
  const changed = table !== start;
  const key = isNew ? table.key || makeKey(readBoth(table.name).en ?? "") : table.key;
  const save = useRouteMutation("putResource", {
    invalidates: ["listResources", "getResource", "getCatalogue"],
    showErrors: false,
    onSuccess: () => {
      showSuccess(t("shared:saved"));
      if (isNew) void navigate(`/tables/${key}`, { replace: true });
    },
  });
  const remove = useRouteMutation("deleteResource", {
    invalidates: ["listResources", "getCatalogue"],
    onSuccess: () => void navigate("/tables", { replace: true }),
  });
  const ask = async () => {
    const agreed = await confirmAction({
      title: t("delete.title", { name: text(table.name) }),
      text: t("delete.text"),
      action: t("shared:delete"),
      danger: true,
    });
    if (agreed) remove.mutate({ params: { kind: "tables", key } });
  };
  return (
    <PageFrame
      title={text(table.name) || t("new")}
      action={
        mayWrite ? (
          <>
            {isNew ? null : (
              <Button variant="default" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => void ask()}>
                {t("shared:delete")}
              </Button>
            )}
            <Button
              disabled={broken || !changed || key === ""}
              loading={save.isPending}
              data-testid="table-save"
              onClick={() => save.mutate({ params: { kind: "tables", key }, body: { ...table, key } })}
            >
              {t("shared:save")}
            </Button>
          </>
        ) : undefined
      }
    >
      <Stack gap="md">
        {save.error === null ? null : <ErrorAlert error={save.error} />}
        <div className={classes["settings"]}>
          <NameInputs
            label={t("shared:name")}
            required
            value={table.name}
            onChange={(name) => setTable({ ...table, name: name ?? "" })}
          />
          <Group grow gap="sm" align="start">
            <TextInput
              label={t("shared:key")}
              value={key}
              disabled={!isNew}
              onChange={(event) => setTable({ ...table, key: event.currentTarget.value })}
            />
            <Select
              label={t("hitPolicy")}
              allowDeselect={false}
              disabled={!mayWrite}
              data={HIT_POLICIES.map((value) => ({ value, label: t(`policies.${value}`) }))}
              value={table.hitPolicy}
              onChange={(next) => {
                const hitPolicy = HIT_POLICIES.find((value) => value === next);
                if (hitPolicy !== undefined) setTable({ ...table, hitPolicy });
              }}
            />
          </Group>
        </div>
        <TableGrid table={table} issues={issues} readOnly={!mayWrite} onChange={setTable} />
        <IssueList issues={issues} />
        <Text size="xs" c="dimmed">
          {t("cellHelp")}
        </Text>
      </Stack>
    </PageFrame>
  );
}

const LOOKS = {
  error: { icon: CircleAlert, color: "var(--fr-red)" },
  warning: { icon: TriangleAlert, color: "var(--fr-amber)" },
  info: { icon: Info, color: "var(--fr-blue)" },
};

function IssueList({ issues }: { issues: readonly Issue[] }) {
  const { t } = useTranslation("tables");
  const { language } = useLanguage();
  if (issues.length === 0) {
    return (
      <output className={classes["fine"]}>
        <CircleCheck size={15} aria-hidden /> {t("fine")}
      </output>
    );
  }
  return (
    <ul className={classes["issues"]} aria-label={t("issues")}>
      {issues.slice(0, 20).map((issue) => {
        const { icon: Icon, color } = LOOKS[issue.severity];
        const row = /^rows\.(\d+)/.exec(issue.path ?? "")?.[1];
        return (
          <li key={`${issue.path}-${issue.code}-${issue.message}`}>
            <Icon size={15} color={color} aria-hidden />
            <span>
              <span className="fr-hidden">{t(`severity.${issue.severity}`)}</span>
              {row === undefined ? "" : `${t("row", { row: Number(row) + 1 })} `}
              {errorText(issue.code, language, issue.details ?? {}) ?? issue.message}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
