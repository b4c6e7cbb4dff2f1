import { ActionIcon, Popover } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useOpenAfterMount } from "../../../shared/open-after-mount.ts";
import classes from "../tables.module.css";
import { ConditionForm } from "./condition-form.tsx";
import type { GridColumn } from "./grid-columns.ts";
import { ResultForm } from "./result-form.tsx";

interface CellChooserProps {
  column: GridColumn;
  text: string;
  onWrite: (text: string) => void;
  onClose: () => void;
}

/** The form of one cell: what its column's type allows, without writing S-FEEL. It is painted open. */
export default function CellChooser({ column, text, onWrite, onClose }: CellChooserProps) {
  const { t } = useTranslation("tables");
  const isOpen = useOpenAfterMount(true);
  const Form = column.part === "when" ? ConditionForm : ResultForm;
  return (
    <Popover opened={isOpen} onDismiss={onClose} position="bottom-end" width={300} trapFocus shadow="md">
      <Popover.Target>
        <ActionIcon
          size="xs"
          className={classes["choose"]}
          aria-label={t("grid.chooserOf", { column: column.id })}
          onClick={onClose}
        >
          <ChevronDown size={14} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown
        p="sm"
        aria-label={t("grid.chooserOf", { column: column.id })}
        data-testid="cell-chooser"
        onKeyDown={(event) => {
          // Keys of the form are not the grid's.
          event.stopPropagation();
          if (event.key === "Enter" && event.target instanceof HTMLInputElement) onClose();
        }}
      >
        <Form {...{ column, text, onWrite }} />
      </Popover.Dropdown>
    </Popover>
  );
}
