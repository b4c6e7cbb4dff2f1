import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../definitions/api.ts";
import { call } from "../../../api/client.ts";
import { queryClient } from "../../../api/query-client.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { ErrorAlert } from "../../../shared/error-alert.tsx";
import { showSuccess } from "../../../shared/show-message.ts";
import classes from "../inspector/inspector.module.css";
import { useIssueText } from "../problems/use-issue-text.ts";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { titleOf } from "../view/canvas-graph.ts";

interface PublishDialogProps {
  workflow: Workflow;
  saveNow: () => Promise<boolean>;
  onClose: () => void;
}

/** Publishes the draft with a note; what stands in the way is listed and can be gone to. */
export function PublishDialog({ workflow, saveNow, onClose }: PublishDialogProps) {
  const { store, catalogue } = useEditorContext();
  const { language } = useLanguage();
  const { t } = useTranslation("editor");
  const issueText = useIssueText(true);
  const issues = useEditor((state) => state.issues);
  const [note, setNote] = useState("");
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(true);
  const errors = issues.filter((issue) => issue.severity === "error");
  useEffect(() => {
    void saveNow().then(setSaved);
  }, [saveNow]);
  const nameOf = (nodeId: string | undefined) => {
    const { definition } = store.getState();
    const item = [...definition.nodes, ...definition.triggers].find((candidate) => candidate.id === nodeId);
    return item === undefined ? t("problems.workflow") : titleOf(item, catalogue, language, (key) => t(key as never));
  };
  const publish = async () => {
    setBusy(true);
    setError(null);
    try {
      if (!(await saveNow())) {
        setSaved(false);
        return;
      }
      const { revision } = store.getState();
      const version = await call("publishWorkflow", {
        params: { key: workflow.key },
        body: note === "" ? {} : { note },
        headers: { "if-match": `"${revision}"` },
      });
      const fresh = await call("getWorkflow", { params: { key: workflow.key } });
      queryClient.setQueryData(["getWorkflow", { key: workflow.key }, null], fresh);
      store.getState().set({ revision: fresh.revision });
      await queryClient.invalidateQueries({ queryKey: ["listVersions"] });
      await queryClient.invalidateQueries({ queryKey: ["listWorkflows"] });
      showSuccess(t("publish.done", { version: version.version }));
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("publish.title")}
      size={520}
      closeButtonProps={{ "aria-label": t("close") }}
      data-testid="publish-dialog"
    >
      {errors.length > 0 ? (
        <>
          <Text size="sm" mb={8}>
            {t("publish.refused", { count: errors.length })}
          </Text>
          <ul className={classes["alerts"]} data-testid="publish-problems">
            {errors.map((issue) => (
              <li key={`${issue.code}${issue.nodeId ?? ""}${issue.path ?? ""}${issue.message}`}>
                <Button
                  variant="transparent"
                  size="compact-xs"
                  c="inherit"
                  onClick={() => {
                    onClose();
                    if (issue.nodeId !== undefined) store.getState().focus(issue.nodeId);
                  }}
                >
                  {nameOf(issue.nodeId)}
                </Button>
                {issueText(issue)}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <Text size="sm" mb={12}>
          {workflow.publishedVersion === null
            ? t("publish.first")
            : t("publish.next", { version: workflow.publishedVersion + 1 })}
        </Text>
      )}
      {isSaved ? null : (
        <Text size="sm" c="var(--fr-red)" mb={12}>
          {t("publish.unsaved")}
        </Text>
      )}
      {error === null ? null : <ErrorAlert error={error} />}
      <Textarea
        label={t("publish.note")}
        placeholder={t("publish.notePlaceholder")}
        data-testid="publish-note"
        data-autofocus
        autosize
        minRows={2}
        maxLength={1_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        mt={8}
      />
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          data-testid="publish-confirm"
          loading={isBusy}
          disabled={errors.length > 0}
          onClick={() => void publish()}
        >
          {t("bar.publish")}
        </Button>
      </Group>
    </Modal>
  );
}
