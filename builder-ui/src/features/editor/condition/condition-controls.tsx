import { ActionIcon, Button, NumberInput, SegmentedControl, Select, Switch, TagsInput, TextInput } from "@mantine/core";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type {
  ActionProps,
  CombinatorSelectorProps,
  ControlElementsProp,
  FullField,
  NotToggleProps,
  ValueEditorProps,
  VersatileSelectorProps,
} from "react-querybuilder";
import type { Json } from "../../../../../definitions/json.ts";
import { OPERATORS_BY_NAME } from "../../../../../definitions/rules/operators.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { rowText, rowValue } from "../fields/key-value-control.tsx";
import classes from "./condition-builder.module.css";
import { BusinessDurationValue, DurationValue } from "./duration-value.tsx";
import { useRuleCatalogue } from "./rule-catalogue.ts";
import { NAMED_FIELD } from "./rule-query.ts";
import type { RuleContext } from "./rule-tree.tsx";

interface Option {
  name?: string;
  value?: string;
  label: string;
}
function optionsOf(options: readonly unknown[]): { value: string; label: string }[] {
  return (options as Option[]).map((option) => ({ value: option.value ?? option.name ?? "", label: option.label }));
}

function Selector({ options, value, handleOnChange, title }: VersatileSelectorProps) {
  const data = optionsOf(options);
  return (
    <Select
      size="xs"
      w={230}
      aria-label={title ?? ""}
      data={data}
      value={value ?? null}
      searchable
      allowDeselect={false}
      comboboxProps={{ withinPortal: true }}
      onChange={(next) => handleOnChange(next)}
    />
  );
}
function OperatorSelector({ options, value, handleOnChange, title }: VersatileSelectorProps) {
  return (
    <Select
      size="xs"
      w={190}
      aria-label={title ?? ""}
      data={optionsOf(options)}
      value={value ?? null}
      allowDeselect={false}
      onChange={(next) => handleOnChange(next)}
    />
  );
}
function Combinator({ options, value, handleOnChange, title }: CombinatorSelectorProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={title ?? ""}
      data={optionsOf(options)}
      value={value ?? "and"}
      onChange={(next) => handleOnChange(next)}
    />
  );
}
function AddButton({ handleOnClick, label, title }: ActionProps) {
  return (
    <Button size="compact-xs" variant="default" title={title ?? ""} onClick={(event) => handleOnClick(event)}>
      + {label}
    </Button>
  );
}
function RemoveButton({ handleOnClick, title }: ActionProps) {
  return (
    <ActionIcon size="sm" aria-label={title ?? ""} onClick={(event) => handleOnClick(event)}>
      <X size={14} aria-hidden />
    </ActionIcon>
  );
}
function NotToggle({ checked, handleOnChange, label }: NotToggleProps) {
  return (
    <Switch
      size="xs"
      label={label}
      checked={checked === true}
      onChange={(event) => handleOnChange(event.currentTarget.checked)}
    />
  );
}

interface PlainValueProps {
  label: string;
  value: Json;
  type: string;
  choices: readonly string[] | undefined;
  onChange: (value: Json) => void;
}

/** One value of a field's type. */
function PlainValue({ label, value, type, choices, onChange }: PlainValueProps) {
  const { t } = useTranslation("editor");
  if (choices !== undefined)
    return (
      <Select
        size="xs"
        w={170}
        aria-label={label}
        data={[...choices]}
        value={typeof value === "string" && value !== "" ? value : null}
        onChange={(next) => onChange(next ?? "")}
      />
    );
  if (type === "number")
    return (
      <NumberInput
        size="xs"
        w={120}
        aria-label={label}
        value={typeof value === "number" ? value : ""}
        onChange={(next) => onChange(typeof next === "number" ? next : "")}
      />
    );
  if (type === "boolean") {
    return (
      <Select
        size="xs"
        w={110}
        aria-label={label}
        allowDeselect={false}
        data={[
          { value: "true", label: t("field.yes") },
          { value: "false", label: t("field.no") },
        ]}
        value={value === true ? "true" : value === false ? "false" : null}
        onChange={(next) => onChange(next === "true")}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      w={170}
      aria-label={label}
      value={rowText(value ?? "")}
      onChange={(event) => onChange(type === "any" ? rowValue(event.currentTarget.value) : event.currentTarget.value)}
    />
  );
}

function NamedValue({ value, onChange, label }: { value: Json; onChange: (value: Json) => void; label: string }) {
  const catalogue = useRuleCatalogue();
  const { text } = useLanguage();
  const data = catalogue.conditions.map((condition) => ({
    value: condition.name,
    label: text(condition.title) || condition.name,
  }));
  return (
    <Select
      size="xs"
      w={200}
      aria-label={label}
      data={data}
      value={typeof value === "string" ? value : null}
      onChange={(next) => onChange(next ?? "")}
    />
  );
}

/** The value of a rule: by the operator's shape first, then by the field's type. */
function ValueEditor({
  operator,
  value,
  handleOnChange,
  fieldData,
  field,
  title,
  valueSource,
  context,
}: ValueEditorProps) {
  const { t } = useTranslation("editor");
  const label = title ?? t("rule.value");
  const shape = OPERATORS_BY_NAME.get(operator)?.value;
  const type = fieldData["isAny"] === true ? "any" : ((fieldData["datatype"] as string | undefined) ?? "string");
  const choices = fieldData["choices"] as readonly string[] | undefined;
  const onChange = (next: Json) => handleOnChange(next);
  if (field === NAMED_FIELD) return <NamedValue value={value as Json} onChange={onChange} label={label} />;
  if (shape === "none") return null;
  if (valueSource === "field")
    return (
      <TextInput
        size="xs"
        w={190}
        aria-label={label}
        value={String(value)}
        onChange={(event) => handleOnChange(event.currentTarget.value)}
      />
    );
  if (shape === "list") {
    const items = Array.isArray(value) ? (value as Json[]) : [];
    return (
      <TagsInput
        size="xs"
        w={240}
        aria-label={label}
        {...(choices === undefined ? {} : { data: [...choices] })}
        value={items.map(rowText)}
        onChange={(next) => onChange(type === "number" || type === "any" ? next.map(rowValue) : next)}
      />
    );
  }
  if (shape === "range") {
    const [low = "", high = ""] = Array.isArray(value) ? (value as Json[]) : [];
    return (
      <>
        <PlainValue
          label={t("rule.from")}
          value={low}
          type={type}
          choices={undefined}
          onChange={(next) => onChange([next, high])}
        />
        <PlainValue
          label={t("rule.to")}
          value={high}
          type={type}
          choices={undefined}
          onChange={(next) => onChange([low, next])}
        />
      </>
    );
  }
  if (shape === "duration") return <DurationValue label={label} value={value as Json} onChange={onChange} />;
  if (shape === "business-duration")
    return <BusinessDurationValue label={label} value={value as Json} onChange={onChange} />;
  if (shape === "condition") {
    const { ItemRules, scope } = context as RuleContext;
    return (
      <fieldset className={classes["items"]} aria-label={t("rule.items")}>
        <ItemRules scope={scope} field={field} value={value as Json} onChange={onChange} />
      </fieldset>
    );
  }
  return (
    <PlainValue
      label={label}
      value={value as Json}
      type={type}
      choices={shape === "same" ? choices : undefined}
      onChange={onChange}
    />
  );
}

/** The query builder's controls in our own components, each with a name for screen readers. */
export const CONTROLS: ControlElementsProp<FullField, string> = {
  fieldSelector: Selector as never,
  operatorSelector: OperatorSelector as never,
  combinatorSelector: Combinator as never,
  valueEditor: ValueEditor as never,
  addRuleAction: AddButton as never,
  addGroupAction: AddButton as never,
  removeRuleAction: RemoveButton as never,
  removeGroupAction: RemoveButton as never,
  notToggle: NotToggle as never,
};
