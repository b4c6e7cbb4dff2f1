import { ActionIcon, Button } from "@mantine/core";
import { Redo2, Trash2, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useRouteMutation } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { confirmAction } from "../../shared/confirm.ts";
import { FileMenu } from "./file-menu.tsx";
import type { NotKept } from "./table-files.ts";
import type { TableHistory } from "./use-table-history.ts";

interface TableActionsProps {
  history: TableHistory;
  tableKey: string;
  isNew: boolean;
  mayWrite: boolean;
  canSave: boolean;
  isSaving: boolean;
  onSave: () => void;
  onDeleted: () => void;
  onNotKept: (parts: NotKept[]) => void;
}

/** Undo, files, delete and save. */
export function TableActions(props: TableActionsProps) {
  const { history, tableKey, isNew, mayWrite, canSave, isSaving, onSave, onDeleted, onNotKept } = props;
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const navigate = useNavigate();
  const { table } = history;
  const remove = useRouteMutation("deleteResource", {
    invalidates: ["listResources", "getCatalogue"],
    onSuccess: () => {
      onDeleted();
      void navigate("/tables", { replace: true });
    },
  });
  const ask = async () => {
    const agreed = await confirmAction({
      title: t("delete.title", { name: text(table.name) }),
      text: t("delete.text"),
      action: t("shared:delete"),
      danger: true,
    });
    if (agreed) remove.mutate({ params: { kind: "tables", key: tableKey } });
  };
  const onRead = mayWrite
    ? (read: typeof table) => history.change({ ...read, key: isNew ? read.key : table.key })
    : null;
  const files = <FileMenu table={{ ...table, key: tableKey }} onRead={onRead} onNotKept={onNotKept} />;
  if (!mayWrite) return files;
  return (
    <>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t("undo")}
        disabled={history.undo === null}
        onClick={() => history.undo?.()}
      >
        <Undo2 size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t("redo")}
        disabled={history.redo === null}
        onClick={() => history.redo?.()}
      >
        <Redo2 size={16} aria-hidden />
      </ActionIcon>
      {files}
      {isNew ? null : (
        <Button variant="default" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => void ask()}>
          {t("shared:delete")}
        </Button>
      )}
      <Button disabled={!canSave} loading={isSaving} data-testid="table-save" onClick={onSave}>
        {t("shared:save")}
      </Button>
    </>
  );
}
