import { ActionIcon, Button, Select, Tooltip } from "@mantine/core";
import { ArrowLeft, ArrowLeftRight, Download, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import type { WorkflowDefinition } from "../../../../definitions/workflow.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { useMay } from "../../app/me.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { showSuccess } from "../../shared/show-message.ts";
import { downloadDefinition } from "./download-definition.ts";
import classes from "./versions.module.css";

interface CompareToolsProps {
  workflowKey: string;
  from: string;
  to: string;
  /** The older side's. */
  definition: WorkflowDefinition | undefined;
  onChange: (sides: { from: string; to: string }) => void;
}

/** Which versions are compared, and what can be done with the older one. */
export function CompareTools({ workflowKey, from, to, definition, onChange }: CompareToolsProps) {
  const { t } = useTranslation(["versions", "editor", "editor-forms"]);
  const navigate = useNavigate();
  const mayWrite = useMay("workflow:write");
  const versions = useRoute("listVersions", { params: { key: workflowKey } }).data?.items ?? [];
  const restore = useRouteMutation("restoreVersion", {
    invalidates: ["getWorkflow", "listWorkflows"],
    onSuccess: () => {
      showSuccess(t("editor-forms:versions.restored", { version: from }));
      void navigate(`/workflows/${workflowKey}`);
    },
  });
  const data = [
    { value: "draft", label: t("draft") },
    ...versions.map(({ version, note }) => ({
      value: String(version),
      label: note === null || note === "" ? t("version", { version }) : `${t("version", { version })} · ${note}`,
    })),
  ];
  const ask = async () => {
    const isSure = await confirmAction({
      title: t("editor-forms:versions.restoreTitle", { version: from }),
      text: t("editor-forms:versions.restoreText"),
      action: t("editor-forms:versions.restore"),
    });
    if (isSure) restore.mutate({ params: { key: workflowKey, version: from }, body: {} });
  };
  return (
    <div className={classes["tools"]}>
      <Tooltip label={t("back")}>
        <ActionIcon component={Link} to={`/workflows/${workflowKey}`} aria-label={t("back")}>
          <ArrowLeft size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <h1>{t("heading")}</h1>
      <Select
        size="xs"
        w={190}
        aria-label={t("from")}
        data-testid="compare-from"
        allowDeselect={false}
        data={data}
        value={from}
        onChange={(value) => value !== null && onChange({ from: value, to })}
      />
      <Tooltip label={t("swap")}>
        <ActionIcon aria-label={t("swap")} data-testid="compare-swap" onClick={() => onChange({ from: to, to: from })}>
          <ArrowLeftRight size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Select
        size="xs"
        w={190}
        aria-label={t("to")}
        data-testid="compare-to"
        allowDeselect={false}
        data={data}
        value={to}
        onChange={(value) => value !== null && onChange({ from, to: value })}
      />
      <span className={classes["space"]} />
      <Button
        size="xs"
        variant="default"
        leftSection={<Download size={14} aria-hidden />}
        disabled={definition === undefined}
        data-testid="compare-export"
        onClick={() => definition !== undefined && void downloadDefinition(definition, from)}
      >
        {t("export")}
      </Button>
      {mayWrite && from !== "draft" ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<RotateCcw size={14} aria-hidden />}
          loading={restore.isPending}
          data-testid="compare-restore"
          onClick={() => void ask()}
        >
          {t("restore", { version: from })}
        </Button>
      ) : null}
    </div>
  );
}
