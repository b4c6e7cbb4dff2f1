import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { call } from "../../../api/client.ts";
import { queryClient } from "../../../api/query-client.ts";
import { showError, showSuccess } from "../../../shared/show-message.ts";
import classes from "../editor-page.module.css";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { saveDraft } from "../store/use-autosave.ts";

/** A key for a copy; the seconds make it one that is free. */
function copyKeyOf(key: string): string {
  return `${key.slice(0, 46)}-copy-${Math.trunc(Date.now() / 1_000) % 1_000_000}`;
}

/** Somebody else saved in between: take theirs, keep mine, or keep mine as a copy. Nothing is lost before the choice. */
export function ConflictBanner() {
  const { store, workflowKey } = useEditorContext();
  const { t } = useTranslation("editor");
  const navigate = useNavigate();
  const isConflict = useEditor((state) => state.saveState === "conflict");
  if (!isConflict) return null;
  const latest = () => call("getWorkflow", { params: { key: workflowKey } });
  const takeTheirs = async () => {
    const workflow = await latest();
    queryClient.setQueryData(["getWorkflow", { key: workflowKey }, null], workflow);
    store.getState().load(workflow.draft, workflow.revision, workflow.updatedAt);
  };
  const keepMine = async () => {
    const workflow = await latest();
    store.getState().set({ revision: workflow.revision, saveState: "unsaved" });
    await saveDraft(store, workflowKey);
  };
  const keepCopy = async () => {
    const { definition } = store.getState();
    const key = copyKeyOf(workflowKey);
    const created = await call("createWorkflow", { body: { definition: { ...definition, key } } });
    await takeTheirs();
    showSuccess(t("conflict.copied"));
    await navigate(`/workflows/${created.key}`);
  };
  const act = (action: () => Promise<void>) => () => void action().catch(showError);
  return (
    <div className={classes["banner"]} role="alert" data-testid="conflict">
      <p>{t("conflict.text")}</p>
      <Button size="xs" variant="default" onClick={act(takeTheirs)} data-testid="conflict-theirs">
        {t("conflict.theirs")}
      </Button>
      <Button size="xs" variant="default" onClick={act(keepMine)} data-testid="conflict-mine">
        {t("conflict.mine")}
      </Button>
      <Button size="xs" variant="default" onClick={act(keepCopy)} data-testid="conflict-copy">
        {t("conflict.copy")}
      </Button>
    </div>
  );
}
