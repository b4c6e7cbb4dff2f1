import { Button, Group } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../../definitions/json.ts";
import { ApiError } from "../../api/api-error.ts";
import { ErrorAlert } from "../../shared/error-alert.tsx";
import { FieldInput } from "./field-input.tsx";
import classes from "./record-form.module.css";
import { editableFields, type FormProblems, readChanges, toFormValues } from "./record-values.ts";

interface RecordFormProps {
  object: ObjectDescription;
  /** Absent for a new record. */
  record?: JsonObject;
  readOnly: boolean;
  busy: boolean;
  error: unknown;
  onSubmit: (changes: JsonObject) => void;
  onCancel: () => void;
}

/** A form made from the object's fields. Sends only what was changed; problems stand beside their fields. */
export function RecordForm({ object, record, readOnly, busy, error, onSubmit, onCancel }: RecordFormProps) {
  const { t } = useTranslation("records");
  const [before] = useState(() => toFormValues(object, record));
  const [values, setValues] = useState(before);
  const [problems, setProblems] = useState<FormProblems>({});
  const refused = new Map(
    error instanceof ApiError ? error.issues.map((issue) => [issue.path.split(".").at(-1) ?? "", issue.message]) : [],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const result = readChanges(object, before, values, record === undefined);
    setProblems(result.problems);
    const [first] = Object.keys(result.problems);
    if (first !== undefined) {
      document.querySelector<HTMLElement>(`[data-field="${first}"]`)?.focus();
      return;
    }
    if (Object.keys(result.changes).length === 0) onCancel();
    else onSubmit(result.changes);
  };
  return (
    <form onSubmit={submit} className={classes["form"]} noValidate aria-label={t("form")}>
      {error === null || error === undefined ? null : <ErrorAlert error={error} />}
      <div className={classes["fields"]}>
        {editableFields(object).map((field, index) => {
          const problem = problems[field.name];
          return (
            <div key={field.name} data-span={field.type === "text" || field.type === "list" ? "" : undefined}>
              <FieldInput
                field={field}
                takesFocus={record === undefined && index === 0}
                value={values[field.name] ?? ""}
                disabled={readOnly}
                error={
                  problem === undefined ? refused.get(field.name) : t(`problems.${problem}`, { max: field.maxLength })
                }
                onChange={(value) => setValues({ ...values, [field.name]: value })}
              />
            </div>
          );
        })}
      </div>
      {readOnly ? null : (
        <Group justify="flex-end" className={classes["foot"]}>
          <Button variant="default" onClick={onCancel}>
            {t("shared:cancel")}
          </Button>
          <Button type="submit" loading={busy} data-testid="record-save">
            {record === undefined ? t("shared:create") : t("shared:save")}
          </Button>
        </Group>
      )}
    </form>
  );
}
