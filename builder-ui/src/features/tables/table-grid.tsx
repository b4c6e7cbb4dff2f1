import { ActionIcon, Button, Menu, Select, TextInput } from "@mantine/core";
import { ArrowDown, ArrowUp, Ellipsis, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../definitions/api.ts";
import { COLUMN_TYPES, type DecisionTable } from "../../../../definitions/resources.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { addColumn, addRow, moveRow, removeColumn, removeRow, setCell, setColumn } from "./table-edits.ts";
import classes from "./tables.module.css";

interface TableGridProps {
  table: DecisionTable;
  issues: readonly Issue[];
  readOnly: boolean;
  onChange: (table: DecisionTable) => void;
}

/** The table as a grid of text cells: conditions left, results right. */
export function TableGrid({ table, issues, readOnly, onChange }: TableGridProps) {
  const { t } = useTranslation("tables");
  const wrong = new Map(issues.map((issue) => [issue.path ?? "", issue]));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (axe scrollable-region-focusable)
    <section className={classes["scroll"]} aria-label={t("grid")} tabIndex={0}>
      <table className={classes["grid"]}>
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
          {table.rows.map((row, index) => (
            <tr key={row.id} data-testid={`table-row-${row.id}`}>
              <td className={classes["number"]}>{index + 1}</td>
              {(["when", "then"] as const).map((part) =>
                row[part].map((cell, column) => {
                  const issue = wrong.get(`rows.${index}.${part}.${column}`);
                  return (
                    // oxlint-disable-next-line react/no-array-index-key -- a cell has no id: its place in the row is its identity
                    <td key={`${part}-${column}`} data-part={part} data-wrong={issue === undefined ? undefined : ""}>
                      <input
                        className={classes["cell"]}
                        aria-label={t("cell", {
                          row: index + 1,
                          column: table[part === "when" ? "inputs" : "outputs"][column]?.id,
                        })}
                        aria-invalid={issue !== undefined}
                        title={issue?.message}
                        value={cell}
                        readOnly={readOnly}
                        spellCheck={false}
                        onChange={(event) => onChange(setCell(table, index, part, column, event.currentTarget.value))}
                      />
                    </td>
                  );
                }),
              )}
              <td className={classes["tools"]}>{readOnly ? null : <RowMenu {...{ table, index, onChange }} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {readOnly ? null : (
        <div className={classes["foot"]}>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<Plus size={13} aria-hidden />}
            onClick={() => onChange(addRow(table))}
          >
            {t("addRow")}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<Plus size={13} aria-hidden />}
            onClick={() => onChange(addColumn(table, "inputs"))}
          >
            {t("addInput")}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<Plus size={13} aria-hidden />}
            onClick={() => onChange(addColumn(table, "outputs"))}
          >
            {t("addOutput")}
          </Button>
        </div>
      )}
    </section>
  );
}

function RowMenu({
  table,
  index,
  onChange,
}: {
  table: DecisionTable;
  index: number;
  onChange: (table: DecisionTable) => void;
}) {
  const { t } = useTranslation("tables");
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t("rowActions", { row: index + 1 })}>
          <Ellipsis size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<ArrowUp size={14} aria-hidden />}
          disabled={index === 0}
          onClick={() => onChange(moveRow(table, index, -1))}
        >
          {t("moveUp")}
        </Menu.Item>
        <Menu.Item
          leftSection={<ArrowDown size={14} aria-hidden />}
          disabled={index === table.rows.length - 1}
          onClick={() => onChange(moveRow(table, index, 1))}
        >
          {t("moveDown")}
        </Menu.Item>
        <Menu.Item leftSection={<Trash2 size={14} aria-hidden />} onClick={() => onChange(removeRow(table, index))}>
          {t("removeRow")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ColumnHeadProps {
  table: DecisionTable;
  side: "inputs" | "outputs";
  index: number;
  readOnly: boolean;
  onChange: (table: DecisionTable) => void;
}

function ColumnHead({ table, side, index, readOnly, onChange }: ColumnHeadProps) {
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const column = table[side][index];
  if (column === undefined) return null;
  return (
    <th data-part={side === "inputs" ? "when" : "then"} aria-label={text(column.name) || column.id}>
      <Menu position="bottom-start" width={240} closeOnItemClick={false} disabled={readOnly}>
        <Menu.Target>
          <button type="button" className={classes["head"]}>
            <span className={classes["side"]}>{side === "inputs" ? t("if") : t("then")}</span>
            {text(column.name) || column.id}
            <span className={classes["type"]}>{t(`types.${column.type}`)}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown p="sm">
          <TextInput
            size="xs"
            label={t("columnId")}
            value={column.id}
            onKeyDown={(event) => event.stopPropagation()}
            onChange={(event) => onChange(setColumn(table, side, index, { id: event.currentTarget.value }))}
          />
          <Select
            size="xs"
            mt="xs"
            label={t("type")}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={COLUMN_TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
            value={column.type}
            onChange={(next) => {
              const type = COLUMN_TYPES.find((entry) => entry === next);
              if (type !== undefined) onChange(setColumn(table, side, index, { type }));
            }}
          />
          <Button
            size="xs"
            mt="sm"
            fullWidth
            variant="default"
            onClick={() => onChange(removeColumn(table, side, index))}
          >
            {t("removeColumn")}
          </Button>
        </Menu.Dropdown>
      </Menu>
    </th>
  );
}
