import { Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../definitions/json.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { fieldText, readField } from "./grid/cell-choice.ts";

interface ValueInputProps {
  column: DecisionTable["inputs"][number];
  label?: string;
  value: Json | undefined;
  readOnly?: boolean;
  /** Told when the field is left, and at once where a value is chosen. Nothing is null. */
  onChange: (value: Json) => void;
}

/** A value of a column's type as people give it: chosen where the column says which there are, else typed. */
export function ValueInput({ column, label, value, readOnly = false, onChange }: ValueInputProps) {
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const { type, values: allowed } = column;
  const named = { size: "xs", label: label ?? (text(column.name) || column.id), readOnly } as const;
  // What is no value of the type is kept as it was typed: the table says what is wrong with it.
  const read = (field: string): Json => readField(field, type) ?? (field.trim() === "" ? null : field);
  const choices =
    type === "boolean"
      ? ["true", "false"].map((one) => ({ value: one, label: t(`grid.boolean.${one}`) }))
      : allowed?.map((one) => ({ value: fieldText(one), label: fieldText(one) }));
  if (choices !== undefined && choices.length > 0) {
    return (
      <Select
        {...named}
        clearable
        searchable={choices.length > 8}
        clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: named.label }) }}
        data={choices}
        value={fieldText(value) || null}
        onChange={(next) => onChange(next === null ? null : read(next))}
      />
    );
  }
  return (
    <TextInput
      {...named}
      type={type === "date" ? "date" : "text"}
      defaultValue={fieldText(value)}
      onBlur={(event) => {
        const next = read(event.currentTarget.value);
        if (JSON.stringify(next) !== JSON.stringify(value ?? null)) onChange(next);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
}
