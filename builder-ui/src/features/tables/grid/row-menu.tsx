import { ActionIcon, Menu, TextInput } from "@mantine/core";
import { ArrowDown, ArrowUp, Copy, Ellipsis, Plus, Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DecisionTable } from "../../../../../definitions/resources.ts";
import { useOpenAfterMount } from "../../../shared/open-after-mount.ts";
import { duplicateRow, insertRow, removeRow, setRowNote } from "../table-edits.ts";
import type { ChangeTable } from "../use-table-history.ts";
import { moveRowsTo } from "./range-edits.ts";

interface RowMenuProps {
  table: DecisionTable;
  index: number;
  onChange: ChangeTable;
  onClose: () => void;
}

/** What can be done with a row, and what stands beside its cells. It is painted open. */
export function RowMenu({ table, index, onChange, onClose }: RowMenuProps) {
  const { t } = useTranslation("tables");
  const isOpen = useOpenAfterMount(true);
  const items = useRef<HTMLDivElement>(null);
  // A menu takes the focus by itself only where its own button opened it.
  useEffect(() => {
    if (isOpen) items.current?.querySelector<HTMLElement>("[role=menuitem]:not([data-disabled])")?.focus();
  }, [isOpen]);
  const row = table.rows[index];
  if (row === undefined) return null;
  const isLast = index === table.rows.length - 1;
  const actions = [
    {
      words: t("moveUp"),
      keys: "Alt ↑",
      icon: ArrowUp,
      isOff: index === 0,
      act: () => moveRowsTo(table, [index], index - 1),
    },
    {
      words: t("moveDown"),
      keys: "Alt ↓",
      icon: ArrowDown,
      isOff: isLast,
      act: () => moveRowsTo(table, [index], index + 2),
    },
    { words: t("insertAbove"), icon: Plus, act: () => insertRow(table, index) },
    { words: t("grid.insertBelow"), keys: "Ctrl Enter", icon: Plus, act: () => insertRow(table, index + 1) },
    { words: t("duplicateRow"), icon: Copy, act: () => duplicateRow(table, index) },
    { words: t("removeRow"), keys: "Ctrl Del", icon: Trash2, act: () => removeRow(table, index) },
  ];
  return (
    <Menu width={260} position="bottom-end" opened={isOpen} onClose={onClose} menuItemTabIndex={0}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t("rowActions", { row: index + 1 })} onClick={onClose}>
          <Ellipsis size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown ref={items}>
        {actions.map(({ words, keys, icon: Icon, isOff, act }) => (
          <Menu.Item
            key={words}
            leftSection={<Icon size={14} aria-hidden />}
            rightSection={keys === undefined ? null : <kbd className="fr-meta">{keys}</kbd>}
            disabled={isOff ?? false}
            onClick={() => {
              onChange(act());
              onClose();
            }}
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
