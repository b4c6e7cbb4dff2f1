import { Button } from "@mantine/core";
import { FlaskConical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import { useEditorContext } from "../editor/store/editor-context.ts";
import { simulateDraft, testDeskOf } from "../test-panel/test-desk.ts";
import { madeStart } from "../test-panel/test-start.ts";
import { triggerToTry } from "./coach-steps.ts";
import classes from "./coach.module.css";

/** Tries the draft on a sample; the test panel brings the way that it took into view and says the rest. */
export function TestPart({ onNext }: { onNext: () => void }) {
  const { store, catalogue, workflowKey } = useEditorContext();
  const { t } = useTranslation("coach");
  const desk = testDeskOf(workflowKey);
  const { tried, isBusy, error } = useStore(desk);
  const test = async () => {
    const { definition } = store.getState();
    const trigger = triggerToTry(definition.triggers);
    if (trigger === undefined) return;
    desk.setState({ start: madeStart(trigger, catalogue) });
    store.getState().set({ isTestOpen: true, selection: [] });
    await simulateDraft(desk, definition, catalogue);
  };
  return (
    <>
      <p>{t("test.text")}</p>
      {error === null ? null : <ErrorAlert error={error} />}
      {tried === null ? null : (
        <p className={classes["result"]} data-testid="coach-tested" data-status={tried.result.status}>
          <RunStatusBadge status={tried.result.status} />
          {t("test.result", {
            count: tried.result.steps.filter(({ status }) => status !== "skipped").length,
            mails: tried.result.mails.length,
          })}
        </p>
      )}
      <div className={classes["actions"]}>
        <Button
          size="xs"
          variant={tried === null ? "filled" : "default"}
          leftSection={<FlaskConical size={14} aria-hidden />}
          loading={isBusy}
          data-testid="coach-test"
          onClick={() => void test()}
        >
          {t(tried === null ? "test.action" : "test.again")}
        </Button>
        {tried === null ? null : (
          <Button size="xs" data-testid="coach-next" onClick={onNext}>
            {t("next")}
          </Button>
        )}
      </div>
    </>
  );
}
