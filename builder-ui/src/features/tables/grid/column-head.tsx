import { Button, Group, Menu, Select, TextInput } from "@mantine/core";
import { GripVertical, ListFilter, Snowflake } from "lucide-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { COLUMN_TYPES, type DecisionTable } from "../../../../../definitions/resources.ts";
import { readValueList, writeValueList } from "../../../../../definitions/tables/sheet-values.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { moveColumn, removeColumn, setColumn } from "../table-edits.ts";
import classes from "../tables.module.css";
import type { ChangeTable } from "../use-table-history.ts";
import type { GridColumn } from "./grid-columns.ts";

interface ColumnHeadProps {
  column: GridColumn;
  given: DecisionTable["outputs"][number];
  /** How many columns its side has. */
  siblings: number;
  /** Its place among all columns. */
  place: number;
  readOnly: boolean;
  isFrozen: boolean;
  /** What the rows are filtered by in this column. */
  filter: string;
  drop: "before" | "after" | undefined;
  onFilter: (place: number, text: string) => void;
  onFreeze: (columns: number) => void;
  onChange: ChangeTable;
}

/**
 * A column's name, the menu that changes it, a grip to move it and an edge to widen it. Painted anew only when something of
 * it changes, and not while rows are scrolled or written.
 */
export const ColumnHead = memo(function ColumnHead(props: ColumnHeadProps) {
  const { column, given, place, readOnly, filter, drop } = props;
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const name = text(given.name) || given.id;
  return (
    <th
      scope="col"
      data-part={column.part}
      data-head={place}
      data-frozen={column.left === undefined ? undefined : ""}
      data-drop={drop}
      style={column.left === undefined ? undefined : { left: column.left }}
      aria-label={name}
    >
      <Menu position="bottom-start" width={260} closeOnItemClick={false}>
        <Menu.Target>
          <button type="button" className={classes["head"]}>
            <span className={classes["side"]}>{column.side === "inputs" ? t("if") : t("then")}</span>
            <span className={classes["headName"]}>{name}</span>
            <span className={classes["type"]}>
              {t(`types.${column.type}`)}
              {filter === "" ? null : (
                <>
                  {" "}
                  <ListFilter size={12} aria-hidden /> {filter}
                </>
              )}
            </span>
          </button>
        </Menu.Target>
        <Menu.Dropdown p="sm">
          <ColumnForm {...props} />
        </Menu.Dropdown>
      </Menu>
      {readOnly ? null : (
        <span className={classes["grip"]} data-column-handle={place} title={t("grid.dragColumn")} aria-hidden>
          <GripVertical size={14} />
        </span>
      )}
      <span className={classes["edge"]} data-column-edge={place} aria-hidden />
    </th>
  );
});

/** Keys typed in a menu's field are the field's, not the menu's. */
const ownKeys = { onKeyDown: (event: { stopPropagation: () => void }) => event.stopPropagation() };

function ColumnForm(props: ColumnHeadProps) {
  const { column, siblings, place, readOnly, isFrozen, filter, onFilter, onFreeze, onChange } = props;
  const { t } = useTranslation("tables");
  const { side, index } = column;
  return (
    <>
      <TextInput
        {...ownKeys}
        size="xs"
        label={t("grid.filterColumn")}
        leftSection={<ListFilter size={13} aria-hidden />}
        value={filter}
        onChange={(event) => onFilter(place, event.currentTarget.value)}
      />
      <Button
        size="xs"
        mt="xs"
        fullWidth
        variant="default"
        leftSection={<Snowflake size={13} aria-hidden />}
        onClick={() => onFreeze(isFrozen ? place : place + 1)}
      >
        {isFrozen ? t("grid.unfreeze") : t("grid.freeze")}
      </Button>
      {readOnly ? null : (
        <>
          <Menu.Divider my="sm" />
          <ColumnFields {...props} />
          <Group grow gap="xs" mt="sm">
            {([-1, 1] as const).map((by) => (
              <Button
                key={by}
                size="xs"
                variant="default"
                disabled={by === -1 ? index === 0 : index === siblings - 1}
                onClick={() => onChange((now) => moveColumn(now, side, index, index + by))}
              >
                {by === -1 ? t("moveLeft") : t("moveRight")}
              </Button>
            ))}
          </Group>
          <Button
            size="xs"
            mt="xs"
            fullWidth
            variant="default"
            disabled={side === "outputs" && siblings === 1}
            onClick={() => onChange((now) => removeColumn(now, side, index))}
          >
            {t("removeColumn")}
          </Button>
        </>
      )}
    </>
  );
}

function ColumnFields({ column: { side, index }, given: column, onChange }: ColumnHeadProps) {
  const { t } = useTranslation("tables");
  const stored = column.values === undefined ? "" : writeValueList(column.values, column.type);
  const [values, setValues] = useState(stored);
  const set = (change: Partial<typeof column>, field?: string) =>
    onChange((now) => setColumn(now, side, index, change), field === undefined ? undefined : typing(field));
  const read = values.trim() === "" ? undefined : readValueList(values);
  const typing = (field: string) => `${side}.${index}.${field}`;
  return (
    <>
      <TextInput
        {...ownKeys}
        size="xs"
        label={t("columnId")}
        value={column.id}
        onChange={(event) => set({ id: event.currentTarget.value }, "id")}
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
          if (type !== undefined) set({ type });
        }}
      />
      <TextInput
        {...ownKeys}
        size="xs"
        mt="xs"
        label={t("values")}
        placeholder={'"DE", "AT"'}
        value={values}
        error={read === null ? t("valuesWrong") : undefined}
        onChange={(event) => setValues(event.currentTarget.value)}
        onBlur={() => {
          if (read !== null && values !== stored) set({ values: read });
        }}
      />
      {side === "outputs" ? (
        <TextInput
          {...ownKeys}
          size="xs"
          mt="xs"
          label={t("default")}
          value={column.default ?? ""}
          onChange={(event) => {
            const text = event.currentTarget.value;
            set({ default: text === "" ? undefined : text }, "default");
          }}
        />
      ) : null}
    </>
  );
}
