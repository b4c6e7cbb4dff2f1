import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { FlaskConical, Search, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { isFiltering, NO_FILTER, type RowFilter } from "./row-filter.ts";

interface GridBarProps {
  filter: RowFilter;
  /** Whether tests have run, so that rows without one are known. */
  hasCoverage: boolean;
  rows: number;
  shown: number;
  isTrying: boolean;
  onFilter: (filter: RowFilter) => void;
  onTry: (isTrying: boolean) => void;
}

/** Which rows are shown, and how many these are. */
export function GridBar({ filter, hasCoverage, rows, shown, isTrying, onFilter, onTry }: GridBarProps) {
  const { t } = useTranslation("tables");
  const choices = hasCoverage ? (["all", "problems", "untested"] as const) : (["all", "problems"] as const);
  const isActive = isFiltering(filter);
  return (
    <Group gap="sm" mb="xs">
      <TextInput
        size="xs"
        w={220}
        type="search"
        placeholder={t("grid.find")}
        aria-label={t("grid.find")}
        leftSection={<Search size={13} aria-hidden />}
        value={filter.text}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
      />
      <Select
        size="xs"
        w={190}
        aria-label={t("grid.which")}
        allowDeselect={false}
        data={choices.map((which) => ({ value: which, label: t(`grid.whichRows.${which}`) }))}
        value={filter.which}
        onChange={(next) => onFilter({ ...filter, which: choices.find((which) => which === next) ?? "all" })}
      />
      <Text component="output" size="xs" c="dimmed" data-testid="rows-shown">
        {isActive ? t("grid.shown", { shown, count: rows }) : t("grid.rows", { count: rows })}
      </Text>
      {isActive ? (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<X size={12} aria-hidden />}
          onClick={() => onFilter(NO_FILTER)}
        >
          {t("shared:clear")}
        </Button>
      ) : null}
      <Button
        size="xs"
        ml="auto"
        variant={isTrying ? "light" : "default"}
        leftSection={<FlaskConical size={13} aria-hidden />}
        aria-expanded={isTrying}
        data-testid="try-table"
        onClick={() => onTry(!isTrying)}
      >
        {t("try.title")}
      </Button>
    </Group>
  );
}
