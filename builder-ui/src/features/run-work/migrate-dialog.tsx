import { Select, Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MigrationReport } from "../../../../definitions/api.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { MappingFields } from "./mapping-fields.tsx";
import { MigrationTable } from "./migration-table.tsx";
import classes from "./run-work.module.css";
import { useMigration } from "./use-migration.ts";
import { WorkFrame } from "./work-frame.tsx";

interface MigrateDialogProps {
  /** The workflows whose runs are meant; one is moved at a time. */
  workflows: readonly string[];
  /** Only these runs; absent: all open runs of the workflow. */
  ids: readonly string[] | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** Moves open runs to another version: choose it, see at once what can move, give lost steps a place, move. */
export function MigrateDialog({ workflows, ids, onClose, onDone }: MigrateDialogProps) {
  const { t } = useTranslation("operate");
  const migration = useMigration(workflows, ids);
  const [report, setReport] = useState<MigrationReport | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { dry } = migration;
  const movable = dry.data?.runs.filter(({ outcome }) => outcome === "movable").length ?? 0;
  const move = async () => {
    setBusy(true);
    setError(null);
    try {
      setReport(await migration.move());
      onDone();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <WorkFrame
      title={t("migrate.title")}
      testId="migrate-dialog"
      size={760}
      onClose={onClose}
      action={
        report === null
          ? {
              label: t("migrate.move", { count: movable }),
              isBusy,
              disabled: movable === 0 || dry.isFetching,
              onClick: () => void move(),
            }
          : null
      }
    >
      {report === null ? (
        <Preparation migration={migration} workflows={workflows} hasIds={ids !== undefined} />
      ) : (
        <Result report={report} migration={migration} />
      )}
      {error === null ? null : <ErrorAlert error={error} />}
    </WorkFrame>
  );
}

type Migration = ReturnType<typeof useMigration>;

/** What to move where, and what a dry run says of it. */
function Preparation({
  migration,
  workflows,
  hasIds,
}: {
  migration: Migration;
  workflows: readonly string[];
  hasIds: boolean;
}) {
  const { t } = useTranslation("operate");
  const { choice, dry, list, versions } = migration;
  const version = choice.toVersion;
  const runs = dry.data?.runs ?? [];
  const movable = runs.filter(({ outcome }) => outcome === "movable").length;
  const isOnly = list.data !== undefined && versions.length < 2;
  return (
    <>
      <p className={classes["text"]}>{t("migrate.text")}</p>
      <Choices migration={migration} workflows={workflows} hasIds={hasIds} />
      {list.error === null ? null : <ErrorAlert error={list.error} />}
      {dry.error === null ? null : <ErrorAlert error={dry.error} onRetry={() => void dry.refetch()} />}
      {isOnly ? <p className={classes["count"]}>{t("migrate.only")}</p> : null}
      {!isOnly && dry.isPending && dry.error === null ? <Skeleton mt={12} height={120} /> : null}
      {dry.data === undefined || isOnly ? null : (
        <>
          <p className={classes["text"]} aria-live="polite" data-testid="migrate-count" data-movable={movable}>
            {runs.length === 0 ? t("migrate.none", { version }) : t("migrate.movable", { count: movable })}
            {runs.length > movable ? ` ${t("migrate.refused", { count: runs.length - movable })}` : ""}
          </p>
          {dry.data.more ? <p className={classes["warning"]}>{t("migrate.more")}</p> : null}
          <MappingFields migration={migration} />
          {runs.length === 0 ? null : <MigrationTable runs={runs} migration={migration} />}
        </>
      )}
    </>
  );
}

function Choices({
  migration: { choice, setChoice, versions },
  workflows,
  hasIds,
}: {
  migration: Migration;
  workflows: readonly string[];
  hasIds: boolean;
}) {
  const { t } = useTranslation("operate");
  const { text } = useLanguage();
  const all = useRoute(
    "listWorkflows",
    { query: { limit: 200 } },
    { staleTime: 60_000, enabled: workflows.length > 1 },
  );
  const nameOf = (key: string) => text(all.data?.items.find((entry) => entry.key === key)?.name ?? key);
  const target = choice.toVersion;
  return (
    <div className={classes["two"]}>
      {workflows.length < 2 ? null : (
        <Select
          label={t("migrate.workflow")}
          allowDeselect={false}
          data={workflows.map((value) => ({ value, label: nameOf(value) }))}
          value={choice.workflow}
          onChange={(workflow) =>
            workflow !== null && setChoice({ workflow, toVersion: null, fromVersion: null, mapping: {} })
          }
        />
      )}
      <Select
        label={t("migrate.toVersion")}
        data-testid="migrate-to"
        allowDeselect={false}
        disabled={versions.length < 2}
        data={versions.map((version, index) => ({
          value: String(version),
          label: t(index === 0 ? "migrate.versionNewest" : "migrate.versionOf", { version }),
        }))}
        value={target === null ? null : String(target)}
        onChange={(value) =>
          setChoice({ ...choice, toVersion: value === null ? null : Number(value), fromVersion: null, mapping: {} })
        }
      />
      {hasIds || versions.length < 2 ? null : (
        <Select
          label={t("migrate.fromVersion")}
          placeholder={t("migrate.anyVersion")}
          clearable
          clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: t("migrate.fromVersion") }) }}
          data={versions
            .filter((version) => version !== target)
            .map((version) => ({ value: String(version), label: t("migrate.versionOf", { version }) }))}
          value={choice.fromVersion === null ? null : String(choice.fromVersion)}
          onChange={(value) =>
            setChoice({ ...choice, fromVersion: value === null ? null : Number(value), mapping: {} })
          }
        />
      )}
    </div>
  );
}

/** What became of each run. */
function Result({ report, migration }: { report: MigrationReport; migration: Migration }) {
  const { t } = useTranslation("operate");
  const countOf = (...outcomes: string[]) => report.runs.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [moved, pending, stayed] = [countOf("moved"), countOf("pending"), countOf("refused", "failed")];
  return (
    <>
      <p className={classes["count"]} aria-live="polite" data-testid="migrate-result" data-moved={moved}>
        {[
          t("migrate.moved", { count: moved }),
          ...(pending === 0 ? [] : [t("migrate.pending", { count: pending })]),
          ...(stayed === 0 ? [] : [t("migrate.stayed", { count: stayed })]),
        ].join(" ")}
      </p>
      {report.more ? <p className={classes["warning"]}>{t("migrate.more")}</p> : null}
      <MigrationTable runs={report.runs} migration={migration} />
    </>
  );
}
