import { JsonInput, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rule, RuleSet } from "../../../../definitions/rule-sets/rule-set.ts";
import { MONO_INPUT } from "../../shared/mono-input.ts";
import { moveUp } from "./card-tools.tsx";
import classes from "./decisions.module.css";
import { freeId } from "./free-id.ts";
import { PartList } from "./part-list.tsx";
import { readObject } from "./read-object.ts";
import { ResourceEditor } from "./resource-editor.tsx";
import { RuleCardFrame, type RuleCardProps } from "./rule-card-frame.tsx";
import { FactList, InputList } from "./rule-set-facts.tsx";
import { RuleSetRuns } from "./rule-set-runs.tsx";
import { RuleSetTry } from "./rule-set-try.tsx";
import { useRuleSetScope } from "./rule-scope.ts";

const BLANK: RuleSet = {
  schemaVersion: 1,
  key: "",
  name: "",
  inputs: [{ name: "amount", type: "number", required: true }],
  facts: [],
  conditions: {},
  rules: [
    {
      id: "rule1",
      priority: 1,
      when: { all: [{ fact: "input", path: "amount", operator: "greaterThan", value: 0 }] },
      event: { type: "event" },
    },
  ],
  mode: "all",
  tests: [],
};

export default function RuleSetPage() {
  const { t } = useTranslation(["decisions", "editor", "run"]);
  return (
    <ResourceEditor kind="rule-sets" folder="/rules/sets" blank={BLANK} title={t("kinds.sets")}>
      {({ value, change }) => (
        <>
          <RuleSetForm value={value} change={change} />
          <RuleSetTry ruleSet={value} onTests={(tests) => change({ tests })} />
          {value.key === "" ? null : <RuleSetRuns ruleSet={value} />}
        </>
      )}
    </ResourceEditor>
  );
}

function RuleSetForm({ value, change }: { value: RuleSet; change: (part: Partial<RuleSet>) => void }) {
  const { t } = useTranslation("decisions");
  const { rules } = value;
  const added = (): Rule => ({
    id: freeId("rule", rules),
    priority: 1,
    when: { all: [] },
    event: { type: "event" },
  });
  return (
    <>
      <InputList value={value} change={change} />
      <FactList value={value} change={change} />
      <PartList
        title={t("rules")}
        beside={
          <Select
            w={300}
            aria-label={t("mode.label")}
            allowDeselect={false}
            data={[
              { value: "all", label: t("mode.all") },
              { value: "first", label: t("mode.first") },
            ]}
            value={value.mode}
            onChange={(mode) => change({ mode: mode === "first" ? "first" : "all" })}
          />
        }
        parts={rules}
        keyOf={({ id }) => id}
        look="card"
        addLabel={t("addRule")}
        onAdd={() => change({ rules: [...rules, added()] })}
      >
        {(rule, index) => (
          <RuleCard
            rule={rule}
            ruleSet={value}
            onChange={(next) => change({ rules: rules.with(index, next) })}
            onUp={index === 0 ? undefined : () => change({ rules: moveUp(rules, index) })}
            onRemove={() => change({ rules: rules.toSpliced(index, 1) })}
          />
        )}
      </PartList>
    </>
  );
}

function RuleCard({ ruleSet, ...props }: RuleCardProps<Rule> & { ruleSet: RuleSet }) {
  const { t } = useTranslation("decisions");
  const { rule, onChange } = props;
  const scope = useRuleSetScope(ruleSet);
  const [params, setParams] = useState(() => JSON.stringify(rule.event.params ?? {}));
  return (
    <RuleCardFrame {...props} scope={scope}>
      <div className={classes["fields"]}>
        <TextInput
          label={t("eventType")}
          value={rule.event.type}
          onChange={(event) => onChange({ ...rule, event: { ...rule.event, type: event.currentTarget.value } })}
        />
        <NumberInput
          label={t("priority")}
          min={1}
          max={10_000}
          value={rule.priority}
          onChange={(next) => onChange({ ...rule, priority: typeof next === "number" ? next : 1 })}
        />
        <Switch
          label={t("switchedOn")}
          checked={rule.disabled !== true}
          onChange={(event) => onChange({ ...rule, disabled: event.currentTarget.checked ? undefined : true })}
        />
      </div>
      <JsonInput
        label={t("eventParams")}
        autosize
        minRows={1}
        styles={MONO_INPUT}
        validationError={t("shared:problems.json")}
        value={params}
        onChange={(next) => {
          setParams(next);
          const read = readObject(next);
          if (read !== null) onChange({ ...rule, event: { ...rule.event, params: read } });
        }}
      />
    </RuleCardFrame>
  );
}
