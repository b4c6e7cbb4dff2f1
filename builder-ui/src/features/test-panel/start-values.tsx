import { Select, SegmentedControl, TextInput, Textarea } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldDescription } from "../../../../definitions/catalogue.ts";
import type { Json, JsonObject } from "../../../../definitions/json.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { FieldFrame } from "../editor/fields/field-frame.tsx";
import { JsonControl } from "../editor/fields/json-control.tsx";
import { useEditorContext } from "../editor/store/editor-context.ts";
import classes from "./test-panel.module.css";
import type { TestStart } from "./test-start.ts";

interface StartValuesProps {
  start: TestStart;
  onChange: (part: Partial<TestStart>) => void;
}

/** The record and the payload that a simulation starts with: field by field, or as JSON. */
export function StartValues({ start, onChange }: StartValuesProps) {
  const { t } = useTranslation("test");
  const [isJson, setJson] = useState(false);
  return (
    <section className={classes["part"]}>
      <div className={classes["partHead"]}>
        <h3>{start.record === undefined || start.record === null ? t("input") : t("record")}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t("shownAs")}
          value={isJson ? "json" : "fields"}
          data={[
            { value: "fields", label: t("asFields") },
            { value: "json", label: "JSON" },
          ]}
          onChange={(value) => setJson(value === "json")}
        />
      </div>
      {start.record === undefined || start.record === null ? null : (
        <Values
          key={`record ${start.from}`}
          isJson={isJson}
          label={t("record")}
          testId="simulate-sample"
          value={start.record}
          onChange={(record) => onChange({ record })}
        />
      )}
      {start.input === undefined ? null : (
        <Values
          key={`input ${start.from}`}
          isJson={isJson}
          label={t("input")}
          testId={start.record === undefined ? "simulate-sample" : "simulate-input"}
          value={start.input}
          onChange={(input) => onChange({ input })}
        />
      )}
    </section>
  );
}

interface ValuesProps {
  isJson: boolean;
  label: string;
  testId: string;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
}

function Values({ isJson, label, testId, value, onChange }: ValuesProps) {
  const { catalogue } = useEditorContext();
  const { text } = useLanguage();
  const id = useId();
  if (isJson)
    return (
      <FieldFrame id={id} label={label}>
        <JsonControl
          id={id}
          testId={testId}
          value={value}
          onChange={(next) => {
            if (typeof next === "object" && next !== null && !Array.isArray(next)) onChange(next);
          }}
        />
      </FieldFrame>
    );
  const object = catalogue.objects.find(({ name }) => name === value["object"]);
  const fields = new Map(object?.fields.map((field) => [field.name, field]));
  const names = Object.keys(value).filter((name) => object === undefined || (name !== "object" && name !== "id"));
  return (
    <div className={classes["values"]} data-testid={`${testId}-fields`}>
      {names.map((name) => {
        const field = fields.get(name);
        return (
          <ValueField
            key={name}
            label={text(field?.title) || name}
            name={name}
            field={field}
            value={value[name] ?? null}
            onChange={(next) => onChange({ ...value, [name]: next })}
          />
        );
      })}
    </div>
  );
}

interface ValueFieldProps {
  label: string;
  name: string;
  field: FieldDescription | undefined;
  value: Json;
  onChange: (value: Json) => void;
}

/** One value: a choice where there are choices, a text or number else; lists and objects as JSON. Empty is null. */
function ValueField({ label, name, field, value, onChange }: ValueFieldProps) {
  const { t } = useTranslation("editor");
  const [draft, setDraft] = useState<string | null>(null);
  const [isBad, setBad] = useState(false);
  const shared = { size: "xs" as const, label, "data-testid": `value-${name}` };
  if (typeof value === "boolean" || field?.type === "boolean" || field?.values !== undefined) {
    const isYesNo = field?.values === undefined;
    const data = isYesNo
      ? [
          { value: "true", label: t("field.yes") },
          { value: "false", label: t("field.no") },
        ]
      : (field.values ?? []).map((one) => ({ value: one, label: one }));
    return (
      <Select
        {...shared}
        clearable
        data={data}
        value={value === null ? null : typeof value === "string" ? value : JSON.stringify(value)}
        onChange={(next) => onChange(next === null ? null : isYesNo ? next === "true" : next)}
      />
    );
  }
  if (typeof value === "object" && value !== null)
    return (
      <Textarea
        {...shared}
        autosize
        maxRows={6}
        className={classes["wide"] ?? ""}
        error={isBad ? t("field.badJson") : undefined}
        value={draft ?? JSON.stringify(value, null, 1)}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          try {
            onChange(JSON.parse(event.currentTarget.value) as Json);
            setBad(false);
          } catch {
            setBad(true);
          }
        }}
      />
    );
  const isNumber = field?.type === "number" || typeof value === "number";
  return (
    <TextInput
      {...shared}
      {...(isNumber ? { type: "number" } : {})}
      value={value === null ? "" : String(value)}
      onChange={(event) => {
        const next = event.currentTarget.value;
        onChange(next === "" ? null : isNumber ? Number(next) : next);
      }}
    />
  );
}
