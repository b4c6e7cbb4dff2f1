import { Button, Group } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Condition } from "../../../../../definitions/condition.ts";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import { describeCondition } from "../../../../../definitions/rules/describe.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { RulePreview } from "../fields/rule-preview.tsx";
import classes from "./condition-builder.module.css";
import { useRuleCatalogue } from "./rule-catalogue.ts";
import { RuleTree } from "./rule-tree.tsx";

interface ConditionBuilderProps {
  value: Condition | undefined;
  onChange: (value: Condition | undefined) => void;
  scope: ScopeTypes;
  optional: boolean;
  onDone: () => void;
}

/** The rule builder: the tree of rules, with the sentence below. */
export default function ConditionBuilder({ value, onChange, scope, optional, onDone }: ConditionBuilderProps) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const { objects } = useRuleCatalogue();
  const titles = useMemo(
    () => ({
      paths: Object.fromEntries(
        objects.flatMap((object) => object.fields.map((field) => [`record.${field.name}`, field.title] as const)),
      ),
    }),
    [objects],
  );
  const [condition, setCondition] = useState<Condition | null>(value ?? null);
  return (
    <div className={classes["builder"]}>
      <RuleTree
        value={value}
        onChange={(next) => {
          setCondition(next);
          if (next !== null) onChange(next);
        }}
        scope={scope}
      />
      <p className={classes["sentence"]} data-testid="rule-sentence">
        {condition === null ? t("rule.empty") : describeCondition(condition, language, titles)}
      </p>
      <RulePreview rule={condition ?? undefined} withReasons />
      <Group justify="flex-end" gap="xs">
        {optional ? (
          <Button
            variant="subtle"
            color="red"
            onClick={() => {
              onChange(undefined);
              onDone();
            }}
          >
            {t("rule.remove")}
          </Button>
        ) : null}
        <Button onClick={onDone} data-testid="rule-done">
          {t("done")}
        </Button>
      </Group>
    </div>
  );
}
