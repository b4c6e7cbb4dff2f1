import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "../tables.module.css";
import type { GridColumn } from "./grid-columns.ts";

/** Inputs that no row matches, as the row that would. */
export interface Gap {
  when: readonly string[];
  dates: { from?: string; to?: string };
}

/** Stands for rows that are not painted. */
export function Space({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it stands for rows that are not painted, and is hidden */}
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

export function AddButton({ words, onAdd }: { words: string; onAdd: () => void }) {
  return (
    <Button size="xs" variant="subtle" leftSection={<Plus size={13} aria-hidden />} onClick={onAdd}>
      {words}
    </Button>
  );
}

interface GapRowProps {
  gap: Gap | null;
  columns: readonly GridColumn[];
  /** Null where nothing may be changed. */
  onFill: ((gap: Gap) => void) | null;
}

/** A gap where it stands in the table: the row that is missing. */
export function GapRow({ gap, columns, onFill }: GapRowProps) {
  const { t } = useTranslation("tables");
  const line = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (gap !== null) line.current?.scrollIntoView({ block: "nearest" });
  }, [gap]);
  if (gap === null) return null;
  const outputs = columns.filter(({ side }) => side === "outputs").length;
  return (
    <tr ref={line} className={classes["gap"]} data-testid="gap-row">
      <th scope="row" className={classes["number"]}>
        <span aria-hidden>?</span>
        <span className="fr-hidden">{t("grid.gap")}</span>
      </th>
      {columns.slice(0, columns.length - outputs).map(({ key, index, left }) => (
        <td
          key={key}
          data-frozen={left === undefined ? undefined : ""}
          style={left === undefined ? undefined : { left }}
        >
          <span className={classes["gapCell"]}>{gap.when[index] ?? "-"}</span>
        </td>
      ))}
      <td colSpan={outputs + 1}>
        {onFill === null ? (
          t("grid.gap")
        ) : (
          <Button size="compact-xs" variant="light" data-testid="fill-shown-gap" onClick={() => onFill(gap)}>
            {t("fillGap")}
          </Button>
        )}
      </td>
    </tr>
  );
}
