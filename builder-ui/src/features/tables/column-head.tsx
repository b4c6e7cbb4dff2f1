import { Button, Group, Menu, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { COLUMN_TYPES, type DecisionTable } from "../../../../definitions/resources.ts";
import { readValueList, writeValueList } from "../../../../definitions/tables/sheet-values.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { moveColumn, removeColumn, setColumn } from "./table-edits.ts";
import classes from "./tables.module.css";

interface ColumnHeadProps {
  table: DecisionTable;
  side: "inputs" | "outputs";
  index: number;
  readOnly: boolean;
  onChange: (table: DecisionTable, typing?: string) => void;
}

/** A column's name, and the menu that changes it. */
export function ColumnHead(props: ColumnHeadProps) {
  const { table, side, index, readOnly } = props;
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const column = table[side][index];
  if (column === undefined) return null;
  return (
    <th data-part={side === "inputs" ? "when" : "then"} aria-label={text(column.name) || column.id}>
      <Menu position="bottom-start" width={260} closeOnItemClick={false} disabled={readOnly}>
        <Menu.Target>
          <button type="button" className={classes["head"]}>
            <span className={classes["side"]}>{side === "inputs" ? t("if") : t("then")}</span>
            {text(column.name) || column.id}
            <span className={classes["type"]}>{t(`types.${column.type}`)}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown p="sm">
          <ColumnForm {...props} />
        </Menu.Dropdown>
      </Menu>
    </th>
  );
}

function ColumnForm({ table, side, index, onChange }: ColumnHeadProps) {
  const { t } = useTranslation("tables");
  const column = table[side][index];
  const stored = column?.values === undefined ? "" : writeValueList(column.values, column.type);
  const [values, setValues] = useState(stored);
  if (column === undefined) return null;
  const read = values.trim() === "" ? undefined : readValueList(values);
  const typing = (field: string) => `${side}.${index}.${field}`;
  return (
    <>
      <TextInput
        size="xs"
        label={t("columnId")}
        value={column.id}
        onKeyDown={(event) => event.stopPropagation()}
        onChange={(event) => onChange(setColumn(table, side, index, { id: event.currentTarget.value }), typing("id"))}
      />
      <Select
        size="xs"
        mt="xs"
        label={t("type")}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={COLUMN_TYPES.map((type) => ({ value: type, label: t(`types.${type}`) }))}
        value={column.type}
        onChange={(next) => {
          const type = COLUMN_TYPES.find((entry) => entry === next);
          if (type !== undefined) onChange(setColumn(table, side, index, { type }));
        }}
      />
      <TextInput
        size="xs"
        mt="xs"
        label={t("values")}
        placeholder={'"DE", "AT"'}
        value={values}
        error={read === null ? t("valuesWrong") : undefined}
        onKeyDown={(event) => event.stopPropagation()}
        onChange={(event) => setValues(event.currentTarget.value)}
        onBlur={() => {
          if (read !== null && values !== stored) onChange(setColumn(table, side, index, { values: read }));
        }}
      />
      {side === "outputs" ? (
        <TextInput
          size="xs"
          mt="xs"
          label={t("default")}
          value={table.outputs[index]?.default ?? ""}
          onKeyDown={(event) => event.stopPropagation()}
          onChange={(event) => {
            const text = event.currentTarget.value;
            onChange(setColumn(table, side, index, { default: text === "" ? undefined : text }), typing("default"));
          }}
        />
      ) : null}
      <Group grow gap="xs" mt="sm">
        {([-1, 1] as const).map((by) => (
          <Button
            key={by}
            size="xs"
            variant="default"
            disabled={by === -1 ? index === 0 : index === table[side].length - 1}
            onClick={() => onChange(moveColumn(table, side, index, by))}
          >
            {by === -1 ? t("moveLeft") : t("moveRight")}
          </Button>
        ))}
      </Group>
      <Button size="xs" mt="xs" fullWidth variant="default" onClick={() => onChange(removeColumn(table, side, index))}>
        {t("removeColumn")}
      </Button>
    </>
  );
}
