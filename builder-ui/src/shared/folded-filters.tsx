import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./folded-filters.module.css";

/** Whether lists show cards and fold their filters. */
export function useNarrow(): boolean {
  return useMediaQuery("(max-width: 719px)", undefined, { getInitialValueInEffect: false }) ?? false;
}

/** Filters of a list in its row of tools; on a narrow screen behind a button that says how many are set. */
export function FoldedFilters({ count, children }: { count: number; children: ReactNode }) {
  const { t } = useTranslation("shared");
  const isNarrow = useNarrow();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  if (!isNarrow) return children;
  return (
    <>
      <Button
        variant="default"
        className={classes["button"] ?? ""}
        leftSection={<SlidersHorizontal size={14} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={id}
        data-testid="filters-fold"
        onClick={() => setOpen(!isOpen)}
      >
        {count === 0 ? t("filters") : t("filtersSet", { count })}
      </Button>
      <div id={id} className={classes["folded"]} hidden={!isOpen}>
        {isOpen ? children : null}
      </div>
    </>
  );
}
