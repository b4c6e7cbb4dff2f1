import { Button } from "@mantine/core";
import { Copy, Power } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Commands } from "../commands/use-commands.ts";
import classes from "./inspector.module.css";
import { RemoveButton } from "./remove-button.tsx";

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
      <RemoveButton label={t("inspector.remove")} onRemove={commands.remove} />
    </div>
  );
}
