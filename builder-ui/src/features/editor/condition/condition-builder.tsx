import { Button, Group } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Field, QueryBuilder, type RuleGroupType } from "react-querybuilder";
import type { Condition } from "../../../../../definitions/condition.ts";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import { describeCondition } from "../../../../../definitions/rules/describe.ts";
import { OPERATORS, OPERATORS_BY_NAME } from "../../../../../definitions/rules/operators.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { useEditorContext } from "../store/editor-context.ts";
import { fieldTypeOf, pickablePaths } from "../view/scope-paths.ts";
import classes from "./condition-builder.module.css";
import { CONTROLS } from "./condition-controls.tsx";
import { NAMED_FIELD, NAMED_OPERATOR, toCondition, toQuery } from "./rule-query.ts";

const EMPTY: RuleGroupType = { combinator: "and", not: false, rules: [] };

interface ConditionBuilderProps {
  value: Condition | undefined;
  onChange: (value: Condition | undefined) => void;
  scope: ScopeTypes;
  optional: boolean;
  onDone: () => void;
}

/** The fields that a rule already uses; they stay choosable when the scope does not know them. */
function usedFields(query: RuleGroupType): string[] {
  return query.rules.flatMap((rule) => ("rules" in rule ? usedFields(rule) : [rule.field]));
}

function useFields(scope: ScopeTypes, query: RuleGroupType): Field[] {
  const { catalogue } = useEditorContext();
  const { text } = useLanguage();
  const { t } = useTranslation("editor");
  const used = usedFields(query).join("\n");
  return useMemo(() => {
    const titles = new Map<string, string>(
      catalogue.objects.flatMap((object) =>
        object.fields.map((field) => [`record.${field.name}`, text(field.title)] as const),
      ),
    );
    const values = new Map<string, string[] | undefined>(
      catalogue.objects.flatMap((object) =>
        object.fields
          .filter((field) => field.values !== undefined)
          .map((field) => [`record.${field.name}`, field.values] as const),
      ),
    );
    const known = pickablePaths(scope).filter((entry) => entry.kind !== "object");
    const names = new Set(known.map((entry) => entry.path));
    const unknown = used
      .split("\n")
      .filter((field) => field !== "" && field !== NAMED_FIELD && !names.has(field))
      .map((path) => ({ path, kind: "any" as const }));
    const fields: Field[] = [...known, ...unknown].map(({ path, kind }) => ({
      name: path,
      value: path,
      label: titles.has(path) ? `${titles.get(path)} (${path})` : path,
      datatype: fieldTypeOf(kind),
      isAny: kind === "any",
      choices: values.get(path),
    }));
    if (catalogue.conditions.length > 0)
      fields.push({ name: NAMED_FIELD, value: NAMED_FIELD, label: t("rule.named"), datatype: "named" });
    return fields;
  }, [catalogue, scope, used, text, t]);
}

/** The rule builder: groups of and/or/not, in words of the page's language, with the sentence below. */
export default function ConditionBuilder({ value, onChange, scope, optional, onDone }: ConditionBuilderProps) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const [query, setQuery] = useState<RuleGroupType>(() => (value === undefined ? EMPTY : toQuery(value)));
  const told = useRef(JSON.stringify(toCondition(query)));
  const fields = useFields(scope, query);
  const condition = toCondition(query);
  return (
    <div className={classes["builder"]}>
      <QueryBuilder
        query={query}
        onQueryChange={(next) => {
          setQuery(next);
          const changed = toCondition(next);
          const text = JSON.stringify(changed);
          // The builder reports its tree once when it opens: that is no edit.
          if (changed === null || text === told.current) return;
          told.current = text;
          onChange(changed);
        }}
        fields={fields}
        controlElements={CONTROLS}
        showNotToggle
        resetOnFieldChange
        listsAsArrays
        combinators={[
          { name: "and", value: "and", label: t("rule.all") },
          { name: "or", value: "or", label: t("rule.any") },
        ]}
        getOperators={(field, { fieldData }) => {
          if (field === NAMED_FIELD) return [{ name: NAMED_OPERATOR, value: NAMED_OPERATOR, label: t("rule.holds") }];
          const isAny = fieldData["isAny"] === true;
          return OPERATORS.filter(
            (operator) => isAny || operator.appliesTo.includes(fieldData["datatype"] as never),
          ).map((operator) => ({
            name: operator.name,
            value: operator.name,
            label: operator.label[language],
          }));
        }}
        getDefaultValue={(rule) => (OPERATORS_BY_NAME.get(rule.operator)?.value === "none" ? true : "")}
        translations={{
          addRule: { label: t("rule.addRule"), title: t("rule.addRule") },
          addGroup: { label: t("rule.addGroup"), title: t("rule.addGroup") },
          removeRule: { label: "×", title: t("rule.removeRule") },
          removeGroup: { label: "×", title: t("rule.removeGroup") },
          fields: { title: t("rule.field"), placeholderLabel: t("rule.chooseField") },
          operators: { title: t("rule.operator") },
          value: { title: t("rule.value") },
          combinators: { title: t("rule.combinator") },
          notToggle: { label: t("rule.not"), title: t("rule.not") },
        }}
        controlClassnames={{
          queryBuilder: classes["query"] ?? "",
          ruleGroup: classes["group"] ?? "",
          header: classes["header"] ?? "",
          body: classes["body"] ?? "",
          rule: classes["rule"] ?? "",
        }}
      />
      <p className={classes["sentence"]} data-testid="rule-sentence">
        {condition === null ? t("rule.empty") : describeCondition(condition, language)}
      </p>
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
