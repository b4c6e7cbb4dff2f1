import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./bulk-bar.module.css";

/** What can be done with the chosen rows; floats over the list so that nothing jumps. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const { t } = useTranslation("shared");
  if (count === 0) return null;
  return (
    <section className={classes["bar"]} aria-label={t("selected", { count })} data-testid="bulk-bar">
      <span className={classes["count"]}>{t("selected", { count })}</span>
      {children}
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
        {t("cancel")}
      </Button>
    </section>
  );
}
