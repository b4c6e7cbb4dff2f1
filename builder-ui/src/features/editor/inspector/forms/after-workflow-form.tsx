import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "../../../../i18n/use-language.ts";
import { useEditorContext } from "../../store/editor-context.ts";
import type { FormProps, TriggerOf } from "../use-item.ts";
import { ChoiceField } from "./simple-fields.tsx";

const ENDS = ["completed", "failed", "cancelled", "exited", "timed-out"] as const;

/** After another workflow: which one, and how its run must have ended. */
export function AfterWorkflowForm({ item, change, problemsOf }: FormProps<TriggerOf<"workflow">>) {
  const { catalogue } = useEditorContext();
  const { t } = useTranslation("editor");
  const { text } = useLanguage();
  return (
    <>
      <ChoiceField
        label={t("afterWorkflow.workflow")}
        testId="field-workflow"
        required
        value={item.workflow}
        problems={problemsOf("workflow")}
        options={catalogue.workflows.map((workflow) => ({ value: workflow.key, label: text(workflow.name) }))}
        onChange={(workflow) => workflow !== undefined && change({ workflow })}
      />
      <Checkbox.Group
        mb={14}
        label={t("afterWorkflow.on")}
        value={item.on}
        onChange={(chosen) => {
          const on = ENDS.filter((end) => chosen.includes(end));
          if (on.length > 0) change({ on });
        }}
      >
        {ENDS.map((end) => (
          <Checkbox key={end} mt={6} value={end} label={t(`afterWorkflow.${end}`)} />
        ))}
      </Checkbox.Group>
    </>
  );
}
