import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { CircleStop, Pause, Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunSummary } from "../../../../definitions/run.ts";
import { CLOSED_RUN_STATUSES } from "../../../../definitions/run-status.ts";
import { call } from "../../api/client.ts";
import { BulkBar } from "../../shared/bulk-bar.tsx";
import { confirmAction } from "../../shared/confirm.ts";
import { showError, showSuccess } from "../../shared/show-message.ts";

const CLOSED = new Set<string>(CLOSED_RUN_STATUSES);

interface RunBulkBarProps {
  runs: readonly RunSummary[];
  selected: ReadonlySet<string>;
  onDone: () => void;
}

/** Pause, resume or stop the chosen runs that are open. */
export function RunBulkBar({ runs, selected, onDone }: RunBulkBarProps) {
  const { t } = useTranslation("runs");
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const open = runs.filter((run) => selected.has(run.id) && !CLOSED.has(run.status));
  const operate = async (operation: "pause" | "resume" | "cancel") => {
    if (operation === "cancel") {
      const agreed = await confirmAction({
        title: t("stop.title", { count: open.length }),
        text: t("stop.text"),
        action: t("stop.action"),
        danger: true,
      });
      if (!agreed) return;
    }
    setBusy(true);
    const results = await Promise.allSettled(
      open.map((run) => call("operateRun", { params: { id: run.id, operation }, body: {} })),
    );
    setBusy(false);
    const refused = results.find((result) => result.status === "rejected");
    if (refused !== undefined) showError(refused.reason);
    const done = results.filter((result) => result.status === "fulfilled").length;
    if (done > 0) showSuccess(t(`done.${operation}`, { count: done }));
    await client.invalidateQueries({ queryKey: ["listRuns"] });
    onDone();
  };
  return (
    <BulkBar count={selected.size} onClear={onDone}>
      <Button
        size="xs"
        variant="default"
        leftSection={<Pause size={13} aria-hidden />}
        disabled={busy || open.length === 0}
        onClick={() => void operate("pause")}
      >
        {t("pause")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<Play size={13} aria-hidden />}
        disabled={busy || open.length === 0}
        onClick={() => void operate("resume")}
      >
        {t("resume")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<CircleStop size={13} aria-hidden />}
        disabled={busy || open.length === 0}
        onClick={() => void operate("cancel")}
      >
        {t("stop.action")}
      </Button>
    </BulkBar>
  );
}
