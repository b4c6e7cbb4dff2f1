import { useTranslation } from "react-i18next";
import type { Trigger } from "../../../../../definitions/triggers/index.ts";
import { ConditionField } from "../fields/condition-field.tsx";
import { useScope } from "../view/use-scope.ts";
import type { Change, FormProps } from "./use-item.ts";

/** The rule that a trigger starts by. */
export function TriggerRule({
  trigger,
  change,
  problemsOf,
}: {
  trigger: Trigger;
  change: Change;
  problemsOf: FormProps<Trigger>["problemsOf"];
}) {
  const { t } = useTranslation("editor");
  const scope = useScope(trigger.id);
  return (
    <ConditionField
      label={t("more.when")}
      optional
      testId="field-when"
      scope={scope}
      value={trigger.when}
      problems={problemsOf("when")}
      onChange={(when) => change({ when })}
    />
  );
}
