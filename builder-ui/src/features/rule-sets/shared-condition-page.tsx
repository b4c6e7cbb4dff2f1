import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SharedCondition } from "../../../../definitions/rule-sets/shared-condition.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { ConditionField } from "../editor/fields/condition-field.tsx";
import { useCatalogue } from "../records/use-object.ts";
import { ResourceEditor } from "./resource-editor.tsx";
import { useRecordScope } from "./rule-scope.ts";

const BLANK: SharedCondition = { key: "", name: "", object: "lead", when: { all: [] } };

/** A condition with a name, to be used by workflows, rule sets and points models. */
export default function SharedConditionPage() {
  const { t } = useTranslation("decisions");
  return (
    <ResourceEditor kind="conditions" folder="/rules/conditions" blank={BLANK} title={t("one.conditions")}>
      {({ value, change }) => <ConditionForm value={value} change={change} />}
    </ResourceEditor>
  );
}

function ConditionForm({
  value,
  change,
}: {
  value: SharedCondition;
  change: (part: Partial<SharedCondition>) => void;
}) {
  const { t } = useTranslation(["decisions", "editor"]);
  const { text } = useLanguage();
  const catalogue = useCatalogue();
  const scope = useRecordScope(value.object ?? "lead");
  return (
    <>
      <Select
        label={t("object")}
        allowDeselect={false}
        data={(catalogue?.objects ?? []).map(({ name, title }) => ({ value: name, label: text(title) }))}
        value={value.object ?? null}
        onChange={(object) => (object === null ? undefined : change({ object }))}
      />
      <ConditionField
        label={t("condition")}
        value={value.when}
        onChange={(when) => change({ when: when ?? { all: [] } })}
        scope={scope}
        testId="shared-when"
      />
    </>
  );
}
