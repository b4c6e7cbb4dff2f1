import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { ConditionField } from "../../fields/condition-field.tsx";
import { DurationField } from "../../fields/duration-field.tsx";
import { MappedField } from "../../fields/mapped-field.tsx";
import { useEditorContext } from "../../store/editor-context.ts";
import type { NodeOf } from "../use-item.ts";
import type { ScopedForm } from "./scoped-form.ts";
import { CorrelateField, EventNameField } from "./event-fields.tsx";
import { ChoiceField } from "./simple-fields.tsx";

/** Waiting for a span of time, until an instant, or until a calendar opens. */
export function WaitForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"wait">>) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  const kind = item.for !== undefined ? "for" : item.until !== undefined ? "until" : "untilOpen";
  const starts = { for: { for: "PT1H" }, until: { until: "=record.closeDate" }, untilOpen: { untilOpen: {} } };
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        mb={14}
        aria-label={t("wait.kind")}
        data={(["for", "until", "untilOpen"] as const).map((value) => ({ value, label: t(`wait.${value}`) }))}
        value={kind}
        onChange={(next) => change({ for: undefined, until: undefined, untilOpen: undefined, ...starts[next] })}
      />
      {item.for === undefined ? null : (
        <DurationField
          label={t("wait.span")}
          withCalendar
          testId="field-for"
          value={item.for}
          problems={problemsOf("for")}
          onChange={(value) => value !== undefined && change({ for: value })}
        />
      )}
      {item.until === undefined ? null : (
        <MappedField
          name="until"
          label={t("wait.instant")}
          help={t("wait.instantHelp")}
          schema={{ type: "string" }}
          required
          value={item.until}
          scope={scope}
          problemsOf={problemsOf}
          path="until"
          onChange={(value) => change({ until: value ?? "=" })}
        />
      )}
      {item.untilOpen === undefined ? null : (
        <ChoiceField
          label={t("wait.calendar")}
          testId="field-untilOpen"
          value={item.untilOpen.calendar}
          problems={problemsOf("untilOpen")}
          options={catalogue.calendars.map((calendar) => ({
            value: calendar.key,
            label: text(calendar.name) || calendar.key,
          }))}
          onChange={(calendar) => change({ untilOpen: calendar === undefined ? {} : { calendar } })}
        />
      )}
    </>
  );
}

/** Waiting for a business event about the same thing, at most so long. */
export function WaitForEventForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"wait-for-event">>) {
  const { t } = useTranslation("editor");
  return (
    <>
      <EventNameField item={item} change={change} problemsOf={problemsOf} />
      <CorrelateField item={item} change={change} problemsOf={problemsOf} scope={scope} />
      <DurationField
        label={t("event.timeout")}
        help={t("event.timeoutHelp")}
        optional
        withCalendar
        testId="field-timeout"
        value={item.timeout}
        problems={problemsOf("timeout")}
        onChange={(timeout) => change({ timeout })}
      />
      <ConditionField
        label={t("event.when")}
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
