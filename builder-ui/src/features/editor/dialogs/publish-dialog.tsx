import { Button, Text, Textarea } from "@mantine/core";
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
import { DialogFrame } from "./dialog-frame.tsx";
import { useAttempt } from "./use-attempt.ts";

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
  const { isBusy, error, attempt } = useAttempt();
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
  };
  return (
    <DialogFrame
      title={t("publish.title")}
      testId="publish-dialog"
      onClose={onClose}
      action={{
        label: t("bar.publish"),
        testId: "publish-confirm",
        isBusy,
        disabled: errors.length > 0,
        onClick: () => attempt(publish),
      }}
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
    </DialogFrame>
  );
}
