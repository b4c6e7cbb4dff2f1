import { MultiSelect, SegmentedControl } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { describeCron } from "../../../../../../definitions/describe/index.ts";
import { RECORD_CHANGES } from "../../../../../../definitions/triggers/index.ts";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { ConditionField } from "../../fields/condition-field.tsx";
import { DurationField } from "../../fields/duration-field.tsx";
import { FieldFrame } from "../../fields/field-frame.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import { useScope } from "../../view/use-scope.ts";
import type { FormProps, TriggerOf } from "../use-item.ts";
import { ChoiceField, TextField } from "./simple-fields.tsx";

function useObjects() {
  const { catalogue } = useEditorContext();
  const { text } = useLanguage();
  return catalogue.objects.map((object) => ({ value: object.name, label: text(object.title) }));
}

export function ManualForm({ item, change, problemsOf }: FormProps<TriggerOf<"manual">>) {
  const { t } = useTranslation("editor");
  const objects = useObjects();
  return (
    <ChoiceField
      label={t("manual.object")}
      help={t("manual.objectHelp")}
      testId="field-object"
      value={item.object}
      problems={problemsOf("object")}
      options={objects}
      onChange={(object) => change({ object })}
    />
  );
}

/** Which records, which changes, and a rule. */
export function RecordForm({ item, change, problemsOf }: FormProps<TriggerOf<"record">>) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const objects = useObjects();
  const scope = useScope(item.id);
  const onId = useId();
  const fieldsId = useId();
  const object = catalogue.objects.find((candidate) => candidate.name === item.object);
  const isChange = item.on.includes("updated") || item.on.includes("stage-changed");
  return (
    <>
      <ChoiceField
        label={t("record.object")}
        testId="field-object"
        required
        value={item.object}
        problems={problemsOf("object")}
        options={objects}
        onChange={(next) => next !== undefined && change({ object: next })}
      />
      <FieldFrame id={onId} label={t("record.on")} required problems={problemsOf("on")}>
        <MultiSelect
          id={onId}
          data-testid="field-on"
          data={RECORD_CHANGES.map((value) => ({ value, label: t(`record.${value}`) }))}
          value={item.on}
          onChange={(on) => on.length > 0 && change({ on })}
        />
      </FieldFrame>
      {isChange ? (
        <FieldFrame
          id={fieldsId}
          label={t("record.fields")}
          help={t("record.fieldsHelp")}
          problems={problemsOf("fields")}
        >
          <MultiSelect
            id={fieldsId}
            searchable
            clearable
            data={(object?.fields ?? []).map((field) => ({ value: field.name, label: text(field.title) }))}
            value={item.fields ?? []}
            onChange={(fields) => change({ fields: fields.length === 0 ? undefined : fields })}
          />
        </FieldFrame>
      ) : null}
      <ConditionField
        label={t("more.when")}
        optional
        testId="field-when"
        scope={scope}
        value={item.when}
        problems={problemsOf("when")}
        onChange={(when) => change({ when })}
      />
    </>
  );
}

const PRESETS = ["0 9 * * 1-5", "0 9 * * *", "0 * * * *", "0 9 * * 1", "0 9 1 * *"];

/** A cron line with its meaning in words, or an interval. */
export function ScheduleForm({ item, change, problemsOf }: FormProps<TriggerOf<"schedule">>) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const kind = item.every === undefined ? "cron" : "every";
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        mb={14}
        aria-label={t("schedule.kind")}
        data={(["cron", "every"] as const).map((value) => ({ value, label: t(`schedule.${value}`) }))}
        value={kind}
        onChange={(next) =>
          change(next === "cron" ? { every: undefined, cron: "0 9 * * 1-5" } : { cron: undefined, every: "PT1H" })
        }
      />
      {item.every === undefined ? (
        <>
          <ChoiceField
            label={t("schedule.preset")}
            testId="field-preset"
            value={PRESETS.includes(item.cron ?? "") ? item.cron : undefined}
            options={PRESETS.map((cron) => ({ value: cron, label: describeCron(cron, language) }))}
            onChange={(cron) => cron !== undefined && change({ cron })}
          />
          <TextField
            label={t("schedule.cronLine")}
            help={describeCron(item.cron ?? "", language)}
            testId="field-cron"
            required
            value={item.cron}
            problems={problemsOf("cron")}
            onChange={(cron) => change({ cron: cron ?? "" })}
          />
        </>
      ) : (
        <DurationField
          label={t("schedule.interval")}
          testId="field-every"
          value={item.every}
          problems={problemsOf("every")}
          onChange={(every) => typeof every === "string" && change({ every })}
        />
      )}
      <TextField
        label={t("settings.timeZone")}
        testId="field-timeZone"
        placeholder={t("schedule.workflowZone")}
        suggestions={Intl.supportedValuesOf("timeZone")}
        value={item.timeZone}
        problems={problemsOf("timeZone")}
        onChange={(timeZone) => change({ timeZone })}
      />
      <ChoiceField
        label={t("schedule.missed")}
        help={t(`schedule.missedHelp.${item.missedRuns}`)}
        testId="field-missedRuns"
        required
        value={item.missedRuns}
        options={(["all", "last", "none"] as const).map((value) => ({
          value,
          label: t(`schedule.missedOption.${value}`),
        }))}
        onChange={(missedRuns) => change({ missedRuns })}
      />
    </>
  );
}
