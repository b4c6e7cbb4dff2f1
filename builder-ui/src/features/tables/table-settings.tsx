import { Group, Select, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { HIT_POLICIES } from "../../../../definitions/resources.ts";
import { NameInputs } from "../../shared/name-inputs.tsx";
import classes from "./tables.module.css";
import type { TableHistory } from "./use-table-history.ts";

interface TableSettingsProps {
  history: TableHistory;
  tableKey: string;
  isNew: boolean;
  mayWrite: boolean;
  note: string;
  onNote: (note: string) => void;
}

/** Name, key, hit policy, and what is said of the next version. */
export function TableSettings({
  history: { table, change },
  tableKey,
  isNew,
  mayWrite,
  note,
  onNote,
}: TableSettingsProps) {
  const { t } = useTranslation("tables");
  return (
    <div className={classes["settings"]}>
      <NameInputs
        label={t("shared:name")}
        required
        value={table.name}
        onChange={(name) => change({ ...table, name: name ?? "" }, "name")}
      />
      <Group grow gap="sm" align="start">
        <TextInput
          label={t("shared:key")}
          value={tableKey}
          disabled={!isNew}
          onChange={(event) => change({ ...table, key: event.currentTarget.value }, "key")}
        />
        <Select
          label={t("hitPolicy")}
          allowDeselect={false}
          disabled={!mayWrite}
          data={HIT_POLICIES.map((value) => ({ value, label: t(`policies.${value}`) }))}
          value={table.hitPolicy}
          onChange={(next) => {
            const hitPolicy = HIT_POLICIES.find((value) => value === next);
            if (hitPolicy !== undefined) change({ ...table, hitPolicy });
          }}
        />
        {mayWrite ? (
          <TextInput
            label={t("versions.note")}
            maxLength={500}
            value={note}
            onChange={(event) => onNote(event.currentTarget.value)}
          />
        ) : null}
      </Group>
    </div>
  );
}
