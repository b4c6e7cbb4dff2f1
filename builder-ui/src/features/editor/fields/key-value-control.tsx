import { ActionIcon, Button, TextInput } from "@mantine/core";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { DataPicker } from "./data-picker.tsx";
import classes from "./fields.module.css";
import { ValuePreview } from "./value-preview.tsx";

interface KeyValueControlProps {
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  scope: ScopeTypes;
  testId: string;
  label: string;
  /** Names that are offered, for example declared variables. */
  names?: readonly string[];
}

/** A typed value as its row shows it: text as it is, all else as JSON. */
export function rowText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What a row's text means: numbers, yes/no and JSON are read as such, all else is text. */
export function rowValue(text: string): Json {
  if (/^-?\d+(\.\d+)?$/.test(text) || text === "true" || text === "false" || text === "null" || /^[[{]/.test(text)) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      return text;
    }
  }
  return text;
}

/** Names and values, a row each; a value may be text, `=expression` or text with `{{ }}`. */
export function KeyValueControl({ value, onChange, scope, testId, label, names }: KeyValueControlProps) {
  const { t } = useTranslation("editor");
  const entries = Object.entries(typeof value === "object" && value !== null && !Array.isArray(value) ? value : {});
  const [fresh, setFresh] = useState("");
  const commit = (next: [string, Json][]) => onChange(Object.fromEntries(next));
  const listId = `${testId}-names`;
  const add = () => {
    const name = fresh.trim();
    if (name === "" || entries.some(([key]) => key === name)) return;
    commit([...entries, [name, ""]]);
    setFresh("");
  };
  return (
    <div data-testid={testId}>
      {entries.map(([key, entry], index) => (
        <div className={classes["pair"]} key={key}>
          <TextInput
            size="xs"
            aria-label={t("field.nameOf", { number: index + 1 })}
            defaultValue={key}
            onBlur={(event) => {
              const name = event.currentTarget.value.trim();
              if (name !== "" && name !== key && !entries.some(([other]) => other === name))
                commit(entries.map((pair, at) => (at === index ? [name, pair[1]] : pair)));
            }}
          />
          <TextInput
            size="xs"
            aria-label={t("field.valueOf", { name: key })}
            data-testid={`${testId}.${key}`}
            value={rowText(entry)}
            onChange={(event) =>
              commit(entries.map((pair, at) => (at === index ? [key, rowValue(event.currentTarget.value)] : pair)))
            }
            rightSection={
              <DataPicker
                scope={scope}
                label={key}
                onPick={(path) => commit(entries.map((pair, at) => (at === index ? [key, `=${path}`] : pair)))}
              />
            }
          />
          <ActionIcon
            size="sm"
            mt={4}
            aria-label={t("field.removeRow", { name: key })}
            onClick={() => commit(entries.filter((_, at) => at !== index))}
          >
            <X size={14} aria-hidden />
          </ActionIcon>
          <span className={classes["pairPreview"]}>
            <ValuePreview value={entry} testId={`${testId}.${key}`} />
          </span>
        </div>
      ))}
      <div className={classes["pair"]}>
        <TextInput
          size="xs"
          list={listId}
          placeholder={t("field.newName")}
          aria-label={t("field.newNameFor", { label })}
          data-testid={`${testId}-new`}
          value={fresh}
          onChange={(event) => setFresh(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<Plus size={13} aria-hidden />}
          disabled={fresh.trim() === ""}
          onClick={add}
        >
          {t("field.addRow")}
        </Button>
      </div>
      <datalist id={listId}>
        {(names ?? []).map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </div>
  );
}
