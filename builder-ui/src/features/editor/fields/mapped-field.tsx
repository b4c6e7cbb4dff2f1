import { ActionIcon, Tooltip } from "@mantine/core";
import { SquareFunction, TextCursorInput } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Issue } from "../../../../../definitions/api.ts";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { DataPicker } from "./data-picker.tsx";
import { FieldFrame } from "./field-frame.tsx";
import { ExpressionControl } from "./expression-control.tsx";
import { insertPath, isExpression, toExpression, toLiteral } from "./expression-value.ts";
import { fieldKindOf, type FieldSchema, listShapeOf, schemaText, wordsOf } from "./field-kind.ts";
import classes from "./fields.module.css";
import { ValuePreview } from "./value-preview.tsx";
import { WrittenControl } from "./written-control.tsx";

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
  /** Names that a field of names and values offers. */
  names?: readonly string[] | undefined;
}

/** A field of an operation's input: a literal control by its schema, or an expression; with data picker and problems. */
export function MappedField(props: MappedFieldProps) {
  const { name, schema, required, value, onChange, scope, problemsOf, path } = props;
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const id = useId();
  const kind = fieldKindOf(schema);
  const shape = listShapeOf(schema);
  const label = props.label ?? (schemaText(schema, "title", language) || wordsOf(name));
  const isComputed = isExpression(value) || kind === "expression";
  const testId = `field-${path}`;
  const problems = problemsOf(path);
  const [isTyping, setTyping] = useState(false);

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
          onClick={() => {
            setTyping(false);
            onChange(isExpression(value) ? toLiteral(value, kind, shape) : toExpression(value, shape));
          }}
        >
          {isComputed ? <TextCursorInput size={14} aria-hidden /> : <SquareFunction size={15} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    );
  const tools = (
    <>
      <DataPicker scope={scope} label={label} onPick={(picked) => onChange(insertPath(value, picked, kind))} />
      {toggle}
    </>
  );
  const help = props.help ?? schemaText(schema, "description", language);
  return (
    <FieldFrame
      id={id}
      label={label}
      help={help}
      required={required}
      problems={problems}
      tools={tools}
      source={typeof value === "string" ? value : undefined}
    >
      {isComputed ? (
        <ExpressionControl
          id={id}
          source={isExpression(value) ? value.slice(1) : typeof value === "string" ? value : ""}
          isWrong={problems.some((problem) => problem.severity === "error")}
          takesFocus={isTyping}
          testId={testId}
          onChange={(source) => onChange(source === "" && kind === "expression" ? undefined : `=${source}`)}
        />
      ) : (
        <WrittenControl
          id={id}
          name={name}
          kind={kind}
          schema={schema}
          value={value}
          scope={scope}
          label={label}
          names={props.names}
          testId={testId}
          onChange={(next) => {
            setTyping(isExpression(next));
            onChange(next);
          }}
        />
      )}
      <ValuePreview value={value} testId={testId} hasProblem={problems.some(({ severity }) => severity === "error")} />
    </FieldFrame>
  );
}
