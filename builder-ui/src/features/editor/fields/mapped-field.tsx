import { ActionIcon, Textarea, Tooltip } from "@mantine/core";
import { SquareFunction, TextCursorInput } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../definitions/api.ts";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { DataPicker } from "./data-picker.tsx";
import { FieldFrame } from "./field-frame.tsx";
import {
  fieldKindOf,
  type FieldSchema,
  isExpression,
  schemaText,
  toExpression,
  toLiteral,
  wordsOf,
} from "./field-kind.ts";
import classes from "./fields.module.css";
import { JsonControl } from "./json-control.tsx";
import { KeyValueControl } from "./key-value-control.tsx";
import { ListControl } from "./list-control.tsx";
import { LiteralControl } from "./literal-control.tsx";

export interface MappedFieldProps {
  name: string;
  schema: FieldSchema;
  required: boolean;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  scope: ScopeTypes;
  /** Issues of this field, by path. */
  problemsOf: (path: string) => Issue[];
  path: string;
  label?: string;
  help?: string;
}

/** Puts a picked value in: into an expression, into text, or as the whole value. */
export function insertPath(value: Json | undefined, path: string, isText: boolean): string {
  if (isExpression(value)) return value.length <= 1 ? `=${path}` : `${value} + ${path}`;
  if (isText && typeof value === "string" && value !== "") return `${value}{{ ${path} }}`;
  return `=${path}`;
}

/** A field of an operation's input: a literal control by its schema, or an expression; with data picker and problems. */
export function MappedField(props: MappedFieldProps) {
  const { name, schema, required, value, onChange, scope, problemsOf, path } = props;
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const id = useId();
  const kind = fieldKindOf(schema);
  const label = props.label ?? (schemaText(schema, "title", language) || wordsOf(name));
  const isComputed = isExpression(value) || kind === "expression";
  const testId = `field-${path}`;
  const isText = kind === "text" || kind === "long-text";
  const problems = problemsOf(path);

  if (kind === "object" && !isComputed) {
    const properties = schema["properties"] as Record<string, FieldSchema>;
    const inner = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
    const needed = Array.isArray(schema["required"]) ? schema["required"] : [];
    return (
      <fieldset className={classes["box"]}>
        <legend className={classes["label"]}>{label}</legend>
        {Object.entries(properties).map(([key, property]) => (
          <MappedField
            key={key}
            name={key}
            schema={property}
            required={needed.includes(key)}
            value={inner[key]}
            scope={scope}
            problemsOf={problemsOf}
            path={`${path}.${key}`}
            onChange={(next) => {
              const { [key]: _, ...rest } = inner;
              const merged = next === undefined ? rest : { ...rest, [key]: next };
              onChange(Object.keys(merged).length === 0 ? undefined : merged);
            }}
          />
        ))}
      </fieldset>
    );
  }

  const toggle =
    kind === "expression" ? null : (
      <Tooltip label={t(isComputed ? "field.toLiteral" : "field.toExpression")}>
        <ActionIcon
          size="sm"
          variant={isComputed ? "light" : "subtle"}
          color={isComputed ? "indigo" : "gray"}
          aria-pressed={isComputed}
          aria-label={t("field.expressionFor", { label })}
          data-testid={`${testId}-expression`}
          onClick={() => onChange(isExpression(value) ? toLiteral(value) : toExpression(value))}
        >
          {isComputed ? <TextCursorInput size={14} aria-hidden /> : <SquareFunction size={15} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    );
  const tools = (
    <>
      <DataPicker scope={scope} label={label} onPick={(picked) => onChange(insertPath(value, picked, isText))} />
      {toggle}
    </>
  );
  const help = props.help ?? schemaText(schema, "description", language);
  return (
    <FieldFrame id={id} label={label} help={help} required={required} problems={problems} tools={tools}>
      {isComputed ? (
        <Textarea
          id={id}
          size="sm"
          autosize
          minRows={1}
          maxRows={10}
          spellCheck={false}
          className={classes["expression"] ?? ""}
          data-testid={testId}
          placeholder={t("field.expressionPlaceholder")}
          value={isExpression(value) ? value.slice(1) : typeof value === "string" ? value : ""}
          error={problems.some((problem) => problem.severity === "error")}
          onChange={(event) => {
            const source = event.currentTarget.value;
            onChange(source === "" && kind === "expression" ? undefined : `=${source}`);
          }}
        />
      ) : kind === "key-value" ? (
        <KeyValueControl value={value} onChange={onChange} scope={scope} testId={testId} label={label} />
      ) : kind === "list" ? (
        <ListControl id={id} value={value} onChange={onChange} testId={testId} />
      ) : kind === "json" ? (
        <JsonControl id={id} value={value} onChange={onChange} testId={testId} />
      ) : (
        <LiteralControl id={id} kind={kind} schema={schema} value={value} onChange={onChange} testId={testId} />
      )}
    </FieldFrame>
  );
}
