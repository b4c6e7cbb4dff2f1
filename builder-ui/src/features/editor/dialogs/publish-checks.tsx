import { Anchor, Loader } from "@mantine/core";
import { CircleCheck, CircleX, GitCompareArrows } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Workflow } from "../../../../../definitions/api.ts";
import { diffWorkflows } from "../../../../../definitions/diff/index.ts";
import { useRoute, useRouteMutation } from "../../../api/hooks.ts";
import { useMay } from "../../../app/me.ts";
import { Counts } from "../../versions/change-list.tsx";
import { useEditorContext } from "../store/editor-context.ts";
import classes from "./dialogs.module.css";

/** What a publish changes, and whether the stored tests still pass on it. Neither stands in its way. */
export function PublishChecks({ workflow, isSaved }: { workflow: Workflow; isSaved: boolean }) {
  const { publishedVersion } = workflow;
  const mayWrite = useMay("workflow:write");
  return (
    <div className={classes["checks"]} data-testid="publish-checks">
      {publishedVersion === null || !isSaved ? null : (
        <ChangesSince workflowKey={workflow.key} version={publishedVersion} />
      )}
      {mayWrite ? <TestsPass workflowKey={workflow.key} /> : null}
    </div>
  );
}

function ChangesSince({ workflowKey, version }: { workflowKey: string; version: number }) {
  const { store } = useEditorContext();
  const { t } = useTranslation(["editor", "versions"]);
  const published = useRoute("getVersion", { params: { key: workflowKey, version } });
  const before = published.data?.definition;
  const changes = useMemo(
    () => (before === undefined ? null : diffWorkflows(before, store.getState().definition)),
    [before, store],
  );
  if (changes === null) return null;
  return (
    <div>
      {changes.length === 0 ? <span>{t("publish.sameAs", { version })}</span> : <Counts changes={changes} />}
      {changes.length === 0 ? null : (
        <Anchor
          component={Link}
          to={`/workflows/${workflowKey}/compare?from=${version}&to=draft`}
          size="sm"
          data-testid="publish-compare"
        >
          <GitCompareArrows size={13} aria-hidden /> {t("publish.compare", { version })}
        </Anchor>
      )}
    </div>
  );
}

function TestsPass({ workflowKey }: { workflowKey: string }) {
  const { store } = useEditorContext();
  const { t } = useTranslation("editor");
  const { mutate, data, isPending, error } = useRouteMutation("runWorkflowTests", { showErrors: false });
  useEffect(() => {
    mutate({ params: { key: workflowKey }, body: { definition: store.getState().definition } });
  }, [mutate, workflowKey, store]);
  if (isPending)
    return (
      <div>
        <Loader size={13} aria-hidden /> {t("publish.testing")}
      </div>
    );
  if (error !== null || data === undefined) return null;
  if (data.passed + data.failed === 0) return <div>{t("publish.noTests")}</div>;
  const failed = data.results.filter(({ ok }) => !ok).map(({ name }) => name);
  const isFine = failed.length === 0;
  return (
    <div data-ok={isFine} data-testid="publish-tests">
      {isFine ? <CircleCheck size={14} aria-hidden /> : <CircleX size={14} aria-hidden />}
      {isFine
        ? t("publish.testsPass", { count: data.passed })
        : t("publish.testsFail", { count: failed.length, names: failed.join(", ") })}
    </div>
  );
}
