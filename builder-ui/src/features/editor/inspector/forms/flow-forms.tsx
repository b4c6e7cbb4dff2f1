import { NumberInput, SegmentedControl } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { ConditionField } from "../../fields/condition-field.tsx";
import { DurationField } from "../../fields/duration-field.tsx";
import { FieldFrame } from "../../fields/field-frame.tsx";
import classes from "../../fields/fields.module.css";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useEditor } from "../../store/editor-context.ts";
import type { NodeOf } from "../use-item.ts";
import type { ScopedForm } from "./scoped-form.ts";
import { CorrelateField, EventNameField } from "./event-fields.tsx";
import { ValuesField } from "./values-field.tsx";

/** Names and computed values; declared variables are offered as names. */
export function SetForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"set">>) {
  const { t } = useTranslation("editor");
  const variables = useEditor((state) => state.definition.variables);
  return (
    <ValuesField
      label={t("set.values")}
      help={t("set.help")}
      testId="field-values"
      scope={scope}
      names={variables.map((variable) => variable.name)}
      value={item.values}
      problems={problemsOf("values")}
      onChange={(values) => change({ values: values ?? {} }, "values")}
    />
  );
}

export function LoopForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"loop">>) {
  const { t } = useTranslation("editor");
  const id = useId();
  return (
    <>
      <ConditionField
        label={t("loop.while")}
        testId="field-while"
        scope={scope}
        value={item.while}
        problems={problemsOf("while")}
        onChange={(rule) => rule !== undefined && change({ while: rule })}
      />
      <FieldFrame id={id} label={t("loop.max")} help={t("loop.maxHelp")} problems={problemsOf("maxIterations")}>
        <NumberInput
          id={id}
          data-testid="field-maxIterations"
          min={1}
          allowDecimal={false}
          value={item.maxIterations}
          onChange={(maxIterations) => typeof maxIterations === "number" && change({ maxIterations })}
        />
      </FieldFrame>
    </>
  );
}

export function ScopeForm({ item, change, problemsOf }: ScopedForm<NodeOf<"scope">>) {
  const { t } = useTranslation("editor");
  return (
    <>
      <p className={classes["help"]}>{t("scope.help")}</p>
      <br />
      <DurationField
        label={t("scope.timeout")}
        optional
        withCalendar
        testId="field-timeout"
        value={item.timeout}
        problems={problemsOf("timeout")}
        onChange={(timeout) => change({ timeout })}
      />
    </>
  );
}

export function EmitForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"emit">>) {
  const { t } = useTranslation("editor");
  return (
    <>
      <EventNameField item={item} change={change} problemsOf={problemsOf} />
      <CorrelateField item={item} change={change} problemsOf={problemsOf} scope={scope} />
      <ValuesField
        label={t("event.payload")}
        testId="field-payload"
        scope={scope}
        value={item.payload}
        problems={problemsOf("payload")}
        onChange={(payload) => change({ payload: payload ?? {} }, "payload")}
      />
    </>
  );
}

export function EndForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"end">>) {
  const { t } = useTranslation("editor");
  const isObject =
    item.output === undefined ||
    (typeof item.output === "object" && item.output !== null && !Array.isArray(item.output));
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        mb={14}
        aria-label={t("end.status")}
        data={(["completed", "failed", "cancelled"] as const).map((value) => ({ value, label: t(`end.${value}`) }))}
        value={item.status}
        onChange={(status) => change({ status })}
      />
      {isObject ? (
        <ValuesField
          label={t("end.output")}
          help={t("end.outputHelp")}
          testId="field-output"
          scope={scope}
          value={item.output}
          problems={problemsOf("output")}
          onChange={(output) =>
            change({ output: Object.keys((output ?? {}) as object).length === 0 ? undefined : output }, "output")
          }
        />
      ) : (
        <MappedField
          name="output"
          label={t("end.output")}
          schema={{ type: "string" }}
          required={false}
          value={item.output}
          scope={scope}
          problemsOf={problemsOf}
          path="output"
          onChange={(output) => change({ output })}
        />
      )}
    </>
  );
}
