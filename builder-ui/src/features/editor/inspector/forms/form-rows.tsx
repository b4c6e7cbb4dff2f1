import { ActionIcon, Button, Checkbox, Select, TagsInput, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { JsonSchemaDocument } from "../../../../../../definitions/json.ts";
import { freshId } from "../../../../../../definitions/operations/index.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import classes from "../../fields/fields.module.css";
import { FORM_FIELD_KINDS, type FormField, readFormFields, writeFormFields } from "./form-fields.ts";

interface FormRowsProps {
  schema: JsonSchemaDocument;
  canBeEmpty?: boolean;
  onChange: (schema: JsonSchemaDocument, mergeKey: string) => void;
}

/** The fields of a form that people fill in, a row each. */
export function FormRows({ schema, canBeEmpty, onChange }: FormRowsProps) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const fields = readFormFields(schema, language);
  const set = (next: FormField[], mergeKey = "fields") => onChange(writeFormFields(next, schema, language), mergeKey);
  const update = (index: number, part: Partial<FormField>) =>
    set(
      fields.map((field, at) => (at === index ? { ...field, ...part } : field)),
      `fields.${index}`,
    );
  return (
    <>
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
              disabled={canBeEmpty !== true && fields.length === 1}
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
    </>
  );
}
