import { Skeleton } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useRoute } from "../../api/hooks.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { StatusBadge } from "../../shared/status-badge.tsx";
import classes from "./tables.module.css";

/** The published workflows that ask the table, and whether they hold it as it is now. */
export function UsesTab({ tableKey }: { tableKey: string }) {
  const { t } = useTranslation("tables");
  const uses = useRoute("listResourceUses", { params: { kind: "tables", key: tableKey } });
  if (uses.error !== null) return <ErrorAlert error={uses.error} />;
  if (uses.data === undefined) return <Skeleton height={80} />;
  if (uses.data.items.length === 0) return <p className={classes["hint"]}>{t("uses.none")}</p>;
  return (
    <>
      <p className={classes["hint"]}>{t("uses.text")}</p>
      <ul className={classes["plain"]} data-testid="table-uses">
        {uses.data.items.map(({ kind, key, version, isCurrent }) => (
          <li key={`${kind}/${key}`}>
            {kind === "workflow" ? <Link to={`/workflows/${key}`}>{key}</Link> : `${kind}/${key}`}{" "}
            {version === null ? null : t("versions.number", { version })}{" "}
            {isCurrent === null ? null : (
              <StatusBadge
                icon={isCurrent ? CircleCheck : TriangleAlert}
                tone={isCurrent ? "green" : "amber"}
                label={isCurrent ? t("uses.current") : t("uses.older")}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
