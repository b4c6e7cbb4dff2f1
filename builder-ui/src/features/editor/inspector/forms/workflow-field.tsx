import { useLanguage } from "../../../../i18n/use-language.ts";
import { useEditorContext } from "../../store/editor-context.ts";
import type { ComponentProps } from "react";
import { ChoiceField } from "./simple-fields.tsx";

type WorkflowFieldProps = Pick<ComponentProps<typeof ChoiceField>, "label" | "value" | "problems"> & {
  onChange: (workflow: string) => void;
};

/** Which workflow: one of those that the workspace has. */
export function WorkflowField({ onChange, ...field }: WorkflowFieldProps) {
  const { catalogue } = useEditorContext();
  const { text } = useLanguage();
  return (
    <ChoiceField
      {...field}
      testId="field-workflow"
      required
      options={catalogue.workflows.map((workflow) => ({ value: workflow.key, label: text(workflow.name) }))}
      onChange={(workflow) => workflow !== undefined && onChange(workflow)}
    />
  );
}
