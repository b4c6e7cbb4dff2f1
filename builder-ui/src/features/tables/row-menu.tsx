import { ActionIcon, Menu, TextInput } from "@mantine/core";
import { ArrowDown, ArrowUp, Copy, Ellipsis, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { duplicateRow, insertRow, moveRow, removeRow, setRowNote } from "./table-edits.ts";

interface RowMenuProps {
  table: DecisionTable;
  index: number;
  onChange: (table: DecisionTable, typing?: string) => void;
}

/** What can be done with a row, and what stands beside its cells. */
export function RowMenu({ table, index, onChange }: RowMenuProps) {
  const { t } = useTranslation("tables");
  const row = table.rows[index];
  if (row === undefined) return null;
  const actions = [
    { words: t("moveUp"), icon: ArrowUp, isOff: index === 0, act: () => moveRow(table, index, -1) },
    {
      words: t("moveDown"),
      icon: ArrowDown,
      isOff: index === table.rows.length - 1,
      act: () => moveRow(table, index, 1),
    },
    { words: t("insertAbove"), icon: Plus, isOff: false, act: () => insertRow(table, index) },
    { words: t("duplicateRow"), icon: Copy, isOff: false, act: () => duplicateRow(table, index) },
    { words: t("removeRow"), icon: Trash2, isOff: false, act: () => removeRow(table, index) },
  ];
  return (
    <Menu width={240} position="bottom-end">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t("rowActions", { row: index + 1 })}>
          <Ellipsis size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ words, icon: Icon, isOff, act }) => (
          <Menu.Item
            key={words}
            leftSection={<Icon size={14} aria-hidden />}
            disabled={isOff}
            onClick={() => onChange(act())}
          >
            {words}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {(["note", "label", "from", "to"] as const).map((name) => (
          <TextInput
            key={name}
            size="xs"
            px="xs"
            pb="xs"
            label={t(`rowNotes.${name}`)}
            type={name === "from" || name === "to" ? "date" : "text"}
            value={row[name] ?? ""}
            onKeyDown={(event) => event.stopPropagation()}
            onChange={(event) =>
              onChange(setRowNote(table, index, name, event.currentTarget.value), `${row.id}.${name}`)
            }
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
