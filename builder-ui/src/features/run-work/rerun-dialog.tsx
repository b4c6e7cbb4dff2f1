import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { call } from "../../api/client.ts";
import { useRoute } from "../../api/hooks.ts";
import { queryClient } from "../../api/query-client.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import type { RunWork } from "./run-work.ts";
import classes from "./run-work.module.css";
import { WorkFrame } from "./work-frame.tsx";

/** A run is promised at once and there a moment later. */
const ASK_AGAIN_MS = 300;
const ASK_AT_MOST = 20;

async function waitUntilThere(id: string): Promise<void> {
  for (let turn = 0; turn < ASK_AT_MOST; turn++) {
    const isThere = await call("getRun", { params: { id } }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((resume) => window.setTimeout(resume, ASK_AGAIN_MS));
  }
}

type RerunDialogProps = Pick<Extract<RunWork, { kind: "rerun" }>, "run" | "from"> & { onClose: () => void };

/** Does a run again, from the start or from a step, on its own version or the published one; then shows the new run. */
export function RerunDialog({ run, from, onClose }: RerunDialogProps) {
  const { t } = useTranslation("operate");
  const navigate = useNavigate();
  const workflow = useRoute("getWorkflow", { params: { key: run.workflowKey } });
  const [version, setVersion] = useState<"same" | "published">("same");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const published = workflow.data?.publishedVersion ?? null;
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { version, ...(from === null ? {} : { from: from.nodeId }) };
      const { runId } = await call("rerunRun", { params: { id: run.id }, body });
      await waitUntilThere(runId);
      void queryClient.invalidateQueries({ queryKey: ["listRuns"] });
      onClose();
      await navigate(`/runs/${runId}`);
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <WorkFrame
      title={from === null ? t("rerun.title") : t("rerun.titleFrom", { step: from.name })}
      testId="rerun-dialog"
      onClose={onClose}
      action={{ label: t("rerun.start"), isBusy, disabled: false, onClick: () => void start() }}
    >
      <p className={classes["text"]}>
        {from === null ? t("rerun.text") : t("rerun.textFrom", { step: from.container ?? from.name })}
      </p>
      {from === null || from.container === null ? null : (
        <p className={classes["text"]}>{t("rerun.container", { step: from.name, container: from.container })}</p>
      )}
      {run.isOpen ? <p className={classes["warning"]}>{t("rerun.open")}</p> : null}
      {published === null || published === run.version ? null : (
        <Radio.Group
          mt={12}
          label={t("rerun.version")}
          value={version}
          onChange={(value) => setVersion(value === "published" ? "published" : "same")}
        >
          <Stack gap={6} mt={6}>
            <Radio value="same" label={t("rerun.same", { version: run.version })} />
            <Radio
              value="published"
              label={t("rerun.published", { version: published })}
              data-testid="rerun-published"
            />
          </Stack>
        </Radio.Group>
      )}
      {error === null ? null : <ErrorAlert error={error} />}
    </WorkFrame>
  );
}
