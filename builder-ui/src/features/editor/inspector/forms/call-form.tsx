import { SegmentedControl, Switch } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { FieldFrame } from "../../fields/field-frame.tsx";
import type { NodeOf } from "../use-item.ts";
import type { ScopedForm } from "./scoped-form.ts";
import { ChoiceField } from "./simple-fields.tsx";
import { ValuesField } from "./values-field.tsx";
import { WorkflowField } from "./workflow-field.tsx";

/** Which workflow is run, how, and what it is given. */
export function CallForm({ item, change, problemsOf, scope }: ScopedForm<NodeOf<"call">>) {
  const { t } = useTranslation("editor");
  const id = useId();
  const mode = item.mode ?? "child";
  // A workflow within the run is waited for, and its version is fixed at publish.
  const pinned = item.version === "latest" ? ("published" as const) : item.version;
  const isInline = mode === "inline";
  return (
    <>
      <WorkflowField
        label={t("call.workflow")}
        value={item.workflow}
        problems={problemsOf("workflow")}
        onChange={(workflow) => change({ workflow })}
      />
      <FieldFrame id={id} label={t("call.mode")} help={t(`call.${mode}Help`)} problems={problemsOf("mode")}>
        <SegmentedControl
          id={id}
          fullWidth
          size="xs"
          aria-label={t("call.mode")}
          data-testid="field-mode"
          data={(["child", "inline"] as const).map((value) => ({ value, label: t(`call.${value}`) }))}
          value={mode}
          onChange={(chosen) =>
            change(chosen === "inline" ? { mode: chosen, wait: true, version: pinned } : { mode: undefined })
          }
        />
      </FieldFrame>
      <ChoiceField
        label={t("call.version")}
        testId="field-version"
        required
        value={typeof item.version === "number" ? String(item.version) : item.version}
        options={[
          ...(isInline ? (["published"] as const) : (["published", "latest"] as const)).map((value) => ({
            value,
            label: t(`call.${value}`),
          })),
          ...(typeof item.version === "number" ? [{ value: String(item.version), label: `v${item.version}` }] : []),
        ]}
        onChange={(version) => (version === "published" || version === "latest") && change({ version })}
      />
      {isInline ? null : (
        <Switch
          mb={14}
          label={t("call.wait")}
          checked={item.wait}
          onChange={(event) => change({ wait: event.currentTarget.checked })}
        />
      )}
      <ValuesField
        label={t("call.input")}
        testId="field-input"
        scope={scope}
        value={item.input}
        problems={problemsOf("input")}
        onChange={(input) => change({ input: input ?? {} }, "input")}
      />
    </>
  );
}
