import { Button, Skeleton } from "@mantine/core";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { useRoute, useRouteMutation } from "../../api/hooks.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { RelativeTime } from "../../shared/relative-time.tsx";
import { TableDiffView } from "./table-diff.tsx";
import classes from "./tables.module.css";

/** Every content that the table was saved with, what changed in each, and back to it. */
export function VersionsTab({
  tableKey,
  onRestore,
}: {
  tableKey: string;
  onRestore: ((table: DecisionTable) => void) | null;
}) {
  const { t } = useTranslation("tables");
  const params = { kind: "tables", key: tableKey };
  const versions = useRoute("listResourceVersions", { params });
  const people = useRoute("getCatalogue", {}, { staleTime: 60_000 }).data?.users ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const restore = useRouteMutation("restoreResourceVersion", {
    invalidates: ["listResourceVersions", "listResources", "getResource", "getCatalogue", "listResourceUses"],
    onSuccess: (value) => onRestore?.(value as unknown as DecisionTable),
  });
  if (versions.error !== null) return <ErrorAlert error={versions.error} />;
  if (versions.data === undefined) return <Skeleton height={120} />;
  const { items } = versions.data;
  if (items.length === 0) return <p className={classes["hint"]}>{t("versions.none")}</p>;
  const shown = chosen ?? items[0]?.version ?? 1;
  return (
    <div className={classes["versions"]}>
      <ul className={classes["versionList"]} aria-label={t("tabs.versions")}>
        {items.map(({ version, note, savedAt, savedBy, isCurrent }) => (
          <li key={version}>
            <button
              type="button"
              className={classes["version"]}
              aria-pressed={version === shown}
              data-testid={`version-${version}`}
              onClick={() => setChosen(version)}
            >
              <strong>{t("versions.number", { version })}</strong> {isCurrent ? t("versions.current") : ""}
              <br />
              <RelativeTime at={savedAt} /> · {people.find(({ id }) => id === savedBy)?.name ?? savedBy ?? ""}
              {note === null ? null : <span className={classes["note"]}>{note}</span>}
            </button>
            {onRestore === null || isCurrent ? null : (
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<RotateCcw size={12} aria-hidden />}
                loading={restore.isPending}
                data-testid={`restore-${version}`}
                onClick={() => restore.mutate({ params: { ...params, version: String(version) } })}
              >
                {t("versions.restore")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <VersionDiff tableKey={tableKey} version={shown} />
    </div>
  );
}

function VersionDiff({ tableKey, version }: { tableKey: string; version: number }) {
  const { t } = useTranslation("tables");
  const diff = useRoute("diffTableVersions", { params: { key: tableKey, version: String(version) } });
  return (
    <section aria-label={t("versions.changes", { version })}>
      <p className={classes["hint"]}>{t("versions.changes", { version })}</p>
      {diff.error === null ? null : <ErrorAlert error={diff.error} />}
      {diff.data === undefined ? <Skeleton height={80} /> : <TableDiffView diff={diff.data} />}
    </section>
  );
}
