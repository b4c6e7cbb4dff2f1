import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { RunSummary } from "../../../../definitions/run.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import type { Column } from "../../shared/data-table.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { RunStatusBadge } from "../../shared/run-status.tsx";
import { durationText } from "../../shared/time-text.ts";
import { RunCard, RunLine } from "./run-card.tsx";

interface RunColumns {
  /** ISO. */
  now: string;
  /** Names by user id. */
  people: ReadonlyMap<string, string>;
  isNarrow: boolean;
}

/** The columns of the run list; on a narrow screen one of cards. */
export function useRunColumns({ now, people, isNarrow }: RunColumns): Column<RunSummary>[] {
  const { t } = useTranslation(["runs", "workflows"]);
  const { language, text } = useLanguage();
  if (isNarrow)
    return [{ key: "run", title: t("title"), render: (run) => <RunCard run={run} now={now} people={people} /> }];
  return [
    {
      key: "status",
      title: t("shared:status"),
      width: "150px",
      render: (run) => <RunStatusBadge status={run.status} />,
    },
    {
      key: "workflow",
      title: t("workflow"),
      render: (run) => (
        <>
          <Link to={`/runs/${run.id}`}>{text(run.workflowName) || run.workflowKey}</Link>
          <RunLine run={run} now={now} people={people} />
        </>
      ),
    },
    {
      key: "record",
      title: t("record"),
      width: "190px",
      wide: true,
      render: (run) =>
        run.record === null ? (
          "–"
        ) : (
          <Link to={`/records/${run.record.object}/${run.record.id}`}>{run.record.name ?? run.record.id}</Link>
        ),
    },
    {
      key: "trigger",
      title: t("startedBy"),
      width: "140px",
      wide: "roomy",
      render: (run) => (
        <Text size="xs" c="dimmed">
          {t(`workflows:triggers.${run.origin.triggerType}`, { defaultValue: run.origin.triggerType })}
        </Text>
      ),
    },
    {
      key: "started",
      title: t("started"),
      width: "140px",
      render: (run) => (
        <Text size="xs" c="dimmed" component="span">
          <RelativeTime at={run.startedAt ?? run.createdAt} />
        </Text>
      ),
    },
    {
      key: "duration",
      title: t("duration"),
      width: "100px",
      align: "right",
      wide: "roomy",
      render: (run) => (
        <Text size="xs" c="dimmed" component="span" className="fr-tabular">
          {run.startedAt === null ? "–" : durationText(run.startedAt, run.endedAt ?? now, language)}
        </Text>
      ),
    },
  ];
}
