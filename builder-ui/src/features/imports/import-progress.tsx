import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleDot, FilePlus2, FilePen } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { RecordImport } from "../../../../definitions/api.ts";
import { useRoute } from "../../api/hooks.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { StatusBadge } from "../../shared/status-badge.tsx";
import classes from "./imports.module.css";

const isOver = (job: RecordImport | undefined) => job?.status === "completed" || job?.status === "failed";

/** How far an import is, live, and each refused row with its line and reason. */
export function ImportProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const client = useQueryClient();
  const first = useRoute("getImport", { params: { id } }, { refetchInterval: 700 });
  const job = first.data;
  const over = isOver(job);
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: ["listRecords"] });
  }, [over, client]);
  const percent = Math.round((job?.progress ?? 0) * 100);
  return (
    <Stack gap="md" data-testid="import-progress" data-status={job?.status}>
      {first.error === null ? null : <ErrorAlert error={first.error} />}
      {job?.error === null || job?.error === undefined ? null : <ErrorAlert error={new Error(job.error.message)} />}
      <Group justify="space-between">
        <Text fw={500}>{over ? t("finished") : t("running")}</Text>
        <Text className="fr-tabular">{percent} %</Text>
      </Group>
      <Progress value={percent} aria-label={t("progress")} color={over ? "green.8" : "indigo"} />
      <Group gap="sm">
        <StatusBadge icon={CircleDot} tone="grey" label={t("rows", { count: job?.rows ?? 0 })} />
        <StatusBadge icon={FilePlus2} tone="green" label={t("created", { count: job?.created ?? 0 })} />
        <StatusBadge icon={FilePen} tone="blue" label={t("updated", { count: job?.updated ?? 0 })} />
        <StatusBadge
          icon={(job?.rejected ?? 0) === 0 ? CircleCheck : CircleAlert}
          tone={(job?.rejected ?? 0) === 0 ? "grey" : "red"}
          label={t("rejected", { count: job?.rejected ?? 0 })}
        />
      </Group>
      {job === undefined || job.problems.length === 0 ? null : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (axe scrollable-region-focusable)
        <section className={classes["scroll"]} aria-label={t("problems")} tabIndex={0}>
          <table className={classes["table"]}>
            <thead>
              <tr>
                <th>{t("line")}</th>
                <th>{t("reason")}</th>
              </tr>
            </thead>
            <tbody>
              {job.problems.slice(0, 200).map((problem) => (
                <tr key={`${problem.line}-${problem.code}-${problem.message}`}>
                  <td className="fr-tabular">{problem.line}</td>
                  <td>
                    {problem.message} <code className={classes["code"]}>{problem.code}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Group justify="flex-end">
        <Button variant={over ? "filled" : "default"} onClick={onClose}>
          {over ? t("shared:close") : t("inBackground")}
        </Button>
      </Group>
    </Stack>
  );
}
