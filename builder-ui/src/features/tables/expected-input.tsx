import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json, JsonObject } from "../../../../definitions/json.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ValueInput } from "./value-input.tsx";

interface ExpectedInputProps {
  table: DecisionTable;
  value: Json;
  readOnly: boolean;
  onChange: (value: Json) => void;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a test expects: a field for each output where the table gives one row's results, JSON where it gives lists or sums of several. */
export function ExpectedInput({ table, value, readOnly, onChange }: ExpectedInputProps) {
  const { t } = useTranslation("tables");
  const { text } = useLanguage();
  const { outputs, hitPolicy } = table;
  const [only] = outputs;
  const isOneRow = ["U", "A", "P", "F"].includes(hitPolicy);
  if (outputs.length === 1 && only !== undefined && (isOneRow || hitPolicy.length > 1)) {
    // A count is a number whatever is counted.
    const column = hitPolicy === "C#" ? { id: only.id, type: "number" as const } : only;
    const shown = isObject(value) ? value[only.id] : value;
    return <ValueInput {...{ column, readOnly, onChange }} label={t("tests.expect")} value={shown} />;
  }
  if (isOneRow) {
    const given: JsonObject = isObject(value) ? value : {};
    return outputs.map((column) => (
      <ValueInput
        key={column.id}
        {...{ column, readOnly }}
        label={t("tests.expectOf", { column: text(column.name) || column.id })}
        value={given[column.id]}
        onChange={(next) => {
          const whole = Object.fromEntries(
            outputs.map(({ id }) => [id, id === column.id ? next : (given[id] ?? null)]),
          );
          onChange(Object.values(whole).every((one) => one === null) ? null : whole);
        }}
      />
    ));
  }
  return (
    <TextInput
      size="xs"
      label={t("tests.expectJson")}
      readOnly={readOnly}
      defaultValue={value === null ? "" : JSON.stringify(value)}
      onBlur={(event) => onChange(readJson(event.currentTarget.value))}
    />
  );
}

/** A text as JSON; as text where it is none, so that the test shows what was written. */
function readJson(text: string): Json {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
