import { ArrowUpDown, Minus, Pencil, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RouteResponse } from "../../../../definitions/api.ts";
import { StatusBadge } from "../../shared/status-badge.tsx";
import classes from "./tables.module.css";

type Diff = RouteResponse<"diffTableVersions">;
const LOOKS = {
  added: { icon: Plus, tone: "green" },
  removed: { icon: Minus, tone: "red" },
  changed: { icon: Pencil, tone: "amber" },
  moved: { icon: ArrowUpDown, tone: "blue" },
} as const;
const SHOWN = 200;

/** What changed between two versions of a table, row by row. */
export function TableDiffView({ diff }: { diff: Diff }) {
  const { t } = useTranslation("tables");
  if (diff.rows.length === 0 && diff.table.length === 0) return <p className={classes["hint"]}>{t("versions.same")}</p>;
  return (
    <div data-testid="table-diff">
      {diff.table.map(({ what, before, after }) => (
        <p key={what} className={classes["change"]}>
          <strong>{what}</strong> <del>{JSON.stringify(before)}</del> → <ins>{JSON.stringify(after)}</ins>
        </p>
      ))}
      {diff.rows.slice(0, SHOWN).map((row) => (
        <div key={row.id} className={classes["change"]} data-kind={row.kind}>
          <StatusBadge {...LOOKS[row.kind]} label={t(`versions.${row.kind}`)} />{" "}
          <strong>{t("versions.rowAt", { row: row.to ?? row.from ?? 0, id: row.id })}</strong>
          {row.cells.map(({ column, before, after }) => (
            <span key={column} className={classes["cellChange"]}>
              {column}: {before === "" ? null : <del>{before}</del>} {after === "" ? null : <ins>{after}</ins>}
            </span>
          ))}
        </div>
      ))}
      {diff.rows.length > SHOWN ? <p>{t("moreIssues", { count: diff.rows.length - SHOWN })}</p> : null}
    </div>
  );
}
