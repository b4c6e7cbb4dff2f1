import { Autocomplete, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BulkReport, BulkRequest } from "../../../../definitions/api.ts";
import type { Json } from "../../../../definitions/json.ts";
import { FIELD_PATH, fieldAt, setField } from "../../../../definitions/field-path.ts";
import { inputFields, readValue } from "./input-fields.ts";
import classes from "./run-work.module.css";

export type FieldChange = NonNullable<BulkRequest["set"]>;

interface ChangeFieldProps {
  /** The input of the first incident. */
  preview: NonNullable<BulkReport["preview"]>;
  /** Null: they are tried with the input that they had. `unfinished`: nothing can be done yet. */
  onChange: (change: FieldChange | "unfinished" | null) => void;
}

/** One field of the step's input to be changed for all chosen incidents, with what it makes of the first. */
export function ChangeField({ preview, onChange }: ChangeFieldProps) {
  const { t } = useTranslation("operate");
  const [isOn, setOn] = useState(false);
  const [field, setFieldName] = useState("");
  const [written, setWritten] = useState("");
  const before = fieldAt(preview.input, field);
  const value = readValue(written, before);
  const change = (next: { isOn?: boolean; field?: string; written?: string }) => {
    const name = next.field ?? field;
    const old = fieldAt(preview.input, name);
    // The value that is there is what somebody begins with.
    const text = next.field === undefined ? (next.written ?? written) : old === undefined ? written : writtenOf(old);
    setOn(next.isOn ?? isOn);
    setFieldName(name);
    setWritten(text);
    const read = readValue(text, old);
    const isWhole = FIELD_PATH.test(name) && read !== undefined && setField(preview.input, name, read) !== null;
    onChange(!(next.isOn ?? isOn) ? null : isWhole ? { field: name, value: read } : "unfinished");
  };
  const hasNoPlace = FIELD_PATH.test(field) && setField(preview.input, field, 0) === null;
  return (
    <section className={classes["change"]}>
      <Switch
        label={t("change.label")}
        data-testid="change-input"
        checked={isOn}
        onChange={(event) => change({ isOn: event.currentTarget.checked })}
      />
      {isOn ? (
        <>
          <div className={classes["two"]}>
            <Autocomplete
              label={t("change.field")}
              data-testid="change-field"
              data={inputFields(preview.input)}
              value={field}
              maxDropdownHeight={220}
              error={hasNoPlace ? t("change.noPlace") : undefined}
              onChange={(name) => change({ field: name })}
            />
            <TextInput
              label={t("change.value")}
              data-testid="change-value"
              value={written}
              error={
                value === undefined ? t("change.otherKind", { kind: t(`change.kinds.${kindOf(before)}`) }) : undefined
              }
              onChange={(event) => change({ written: event.currentTarget.value })}
            />
          </div>
          {FIELD_PATH.test(field) && value !== undefined && !hasNoPlace ? (
            <p className={classes["preview"]} data-testid="change-preview" aria-live="polite">
              {t("change.first", { run: preview.runId })} <code>{field}</code>{" "}
              {before === undefined ? t("change.absent") : <del>{JSON.stringify(before)}</del>} →{" "}
              <ins>{JSON.stringify(value)}</ins>
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}

function writtenOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function kindOf(value: Json | undefined): "number" | "boolean" | "list" | "object" {
  if (Array.isArray(value)) return "list";
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "object";
}
