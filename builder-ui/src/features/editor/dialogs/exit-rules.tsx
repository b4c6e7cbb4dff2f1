import { ActionIcon, Button, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { ExitRule } from "../../../../../definitions/workflow.ts";
import { ConditionField } from "../fields/condition-field.tsx";
import { FieldFrame } from "../fields/field-frame.tsx";
import classes from "../fields/fields.module.css";
import { useEventNames } from "../inspector/forms/event-fields.tsx";
import { useEditor } from "../store/editor-context.ts";
import { useScope } from "../view/use-scope.ts";

/** What ends a run early: an event about its record, or a rule. */
export function ExitRules({ value, onChange }: { value: readonly ExitRule[]; onChange: (value: ExitRule[]) => void }) {
  const { t } = useTranslation("editor");
  const id = useId();
  const events = useEventNames();
  const trigger = useEditor((state) => state.definition.triggers[0]?.id ?? "");
  const scope = useScope(trigger);
  const replace = (index: number, rule: ExitRule) => onChange(value.map((other, at) => (at === index ? rule : other)));
  return (
    <FieldFrame id={id} label={t("settings.exitWhen")} help={t("settings.exitWhenHelp")}>
      {value.map((rule, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- exit rules have no id; their order is their identity
        <div className={classes["box"]} key={index}>
          <div className={classes["boxHead"]}>
            {"event" in rule ? (
              <>
                <TextInput
                  size="xs"
                  style={{ flex: 1 }}
                  list={`${id}-events`}
                  aria-label={t("event.name")}
                  value={rule.event}
                  onChange={(event) => replace(index, { ...rule, event: event.currentTarget.value })}
                />
                <TextInput
                  size="xs"
                  style={{ flex: 1 }}
                  aria-label={t("event.correlate")}
                  value={rule.correlate ?? ""}
                  placeholder="=record.id"
                  onChange={(event) => replace(index, { ...rule, correlate: event.currentTarget.value || undefined })}
                />
              </>
            ) : (
              <div style={{ flex: 1 }}>
                <ConditionField
                  label={t("settings.exitRule")}
                  testId={`exit-rule-${index}`}
                  scope={scope}
                  value={rule.when}
                  onChange={(when) => when !== undefined && replace(index, { when })}
                />
              </div>
            )}
            <ActionIcon
              size="sm"
              aria-label={t("settings.removeExit")}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <Trash2 size={14} aria-hidden />
            </ActionIcon>
          </div>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        mr={6}
        leftSection={<Plus size={12} aria-hidden />}
        onClick={() => onChange([...value, { event: events[0] ?? "lead.converted", correlate: "=record.id" }])}
      >
        {t("settings.addExitEvent")}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<Plus size={12} aria-hidden />}
        onClick={() =>
          onChange([...value, { when: { all: [{ fact: "record", path: "id", operator: "isEmpty", value: true }] } }])
        }
      >
        {t("settings.addExitRule")}
      </Button>
      <datalist id={`${id}-events`}>
        {events.map((event) => (
          <option key={event} value={event}>
            {event}
          </option>
        ))}
      </datalist>
    </FieldFrame>
  );
}
