import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { GridColumn } from "./grid-columns.ts";
import { readField } from "./cell-choice.ts";

interface ValueFieldProps {
  type: GridColumn["type"];
  label: string;
  value: string;
  onChange: (value: string) => void;
}

const INPUTS: Readonly<Record<GridColumn["type"], string>> = {
  string: "text",
  number: "text",
  boolean: "text",
  date: "date",
  dateTime: "datetime-local",
  duration: "text",
};

/** One value of a column's type: dates come from the browser's own calendar. */
export function ValueField({ type, label, value, onChange }: ValueFieldProps) {
  const { t } = useTranslation("tables");
  const isWrong = value.trim() !== "" && readField(value, type) === undefined;
  return (
    <TextInput
      size="xs"
      label={label}
      type={INPUTS[type]}
      {...(type === "number" ? { inputMode: "decimal" } : {})}
      {...(type === "duration" ? { placeholder: "P3D", description: t("grid.durationHelp") } : {})}
      {...(type === "dateTime" ? { step: 1 } : {})}
      value={type === "dateTime" ? value.slice(0, 19) : value}
      error={isWrong ? t("grid.noValue") : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
