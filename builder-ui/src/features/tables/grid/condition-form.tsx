import { Checkbox, Group, ScrollArea, SegmentedControl, Select, Stack, TagsInput, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../../../definitions/json.ts";
import { type CellChoice, COMPARISONS, fieldText, readChoice, readField, writeChoice } from "./cell-choice.ts";
import type { GridColumn } from "./grid-columns.ts";
import { ValueField } from "./value-field.tsx";

interface ConditionFormProps {
  column: GridColumn;
  text: string;
  onWrite: (text: string) => void;
}

/** Kinds of tests as the form names them. */
const KINDS = ["any", "in", "notIn", ...COMPARISONS, "between"] as const;
type Kind = (typeof KINDS)[number];
/** The tests that a column's type has. */
function kindsOf({ type, values }: GridColumn): readonly Kind[] {
  if (type === "string") return ["any", "in", "notIn"];
  if (values !== undefined) return KINDS;
  return ["any", ...COMPARISONS, "between", "in", "notIn"];
}

function kindOf(choice: CellChoice, column: GridColumn): Kind | null {
  if (choice.kind === "values") {
    const isOne =
      choice.values.length === 1 && !choice.isNot && column.type !== "string" && column.values === undefined;
    return isOne ? "=" : choice.isNot ? "notIn" : "in";
  }
  if (choice.kind === "compare") return choice.sign;
  return choice.kind === "other" ? null : choice.kind;
}

/** What is being chosen, which may not be whole yet: fields as they are typed. */
interface Draft {
  kind: Kind | null;
  values: Json[];
  one: string;
  low: string;
  high: string;
  withLow: boolean;
  withHigh: boolean;
}

function draftOf(text: string, column: GridColumn): Draft {
  const choice = readChoice(text);
  const isBetween = choice.kind === "between";
  const values = choice.kind === "values" ? choice.values : [];
  return {
    kind: kindOf(choice, column),
    values,
    one: fieldText(choice.kind === "compare" ? choice.value : values[0]),
    low: isBetween ? fieldText(choice.low) : "",
    high: isBetween ? fieldText(choice.high) : "",
    withLow: isBetween ? choice.withLow : true,
    withHigh: isBetween ? choice.withHigh : false,
  };
}

/** The cell that a draft makes; null while something is missing. */
function cellOf(draft: Draft, type: GridColumn["type"]): string | null {
  const { kind, values, withLow, withHigh } = draft;
  if (kind === null) return null;
  if (kind === "any") return "-";
  if (kind === "in" || kind === "notIn") {
    return values.length === 0 ? null : writeChoice({ kind: "values", values, isNot: kind === "notIn" }, type);
  }
  if (kind === "between") {
    const [low, high] = [readField(draft.low, type), readField(draft.high, type)];
    if (low === undefined || high === undefined) return null;
    return writeChoice({ kind, low, high, withLow, withHigh }, type);
  }
  const value = readField(draft.one, type);
  return value === undefined ? null : writeChoice({ kind: "compare", sign: kind, value }, type);
}

/** The form of a condition's cell. Each whole choice is written at once. */
export function ConditionForm({ column, text, onWrite }: ConditionFormProps) {
  const { t } = useTranslation("tables");
  const { type } = column;
  const [draft, setDraft] = useState(() => draftOf(text, column));
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    const cell = cellOf(next, type);
    if (cell !== null) onWrite(cell);
  };
  if (type === "boolean") {
    const value = draft.kind === "any" ? "any" : fieldText(draft.values[0] ?? draft.one);
    return (
      <SegmentedControl
        fullWidth
        aria-label={column.id}
        value={value}
        data={["any", "true", "false"].map((one) => ({ value: one, label: t(`grid.boolean.${one}`) }))}
        onChange={(next) =>
          change(next === "any" ? { kind: "any", values: [] } : { kind: "in", values: [next === "true"] })
        }
      />
    );
  }
  return (
    <Stack gap="xs">
      {draft.kind === null ? <Text size="xs">{t("grid.expression")}</Text> : null}
      <Select
        size="xs"
        data-autofocus
        label={t("grid.test")}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={kindsOf(column).map((kind) => ({ value: kind, label: t(`grid.kinds.${kind}`) }))}
        value={draft.kind}
        onChange={(next) => change({ kind: KINDS.find((kind) => kind === next) ?? null })}
      />
      <Operands {...{ column, draft, change }} />
    </Stack>
  );
}

interface OperandsProps {
  column: GridColumn;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

function Operands({ column, draft, change }: OperandsProps) {
  const { t } = useTranslation("tables");
  const { type } = column;
  if (draft.kind === null || draft.kind === "any") return null;
  if (draft.kind === "in" || draft.kind === "notIn") return <ValueList {...{ column, draft, change }} />;
  if (draft.kind !== "between") {
    return <ValueField type={type} label={t("grid.value")} value={draft.one} onChange={(one) => change({ one })} />;
  }
  return (
    <>
      <ValueField type={type} label={t("grid.from")} value={draft.low} onChange={(low) => change({ low })} />
      <ValueField type={type} label={t("grid.to")} value={draft.high} onChange={(high) => change({ high })} />
      <Group gap="md">
        <Checkbox
          size="xs"
          label={t("grid.withLow")}
          checked={draft.withLow}
          onChange={(event) => change({ withLow: event.currentTarget.checked })}
        />
        <Checkbox
          size="xs"
          label={t("grid.withHigh")}
          checked={draft.withHigh}
          onChange={(event) => change({ withHigh: event.currentTarget.checked })}
        />
      </Group>
    </>
  );
}

/** Several values: ticked where the column says which there are, else written one after the other. */
function ValueList({ column: { type, values: allowed }, draft, change }: OperandsProps) {
  const { t } = useTranslation("tables");
  const chosen = new Set(draft.values.map(fieldText));
  if (allowed === undefined || allowed.length === 0) {
    return (
      <TagsInput
        size="xs"
        label={t("grid.values")}
        description={t("grid.valuesHelp")}
        value={[...chosen]}
        onChange={(texts) =>
          change({ values: texts.map((one) => readField(one, type)).filter((value) => value !== undefined) })
        }
      />
    );
  }
  return (
    <ScrollArea.Autosize mah={220}>
      <Stack component="fieldset" gap={6} p={0} m={0} bd={0} aria-label={t("grid.values")}>
        {allowed.map((value) => {
          const text = fieldText(value);
          return (
            <Checkbox
              key={text}
              size="xs"
              label={text}
              checked={chosen.has(text)}
              onChange={(event) => {
                const isIn = event.currentTarget.checked;
                change({ values: allowed.filter((one) => (one === value ? isIn : chosen.has(fieldText(one)))) });
              }}
            />
          );
        })}
      </Stack>
    </ScrollArea.Autosize>
  );
}
