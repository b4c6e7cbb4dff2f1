import { PasswordInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MONO_INPUT } from "./mono-input.ts";
import type { SchemaField, SchemaValues } from "./schema-fields.ts";

interface SchemaInputsProps {
  fields: readonly SchemaField[];
  values: SchemaValues;
  problems: Record<string, string | undefined>;
  secretsSet: Record<string, boolean>;
  onChange: (values: SchemaValues) => void;
}

/** The inputs of a form made from a JSON Schema, one below the other. */
export function SchemaInputs({ fields, values, problems, secretsSet, onChange }: SchemaInputsProps) {
  const { t } = useTranslation("shared");
  return fields.map((field) => {
    const value = values[field.name] ?? "";
    const set = (next: string | boolean) => onChange({ ...values, [field.name]: next });
    const problem = problems[field.name];
    const common = {
      label: field.label,
      description: field.description,
      placeholder: field.placeholder,
      withAsterisk: field.required,
      error: problem === undefined ? undefined : t(`problems.${problem}`, { defaultValue: problem }),
    };
    const text = typeof value === "string" ? value : "";
    switch (field.kind) {
      case "boolean":
        return (
          <Switch
            key={field.name}
            label={field.label}
            description={field.description}
            checked={value === true}
            onChange={(event) => set(event.currentTarget.checked)}
          />
        );
      case "choice":
        return (
          <Select
            key={field.name}
            {...common}
            data={field.options}
            value={text === "" ? null : text}
            onChange={(next) => set(next ?? "")}
            clearable={!field.required}
            clearButtonProps={{ "aria-label": t("clearFilter", { label: field.label }) }}
          />
        );
      case "secret":
        return (
          <PasswordInput
            key={field.name}
            {...common}
            placeholder={secretsSet[field.name] === true ? t("secretSet") : undefined}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ "aria-label": t("showSecret", { label: field.label }) }}
            value={text}
            onChange={(event) => set(event.currentTarget.value)}
          />
        );
      case "json":
        return (
          <Textarea
            key={field.name}
            {...common}
            autosize
            minRows={2}
            styles={MONO_INPUT}
            value={text}
            onChange={(event) => set(event.currentTarget.value)}
          />
        );
      case "number":
      case "text":
        return (
          <TextInput
            key={field.name}
            {...common}
            inputMode={field.kind === "number" ? "decimal" : "text"}
            value={text}
            onChange={(event) => set(event.currentTarget.value)}
          />
        );
    }
  });
}
