import { Radio, ScrollArea, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readValueList, writeValueList } from "../../../../../definitions/tables/sheet-values.ts";
import { fieldText, readField } from "./cell-choice.ts";
import type { GridColumn } from "./grid-columns.ts";
import { ValueField } from "./value-field.tsx";

interface ResultFormProps {
  column: GridColumn;
  text: string;
  onWrite: (text: string) => void;
}

/** The form of a result's cell: one value of the column's type, or one of those that it allows. */
export function ResultForm({ column: { id, type, values: allowed }, text, onWrite }: ResultFormProps) {
  const { t } = useTranslation("tables");
  const read = text.trim() === "" ? [] : readValueList(text);
  const isExpression = read === null || read.length > 1;
  const [typed, setTyped] = useState(isExpression ? "" : fieldText(read[0]));
  const write = (field: string) => {
    setTyped(field);
    const value = readField(field, type);
    if (value !== undefined) onWrite(writeValueList([value], type));
    else if (field.trim() === "") onWrite("");
  };
  const note = isExpression ? <Text size="xs">{t("grid.expression")}</Text> : null;
  if (type === "boolean") {
    return (
      <Stack gap="xs">
        {note}
        <SegmentedControl
          fullWidth
          aria-label={id}
          value={typed}
          data={["true", "false"].map((one) => ({ value: one, label: t(`grid.boolean.${one}`) }))}
          onChange={write}
        />
      </Stack>
    );
  }
  if (allowed !== undefined && allowed.length > 0) {
    return (
      <ScrollArea.Autosize mah={240}>
        {note}
        <Radio.Group aria-label={id} value={typed} onChange={write}>
          <Stack gap={6}>
            {allowed.map((value) => (
              <Radio key={fieldText(value)} size="xs" value={fieldText(value)} label={fieldText(value)} />
            ))}
          </Stack>
        </Radio.Group>
      </ScrollArea.Autosize>
    );
  }
  return (
    <Stack gap="xs">
      {note}
      <ValueField type={type} label={t("grid.value")} value={typed} onChange={write} />
    </Stack>
  );
}
