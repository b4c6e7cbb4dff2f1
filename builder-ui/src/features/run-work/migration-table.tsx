import { Anchor } from "@mantine/core";
import { Check, CircleX, Clock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { MigrationReport } from "../../../../definitions/api.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { StatusBadge } from "../../shared/status-badge.tsx";
import classes from "./run-work.module.css";
import { stepName } from "./step-mapping.ts";
import type { useMigration } from "./use-migration.ts";

type MovedRun = MigrationReport["runs"][number];

const LOOKS = {
  movable: { icon: Check, tone: "green" },
  moved: { icon: Check, tone: "green" },
  pending: { icon: Clock, tone: "blue" },
  refused: { icon: CircleX, tone: "amber" },
  failed: { icon: CircleX, tone: "red" },
} as const;
/** What needs a look stands first. */
const ORDER = ["failed", "refused", "pending", "movable", "moved"];

/** Each run with its version, where it stands, and what becomes of it and why. */
export function MigrationTable({
  runs,
  migration,
}: {
  runs: readonly MovedRun[];
  migration: ReturnType<typeof useMigration>;
}) {
  const { t } = useTranslation("operate");
  const sorted = runs.toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (axe scrollable-region-focusable)
    <section className={classes["scroll"]} tabIndex={0} aria-label={t("migrate.outcome")}>
      <table className={classes["table"]}>
        <thead>
          <tr>
            <th>{t("migrate.run")}</th>
            <th>{t("migrate.at")}</th>
            <th>{t("migrate.outcome")}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((run) => (
            <Row key={run.runId} run={run} migration={migration} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ run, migration }: { run: MovedRun; migration: ReturnType<typeof useMigration> }) {
  const { t } = useTranslation("operate");
  const { language } = useLanguage();
  const { definitions, choice } = migration;
  const version = choice.toVersion ?? 0;
  const named = (nodeId: string, first: number) => {
    const known = [definitions.get(first), ...definitions.values()].filter((each) => each !== undefined);
    return stepName(nodeId, known, language);
  };
  const nameOf = (nodeId: string) => named(nodeId, run.fromVersion);
  const newName = (nodeId: string, to: string) => {
    const name = named(to, version);
    return name === nameOf(nodeId) ? `${name} (${to})` : name;
  };
  const look = LOOKS[run.outcome];
  return (
    <tr data-testid={`migrate-${run.runId}`} data-outcome={run.outcome}>
      <td>
        <Anchor component={Link} to={`/runs/${run.runId}`} size="sm">
          {run.runId}
        </Anchor>
        <small>{t("migrate.versionOf", { version: run.fromVersion })}</small>
      </td>
      <td>
        {run.active.length === 0 ? t("migrate.nowhere") : null}
        {run.active.map(({ stepId, nodeId, to }) => (
          <div key={stepId}>
            {nodeId === to ? nameOf(nodeId) : t("migrate.becomes", { step: nameOf(nodeId), to: newName(nodeId, to) })}
          </div>
        ))}
      </td>
      <td>
        <StatusBadge icon={look.icon} tone={look.tone} label={t(`migrate.outcomes.${run.outcome}`)} />
        {run.problems.map(({ stepId, nodeId, to, reason }) => (
          <small key={stepId}>
            {t(`migrate.reasons.${reason}`, { step: nameOf(nodeId), to: named(to, version), version })}
          </small>
        ))}
        {run.error === undefined ? null : (
          <small>
            {run.error.text} <code>{run.error.code}</code>
          </small>
        )}
      </td>
    </tr>
  );
}
