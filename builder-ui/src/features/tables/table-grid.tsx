import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import type { ClipboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { readCsv } from "../../../../definitions/tables/sheet-csv.ts";
import { showError } from "../../shared/show-message.ts";
import { moveByKey } from "./cell-keys.ts";
import { ColumnHead } from "./column-head.tsx";
import { RowMenu } from "./row-menu.tsx";
import { useRowWindow } from "./row-window.ts";
import { addColumn, addRow, pasteCells, setCell } from "./table-edits.ts";
import classes from "./tables.module.css";

interface TableGridProps {
  table: DecisionTable;
  issues: readonly Issue[];
  readOnly: boolean;
  /** Rows that tests hit, once they have run. */
  covered: ReadonlySet<string> | null;
  /** `typing` names the cell that is typed in. */
  onChange: (table: DecisionTable, typing?: string) => void;
}

/** The table as a grid of text cells: conditions left, results right. Of a long table only what is seen is painted. */
export function TableGrid({ table, issues, readOnly, covered, onChange }: TableGridProps) {
  const { t } = useTranslation("tables");
  const wrong = new Map(issues.map((issue) => [issue.path ?? "", issue]));
  const view = useRowWindow(table.rows.length);
  const columns = table.inputs.length + table.outputs.length + 2;
  return (
    <>
      <section
        className={classes["scroll"]}
        data-windowed={view.isWindowed ? "" : undefined}
        aria-label={t("grid")}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (axe scrollable-region-focusable)
        tabIndex={0}
        onScroll={view.onScroll}
      >
        <table className={classes["grid"]} aria-rowcount={table.rows.length + 1}>
          <thead>
            <tr>
              <th className={classes["number"]}>#</th>
              {(["inputs", "outputs"] as const).map((side) =>
                table[side].map((column, index) => (
                  // oxlint-disable-next-line react/no-array-index-key -- a column's id is being edited here: its place is what stays
                  <ColumnHead key={`${side}-${index}`} {...{ table, side, index, readOnly, onChange }} />
                )),
              )}
              <th className={classes["tools"]}>
                <span className="fr-hidden">{t("shared:more")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <Space height={view.above} columns={columns} />
            {table.rows.slice(view.first, view.end).map((row, place) => (
              <GridRow key={row.id} index={view.first + place} {...{ table, wrong, readOnly, covered, onChange }} />
            ))}
            <Space height={view.below} columns={columns} />
          </tbody>
        </table>
      </section>
      {readOnly ? null : (
        <div className={classes["foot"]}>
          <AddButton words={t("addRow")} onAdd={() => onChange(addRow(table))} />
          <AddButton words={t("addInput")} onAdd={() => onChange(addColumn(table, "inputs"))} />
          <AddButton words={t("addOutput")} onAdd={() => onChange(addColumn(table, "outputs"))} />
        </div>
      )}
    </>
  );
}

function Space({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- it stands for rows that are not painted, and is hidden */}
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}

function AddButton({ words, onAdd }: { words: string; onAdd: () => void }) {
  return (
    <Button size="xs" variant="subtle" leftSection={<Plus size={13} aria-hidden />} onClick={onAdd}>
      {words}
    </Button>
  );
}

interface GridRowProps extends Omit<TableGridProps, "issues"> {
  index: number;
  wrong: ReadonlyMap<string, Issue>;
}

function GridRow({ table, index, wrong, readOnly, covered, onChange }: GridRowProps) {
  const { t } = useTranslation("tables");
  const row = table.rows[index];
  if (row === undefined) return null;
  const inputs = table.inputs.length;
  const paste = (event: ClipboardEvent, place: number) => {
    const text = event.clipboardData.getData("text/plain");
    if (readOnly || !/[\t\n]/u.test(text.trim())) return;
    event.preventDefault();
    try {
      onChange(pasteCells(table, index, place, readCsv(text)));
    } catch (thrown) {
      showError(thrown);
    }
  };
  const state = covered === null ? undefined : covered.has(row.id) ? "covered" : "uncovered";
  return (
    <tr data-testid={`table-row-${row.id}`} data-coverage={state} aria-rowindex={index + 2}>
      <td className={classes["number"]} title={row.note}>
        {index + 1}
        {state === undefined ? null : <span className="fr-hidden">{t(`tests.${state}`)}</span>}
      </td>
      {(["when", "then"] as const).map((part) =>
        row[part].map((cell, column) => {
          const issue = wrong.get(`rows.${index}.${part}.${column}`);
          const place = part === "when" ? column : inputs + column;
          const name = table[part === "when" ? "inputs" : "outputs"][column]?.id;
          return (
            // oxlint-disable-next-line react/no-array-index-key -- a cell has no id: its place in the row is its identity
            <td key={`${part}-${column}`} data-part={part} data-wrong={issue?.severity === "error" ? "" : undefined}>
              <input
                className={classes["cell"]}
                data-cell={`${index}:${place}`}
                aria-label={t("cell", { row: index + 1, column: name })}
                aria-invalid={issue?.severity === "error"}
                title={issue?.message}
                value={cell}
                readOnly={readOnly}
                spellCheck={false}
                onKeyDown={(event) => moveByKey(event, index, place)}
                onPaste={(event) => paste(event, place)}
                onChange={(event) =>
                  onChange(
                    setCell(table, index, part, column, event.currentTarget.value),
                    `${row.id}.${part}.${column}`,
                  )
                }
              />
            </td>
          );
        }),
      )}
      <td className={classes["tools"]}>{readOnly ? null : <RowMenu {...{ table, index, onChange }} />}</td>
    </tr>
  );
}
