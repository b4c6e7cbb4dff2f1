import { Button } from "@mantine/core";
import { Copy, Power, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Commands } from "../commands/use-commands.ts";
import classes from "./inspector.module.css";

/** What can be done with the selected steps. */
export function ItemActions({ commands, isDisabled }: { commands: Commands; isDisabled: boolean }) {
  const { t } = useTranslation("editor");
  return (
    <div className={classes["actions"]}>
      <Button size="xs" variant="default" leftSection={<Copy size={13} aria-hidden />} onClick={commands.duplicate}>
        {t("inspector.duplicate")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<Power size={13} aria-hidden />}
        onClick={commands.toggleDisabled}
      >
        {isDisabled ? t("inspector.enable") : t("inspector.disable")}
      </Button>
      <Button
        size="xs"
        variant="default"
        c="var(--fr-red)"
        leftSection={<Trash2 size={13} aria-hidden />}
        data-testid="inspector-delete"
        onClick={commands.remove}
      >
        {t("inspector.remove")}
      </Button>
    </div>
  );
}
