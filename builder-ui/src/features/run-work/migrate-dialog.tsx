import { Select, Skeleton } from "@mantine/core";
import { Check as CheckIcon } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MigrationReport } from "../../../../definitions/api.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { MappingFields, useLostSteps } from "./mapping-fields.tsx";
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

const STAGES = ["runs", "steps", "check", "report"] as const;
type Stage = (typeof STAGES)[number];

/**
 * Moves open runs to another version in four stages: which runs and where to, where lost steps go on (left out where none
 * is lost), what a dry run says of each run, and what became of them.
 */
export function MigrateDialog({ workflows, ids, onClose, onDone }: MigrateDialogProps) {
  const { t } = useTranslation("operate");
  const migration = useMigration(workflows, ids);
  const lost = useLostSteps(migration);
  const [stage, setStage] = useState<Stage>("runs");
  const [report, setReport] = useState<MigrationReport | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { dry } = migration;
  const runs = dry.data?.runs ?? [];
  const movable = runs.filter(({ outcome }) => outcome === "movable").length;
  const move = async () => {
    setBusy(true);
    setError(null);
    try {
      setReport(await migration.move());
      setStage("report");
      onDone();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const next = { runs: lost.length > 0 ? "steps" : "check", steps: "check" } as const;
  const before = { steps: "runs", check: lost.length > 0 ? "steps" : "runs" } as const;
  const goOn = { label: t("migrate.next"), isBusy: false, disabled: runs.length === 0 || dry.isFetching };
  const action =
    stage === "report"
      ? null
      : stage === "check"
        ? {
            label: t("migrate.move", { count: movable }),
            isBusy,
            disabled: movable === 0 || dry.isFetching,
            onClick: () => void move(),
          }
        : { ...goOn, onClick: () => setStage(next[stage]) };
  return (
    <WorkFrame
      title={t("migrate.title")}
      testId="migrate-dialog"
      size={760}
      onClose={onClose}
      action={action}
      {...(stage === "steps" || stage === "check" ? { onBack: () => setStage(before[stage]) } : {})}
    >
      <StageList stage={stage} skipsSteps={lost.length === 0} />
      {stage === "runs" ? <WhichRuns migration={migration} workflows={workflows} hasIds={ids !== undefined} /> : null}
      {stage === "steps" ? <MappingFields migration={migration} steps={lost} /> : null}
      {stage === "check" ? <Check migration={migration} /> : null}
      {report === null ? null : <Result report={report} migration={migration} />}
      {error === null ? null : <ErrorAlert error={error} />}
    </WorkFrame>
  );
}

type Migration = ReturnType<typeof useMigration>;

/** Where one is. */
function StageList({ stage, skipsSteps }: { stage: Stage; skipsSteps: boolean }) {
  const { t } = useTranslation("operate");
  const now = STAGES.indexOf(stage);
  return (
    <ol className={classes["stages"]} aria-label={t("migrate.stages")}>
      {STAGES.map((entry, index) => (
        <li
          key={entry}
          aria-current={entry === stage ? "step" : undefined}
          data-done={index < now ? "" : undefined}
          data-left-out={entry === "steps" && skipsSteps ? "" : undefined}
        >
          <span aria-hidden>{index < now ? <CheckIcon size={12} /> : index + 1}</span>
          {t(`migrate.stage.${entry}`)}
        </li>
      ))}
    </ol>
  );
}

/** Which runs are meant and where they go; how many there are on which version. */
function WhichRuns({
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
  const runs = dry.data?.runs ?? [];
  const isOnly = list.data !== undefined && versions.length < 2;
  const byVersion = [...new Set(runs.map(({ fromVersion }) => fromVersion))].toSorted((a, b) => b - a);
  return (
    <>
      <p className={classes["text"]}>{t("migrate.text")}</p>
      <Choices migration={migration} workflows={workflows} hasIds={hasIds} />
      {list.error === null ? null : <ErrorAlert error={list.error} />}
      {dry.error === null ? null : <ErrorAlert error={dry.error} onRetry={() => void dry.refetch()} />}
      {isOnly ? <p className={classes["count"]}>{t("migrate.only")}</p> : null}
      {!isOnly && dry.isPending && dry.error === null ? <Skeleton mt={12} height={48} /> : null}
      {dry.data === undefined || isOnly ? null : (
        <div className={classes["found"]} aria-live="polite" data-testid="migrate-found" data-found={runs.length}>
          <p className={classes["count"]}>
            {runs.length === 0
              ? t("migrate.none", { version: choice.toVersion })
              : t("migrate.found", { count: runs.length })}
          </p>
          {byVersion.map((version) => (
            <p key={version}>
              {t("migrate.onVersion", {
                count: runs.filter(({ fromVersion }) => fromVersion === version).length,
                version,
              })}
            </p>
          ))}
          {dry.data.more ? <p className={classes["warning"]}>{t("migrate.more")}</p> : null}
        </div>
      )}
    </>
  );
}

/** What the dry run says of each run: nothing has changed yet. */
function Check({ migration }: { migration: Migration }) {
  const { t } = useTranslation("operate");
  const { dry } = migration;
  const runs = dry.data?.runs ?? [];
  const movable = runs.filter(({ outcome }) => outcome === "movable").length;
  return (
    <>
      <p className={classes["count"]} aria-live="polite" data-testid="migrate-count" data-movable={movable}>
        {t("migrate.movable", { count: movable })}
        {runs.length > movable ? ` ${t("migrate.refused", { count: runs.length - movable })}` : ""}
      </p>
      <p className={classes["text"]}>{t("migrate.dry")}</p>
      {dry.error === null ? null : <ErrorAlert error={dry.error} onRetry={() => void dry.refetch()} />}
      <MigrationTable runs={runs} migration={migration} />
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
