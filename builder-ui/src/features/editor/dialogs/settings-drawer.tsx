import { Drawer, Tabs, Textarea } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { textIn } from "../../../../../definitions/text.ts";
import type { Settings } from "../../../../../definitions/workflow.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useCommands } from "../commands/use-commands.ts";
import { withText } from "../view/with-text.ts";
import { DurationField } from "../fields/duration-field.tsx";
import { FieldFrame } from "../fields/field-frame.tsx";
import { ChoiceField, TextField } from "../inspector/forms/simple-fields.tsx";
import { useEditor, useEditorContext } from "../store/editor-context.ts";
import { ExitRules } from "./exit-rules.tsx";
import { ConcurrencyFields, PaceFields } from "./run-limits.tsx";
import { VariablesPanel } from "./variables-panel.tsx";

/** Settings and variables of the whole workflow. Every change is an edit that can be undone. */
export function SettingsDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("editor");
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={t("bar.settings")}
      closeButtonProps={{ "aria-label": t("close") }}
      data-testid="settings-drawer"
    >
      <Tabs defaultValue="general" keepMounted={false}>
        <Tabs.List mb={16}>
          <Tabs.Tab value="general">{t("settings.general")}</Tabs.Tab>
          <Tabs.Tab value="runs">{t("settings.runs")}</Tabs.Tab>
          <Tabs.Tab value="variables" data-testid="settings-variables">
            {t("settings.variables")}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="general">
          <GeneralPanel />
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <RunsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="variables">
          <VariablesPanel />
        </Tabs.Panel>
      </Tabs>
    </Drawer>
  );
}

function useSettings() {
  const { attempt } = useCommands();
  const settings = useEditor((state) => state.definition.settings);
  const set = (part: Partial<Settings>) => {
    const next = Object.fromEntries(
      Object.entries({ ...settings, ...part }).filter(([, value]) => value !== undefined),
    ) as Settings;
    attempt({ type: "setSettings", settings: next }, `settings:${Object.keys(part).join(",")}`);
  };
  return { settings, set };
}

function GeneralPanel() {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { language, text } = useLanguage();
  const { attempt } = useCommands();
  const { settings, set } = useSettings();
  const id = useId();
  const name = useEditor((state) => state.definition.name);
  const description = useEditor((state) => state.definition.description);
  return (
    <>
      <FieldFrame id={id} label={t("settings.description")}>
        <Textarea
          id={id}
          autosize
          minRows={2}
          value={textIn(description, language)}
          onChange={(event) =>
            event.currentTarget.value !== "" &&
            attempt(
              { type: "setName", name, description: withText(description, language, event.currentTarget.value) },
              "description",
            )
          }
        />
      </FieldFrame>
      <TextField
        label={t("settings.timeZone")}
        help={t("settings.timeZoneHelp")}
        testId="settings-timeZone"
        suggestions={Intl.supportedValuesOf("timeZone")}
        value={settings.timeZone}
        onChange={(timeZone) => set({ timeZone })}
      />
      <ChoiceField
        label={t("settings.calendar")}
        help={t("settings.calendarHelp")}
        testId="settings-calendar"
        value={settings.calendar}
        options={catalogue.calendars.map((calendar) => ({
          value: calendar.key,
          label: text(calendar.name) || calendar.key,
        }))}
        onChange={(calendar) => set({ calendar })}
      />
      <ChoiceField
        label={t("settings.onFailure")}
        help={t(`settings.onFailureHelp.${settings.onFailure ?? "incident"}`)}
        testId="settings-onFailure"
        required
        value={settings.onFailure ?? "incident"}
        options={(["incident", "fail"] as const).map((value) => ({
          value,
          label: t(`settings.onFailureOption.${value}`),
        }))}
        onChange={(value) => set({ onFailure: value as "incident" | "fail" })}
      />
      <ChoiceField
        label={t("settings.failureWorkflow")}
        help={t("settings.failureWorkflowHelp")}
        testId="settings-failureWorkflow"
        value={settings.failureWorkflow}
        options={catalogue.workflows.map((workflow) => ({ value: workflow.key, label: text(workflow.name) }))}
        onChange={(failureWorkflow) => set({ failureWorkflow })}
      />
    </>
  );
}

function RunsPanel() {
  const { t } = useTranslation("editor");
  const { settings, set } = useSettings();
  return (
    <>
      <ChoiceField
        label={t("settings.reentry")}
        help={t(`settings.reentryHelp.${settings.reentry ?? "always"}`)}
        testId="settings-reentry"
        required
        value={settings.reentry ?? "always"}
        options={(["always", "when-idle", "once"] as const).map((value) => ({
          value,
          label: t(`settings.reentryOption.${value}`),
        }))}
        onChange={(value) => set({ reentry: value as Settings["reentry"] })}
      />
      <ExitRules
        value={settings.exitWhen ?? []}
        onChange={(exitWhen) => set({ exitWhen: exitWhen.length === 0 ? undefined : exitWhen })}
      />
      <ConcurrencyFields settings={settings} set={set} />
      <DurationField
        label={t("settings.timeout")}
        optional
        withCalendar
        testId="settings-timeout"
        value={settings.timeout}
        onChange={(timeout) => set({ timeout })}
      />
      <PaceFields settings={settings} set={set} />
    </>
  );
}
