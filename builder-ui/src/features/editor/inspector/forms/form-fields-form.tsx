import { ActionIcon, Button, Checkbox, Select, TagsInput, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Workflow } from "../../../../../../definitions/api.ts";
import { freshId } from "../../../../../../definitions/operations/index.ts";
import { textIn } from "../../../../../../definitions/text.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { withText } from "../../view/with-text.ts";
import classes from "../../fields/fields.module.css";
import type { FormProps, TriggerOf } from "../use-item.ts";
import { FORM_FIELD_KINDS, type FormField, readFormFields, writeFormFields } from "./form-fields.ts";
import { TextField } from "./simple-fields.tsx";
import { UpsertFields } from "./upsert-fields.tsx";
import { AddressField } from "./webhook-form.tsx";

/** A public form: its address, words and fields, and the record that it fills. */
export function FormFieldsForm({
  item,
  change,
  problemsOf,
  address,
}: FormProps<TriggerOf<"form">> & { address: Workflow["addresses"][number] | undefined }) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const fields = readFormFields(item.fields, language);
  const set = (next: FormField[], mergeKey = "fields") =>
    change({ fields: writeFormFields(next, item.fields, language) }, mergeKey);
  const update = (index: number, part: Partial<FormField>) =>
    set(
      fields.map((field, at) => (at === index ? { ...field, ...part } : field)),
      `fields.${index}`,
    );
  return (
    <>
      <AddressField address={address} label={t("form.address")} />
      <TextField
        label={t("form.title")}
        testId="field-form-title"
        value={textIn(item.title, language)}
        onChange={(value) =>
          change({ title: value === undefined ? undefined : withText(item.title, language, value) }, "title")
        }
      />
      <TextField
        label={t("form.thanks")}
        testId="field-form-thanks"
        value={textIn(item.thanks, language)}
        onChange={(value) =>
          change({ thanks: value === undefined ? undefined : withText(item.thanks, language, value) }, "thanks")
        }
      />
      <p className={classes["label"]}>{t("form.fields")}</p>
      {fields.map((field, index) => (
        <div key={field.name} className={classes["box"]}>
          <div className={classes["boxHead"]}>
            <TextInput
              size="xs"
              style={{ flex: 1 }}
              aria-label={t("form.titleOf", { name: field.name })}
              value={field.title}
              onChange={(event) => update(index, { title: event.currentTarget.value })}
            />
            <ActionIcon
              size="sm"
              aria-label={t("form.removeField", { name: field.name })}
              disabled={fields.length === 1}
              onClick={() => set(fields.filter((_, at) => at !== index))}
            >
              <Trash2 size={14} aria-hidden />
            </ActionIcon>
          </div>
          <div className={classes["boxHead"]}>
            <code>{field.name}</code>
            <Select
              size="xs"
              w={130}
              aria-label={t("form.kindOf", { name: field.name })}
              allowDeselect={false}
              data={FORM_FIELD_KINDS.map((value) => ({ value, label: t(`form.kind.${value}`) }))}
              value={field.kind}
              onChange={(kind) => update(index, { kind: kind as FormField["kind"] })}
            />
            <Checkbox
              size="xs"
              label={t("form.required")}
              checked={field.isRequired}
              onChange={(event) => update(index, { isRequired: event.currentTarget.checked })}
            />
          </div>
          {field.kind === "choice" ? (
            <TagsInput
              size="xs"
              mb={8}
              aria-label={t("form.choicesOf", { name: field.name })}
              value={field.choices}
              onChange={(choices) => choices.length > 0 && update(index, { choices })}
            />
          ) : null}
        </div>
      ))}
      <Button
        size="xs"
        mb={14}
        variant="default"
        leftSection={<Plus size={13} aria-hidden />}
        onClick={() =>
          set([
            ...fields,
            {
              name: freshId("field", new Set(fields.map((field) => field.name))),
              title: t("form.newField"),
              kind: "text",
              isRequired: false,
              choices: [],
            },
          ])
        }
      >
        {t("form.addField")}
      </Button>
      <UpsertFields
        triggerId={item.id}
        source="trigger"
        value={item.upsert}
        problemsOf={problemsOf}
        onChange={(upsert) => change({ upsert })}
      />
    </>
  );
}
