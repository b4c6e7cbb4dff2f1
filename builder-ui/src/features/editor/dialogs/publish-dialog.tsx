import { Button, Modal, Text, Textarea } from "@mantine/core";
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
import { RunWorkDialog } from "../../run-work/run-work-dialog.tsx";
import { DialogFrame } from "./dialog-frame.tsx";
import { PublishChecks } from "./publish-checks.tsx";
import { PublishedPanel } from "./published-panel.tsx";
import { useAttempt } from "./use-attempt.ts";

interface PublishDialogProps {
  workflow: Workflow;
  saveNow: () => Promise<boolean>;
  onClose: () => void;
}

interface Published {
  version: number;
  /** Runs that were under way and stay on their version. */
  openRuns: number;
}

/** Publishes the draft; then runs that are under way on earlier versions can be moved to it. */
export function PublishDialog(props: PublishDialogProps) {
  const { t } = useTranslation("editor");
  const [published, setPublished] = useState<Published | null>(null);
  const [isMoving, setMoving] = useState(false);
  const { workflow, onClose } = props;
  if (isMoving) return <RunWorkDialog work={{ kind: "migrate", workflows: [workflow.key] }} onClose={onClose} />;
  if (published === null) return <PublishForm {...props} onPublished={setPublished} />;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("publish.title")}
      size={520}
      closeButtonProps={{ "aria-label": t("close") }}
      data-testid="publish-dialog"
    >
      <PublishedPanel {...published} onMove={() => setMoving(true)} onClose={onClose} />
    </Modal>
  );
}

/** The note, the checks and the button; what stands in the way is listed and can be gone to. */
function PublishForm({
  workflow,
  saveNow,
  onClose,
  onPublished,
}: PublishDialogProps & { onPublished: (published: Published) => void }) {
  const { store, catalogue } = useEditorContext();
  const { language } = useLanguage();
  const { t } = useTranslation("editor");
  const issueText = useIssueText(true);
  const issues = useEditor((state) => state.issues);
  const [note, setNote] = useState("");
  const { isBusy, error, attempt } = useAttempt();
  /** Null while it is being saved. */
  const [isSaved, setSaved] = useState<boolean | null>(null);
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
    if (fresh.openRuns > 0) {
      onPublished({ version: version.version, openRuns: fresh.openRuns });
      return;
    }
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
      {isSaved !== null && errors.length === 0 ? <PublishChecks workflow={workflow} isSaved={isSaved} /> : null}
      {isSaved !== false ? null : (
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
