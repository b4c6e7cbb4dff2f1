import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Condition } from "../../../../definitions/condition.ts";
import type { ScopeTypes } from "../../../../definitions/expression/index.ts";
import type { LocalizedText } from "../../../../definitions/text.ts";
import { useLanguage } from "../../i18n/use-language.ts";
import { NameInputs } from "../../shared/name-inputs.tsx";
import { ConditionField } from "../editor/fields/condition-field.tsx";
import { CardTools } from "./card-tools.tsx";
import classes from "./decisions.module.css";

/** What a card needs to know of a rule, whatever the rule then does. */
interface NamedRule {
  id: string;
  name?: LocalizedText | undefined;
  when: Condition;
}

/** What the list of rules gives each of its cards. */
export interface RuleCardProps<T extends NamedRule> {
  rule: T;
  onChange: (rule: T) => void;
  /** Absent for the first. */
  onUp: (() => void) | undefined;
  onRemove: () => void;
}
interface RuleCardFrameProps<T extends NamedRule> extends RuleCardProps<T> {
  /** What the condition may ask for. */
  scope: ScopeTypes;
  /** Behind the name in the head. */
  mark?: string;
  children: ReactNode;
}

/** A rule's name, tools and condition; what it gives stands under them. */
export function RuleCardFrame<T extends NamedRule>({ rule, scope, mark, children, ...act }: RuleCardFrameProps<T>) {
  const { t } = useTranslation("decisions");
  const { text } = useLanguage();
  const name = text(rule.name) || rule.id;
  return (
    <Stack gap="sm">
      <div className={classes["head"]}>
        <Text fw={500}>{mark === undefined ? name : `${name} · ${mark}`}</Text>
        <CardTools name={name} onUp={act.onUp} onRemove={act.onRemove} />
      </div>
      <NameInputs
        label={t("shared:name")}
        value={rule.name}
        onChange={(next) => act.onChange({ ...rule, name: next })}
      />
      <ConditionField
        label={t("condition")}
        value={rule.when}
        onChange={(when) => act.onChange({ ...rule, when: when ?? { all: [] } })}
        scope={scope}
        testId={`rule-${rule.id}-when`}
      />
      {children}
    </Stack>
  );
}
