import { MultiSelect, Switch } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../../definitions/api.ts";
import type * as z from "zod";
import type { upsertSchema } from "../../../../../../definitions/triggers/index.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { FieldFrame } from "../../fields/field-frame.tsx";
import classes from "../../fields/fields.module.css";
import { KeyValueControl } from "../../fields/key-value-control.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import { useScope } from "../../view/use-scope.ts";
import { ChoiceField } from "./simple-fields.tsx";

type Upsert = z.infer<typeof upsertSchema>;
interface UpsertFieldsProps {
  triggerId: string;
  value: Upsert | undefined;
  /** Where values come from, for example `trigger.body`. */
  source: string;
  onChange: (value: Upsert | undefined) => void;
  problemsOf: (path: string) => Issue[];
}

/** Whether what comes in is written into a record first, and how its fields are mapped. */
export function UpsertFields({ triggerId, value, source, onChange, problemsOf }: UpsertFieldsProps) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const scope = useScope(triggerId);
  const matchId = useId();
  const fieldsId = useId();
  const object = catalogue.objects.find((candidate) => candidate.name === value?.object);
  const names = object?.fields.map((field) => field.name) ?? [];
  return (
    <>
      <Switch
        mb={12}
        data-testid="field-upsert"
        label={t("upsert.label")}
        checked={value !== undefined}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked
              ? { object: "lead", match: ["email"], fields: { name: `=${source}.name`, email: `=${source}.email` } }
              : undefined,
          )
        }
      />
      {value === undefined ? null : (
        <div className={classes["box"]}>
          <ChoiceField
            label={t("upsert.object")}
            testId="field-upsert-object"
            required
            value={value.object}
            options={catalogue.objects.map((entry) => ({ value: entry.name, label: text(entry.title) }))}
            onChange={(next) => next !== undefined && onChange({ ...value, object: next })}
          />
          <FieldFrame
            id={matchId}
            label={t("upsert.match")}
            help={t("upsert.matchHelp")}
            required
            problems={problemsOf("upsert.match")}
          >
            <MultiSelect
              id={matchId}
              searchable
              maxValues={5}
              data={names}
              value={value.match}
              onChange={(match) => match.length > 0 && onChange({ ...value, match })}
            />
          </FieldFrame>
          <FieldFrame id={fieldsId} label={t("upsert.fields")} problems={problemsOf("upsert.fields")}>
            <KeyValueControl
              label={t("upsert.fields")}
              testId="field-upsert-fields"
              scope={scope}
              names={names}
              value={value.fields}
              onChange={(fields) => onChange({ ...value, fields: (fields ?? {}) as Upsert["fields"] })}
            />
          </FieldFrame>
        </div>
      )}
    </>
  );
}
