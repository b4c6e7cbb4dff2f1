import { NumberInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldDescription } from "../../../../definitions/catalogue.ts";
import { useRoute } from "../../api/hooks.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { MONO_INPUT } from "../../shared/mono-input.ts";
import { plainText } from "../../shared/plain-text.ts";
import type { FormValue } from "./record-values.ts";
import { useCatalogue } from "./use-object.ts";

interface FieldInputProps {
  takesFocus?: boolean;
  field: FieldDescription;
  value: FormValue;
  error: string | undefined;
  disabled: boolean;
  onChange: (value: FormValue) => void;
}

/** The input that fits a field's type. */
export function FieldInput({ field, value, error, disabled, takesFocus, onChange }: FieldInputProps) {
  const { t } = useTranslation("records");
  const { text } = useLanguage();
  const label = text(field.title);
  const textValue = typeof value === "string" ? value : "";
  const shared = {
    label,
    error,
    disabled,
    withAsterisk: field.required === true,
    "data-field": field.name,
    // The drawer gives it the focus on opening.
    ...(takesFocus === true ? { "data-autofocus": "" } : {}),
  };
  const max = field.maxLength === undefined ? {} : { maxLength: field.maxLength };
  switch (field.type) {
    case "boolean":
      return (
        <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
      );
    case "number":
      return (
        <NumberInput
          {...shared}
          value={textValue}
          thousandSeparator={false}
          hideControls
          onChange={(next) => onChange(String(next))}
        />
      );
    case "text":
      return (
        <Textarea
          {...shared}
          {...max}
          autosize
          minRows={3}
          maxRows={12}
          value={textValue}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "list":
    case "object":
      return (
        <Textarea
          {...shared}
          description={t("jsonHint")}
          autosize
          minRows={2}
          maxRows={12}
          styles={MONO_INPUT}
          value={textValue}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "choice":
      return (
        <Select
          {...shared}
          clearable={field.required !== true}
          clearButtonProps={{ "aria-label": t("shared:clearFilter", { label }) }}
          data={(field.values ?? []).map((entry) => ({
            value: entry,
            label: t(`values.${entry}`, { defaultValue: entry }),
          }))}
          value={textValue === "" ? null : textValue}
          onChange={(next) => onChange(next ?? "")}
        />
      );
    case "reference":
      return <ReferenceInput shared={shared} object={field.object ?? ""} value={textValue} onChange={onChange} />;
    case "date":
    case "instant":
      return (
        <TextInput
          {...shared}
          type={field.type === "date" ? "date" : "datetime-local"}
          value={textValue}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "string":
      return (
        <TextInput {...shared} {...max} value={textValue} onChange={(event) => onChange(event.currentTarget.value)} />
      );
  }
}

interface ReferenceInputProps {
  shared: { label: string; error: string | undefined; disabled: boolean; withAsterisk: boolean };
  object: string;
  value: string;
  onChange: (value: string) => void;
}

/** Picks a person, team, queue or another record by its name. */
function ReferenceInput({ shared, object, value, onChange }: ReferenceInputProps) {
  const { t } = useTranslation("records");
  const { text } = useLanguage();
  const catalogue = useCatalogue();
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 200);
  const isRecord = object !== "user" && object !== "team" && object !== "queue";
  const queues = useRoute("listResources", { params: { kind: "queues" } }, { enabled: object === "queue" });
  const records = useRoute(
    "listRecords",
    { params: { object }, query: { limit: 20, search: asked === "" ? undefined : asked } },
    { enabled: isRecord },
  );
  const chosen = useRoute(
    "getRecord",
    { params: { object, id: value } },
    { enabled: isRecord && value !== "", retry: false },
  );
  const options: { value: string; label: string }[] = [];
  if (object === "user") {
    for (const user of catalogue?.users ?? []) {
      if (user.active || user.id === value) options.push({ value: user.id, label: user.name });
    }
  } else if (object === "team") {
    for (const team of catalogue?.teams ?? []) options.push({ value: team.key, label: text(team.name) });
  } else if (object === "queue") {
    for (const queue of queues.data?.items ?? []) {
      const key = plainText(queue["key"]);
      options.push({ value: key, label: text(queue["name"] as string) || key });
    }
  } else {
    const known = [...(chosen.data === undefined || value === "" ? [] : [chosen.data]), ...(records.data?.items ?? [])];
    const nameField = catalogue?.objects.find((entry) => entry.name === object)?.nameField ?? "name";
    for (const record of known) {
      if (!options.some((option) => option.value === record.id)) {
        options.push({ value: record.id, label: plainText(record[nameField] ?? record.id) });
      }
    }
  }
  if (value !== "" && !options.some((option) => option.value === value)) options.push({ value, label: value });
  return (
    <Select
      {...shared}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("shared:clearFilter", { label: shared.label }) }}
      nothingFoundMessage={t("shared:noMatches")}
      data={options}
      value={value === "" ? null : value}
      onSearchChange={setSearch}
      onChange={(next) => onChange(next ?? "")}
    />
  );
}
