import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FormProps, TriggerOf } from "../use-item.ts";
import { WorkflowField } from "./workflow-field.tsx";

const ENDS = ["completed", "failed", "cancelled", "exited", "timed-out"] as const;

/** After another workflow: which one, and how its run must have ended. */
export function AfterWorkflowForm({ item, change, problemsOf }: FormProps<TriggerOf<"workflow">>) {
  const { t } = useTranslation("editor");
  return (
    <>
      <WorkflowField
        label={t("afterWorkflow.workflow")}
        value={item.workflow}
        problems={problemsOf("workflow")}
        onChange={(workflow) => change({ workflow })}
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
