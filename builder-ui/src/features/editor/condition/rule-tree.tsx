import { useMemo, useState, useRef, type ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { type Field, QueryBuilder, type RuleGroupType } from "react-querybuilder";
import type { Condition } from "../../../../../definitions/condition.ts";
import type { ScopeTypes } from "../../../../../definitions/expression/index.ts";
import type { Json } from "../../../../../definitions/json.ts";
import { OPERATORS_BY_NAME, operatorsFor } from "../../../../../definitions/rules/operators.ts";
import { useLanguage } from "../../../i18n/use-language.ts";
import { fieldTypeOf, pickablePaths } from "../view/scope-paths.ts";
import classes from "./condition-builder.module.css";
import { CONTROLS } from "./condition-controls.tsx";
import { itemScope } from "./item-scope.ts";
import { useRuleCatalogue } from "./rule-catalogue.ts";
import { NAMED_FIELD, NAMED_OPERATOR, toCondition, toQuery } from "./rule-query.ts";

const EMPTY: RuleGroupType = { combinator: "and", not: false, rules: [] };

/** The fields that a rule already uses; they stay choosable when the scope does not know them. */
function usedFields(query: RuleGroupType): string[] {
  return query.rules.flatMap((rule) => ("rules" in rule ? usedFields(rule) : [rule.field]));
}

function useFields(scope: ScopeTypes, query: RuleGroupType, withNamed: boolean): Field[] {
  const catalogue = useRuleCatalogue();
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
    if (withNamed && catalogue.conditions.length > 0)
      fields.push({ name: NAMED_FIELD, value: NAMED_FIELD, label: t("rule.named"), datatype: "named" });
    return fields;
  }, [catalogue, scope, used, text, t, withNamed]);
}

function useWords() {
  const { t } = useTranslation("editor");
  return {
    addRule: { label: t("rule.addRule"), title: t("rule.addRule") },
    addGroup: { label: t("rule.addGroup"), title: t("rule.addGroup") },
    removeRule: { label: "×", title: t("rule.removeRule") },
    removeGroup: { label: "×", title: t("rule.removeGroup") },
    fields: { title: t("rule.field"), placeholderLabel: t("rule.chooseField") },
    operators: { title: t("rule.operator") },
    value: { title: t("rule.value") },
    combinators: { title: t("rule.combinator") },
    notToggle: { label: t("rule.not"), title: t("rule.not") },
  };
}

/** What the controls of a rule need beyond the query builder's own: how rules over a list's items are drawn. */
export interface RuleContext {
  ItemRules: ComponentType<ItemRulesProps>;
  scope: ScopeTypes;
}
interface ItemRulesProps {
  scope: ScopeTypes;
  /** The list's path. */
  field: string;
  value: Json;
  onChange: (value: Json) => void;
}

interface RuleTreeProps {
  value: Condition | undefined;
  /** Told of every edit; null where no rule is left. */
  onChange: (value: Condition | null) => void;
  scope: ScopeTypes;
  /** Offers shared conditions. */
  withNamed?: boolean;
}

/** Groups of and, or and not, and their rules, in words of the page's language. */
export function RuleTree({ value, onChange, scope, withNamed = true }: RuleTreeProps) {
  const { t } = useTranslation("editor");
  const { language } = useLanguage();
  const translations = useWords();
  const [query, setQuery] = useState<RuleGroupType>(() => (value === undefined ? EMPTY : toQuery(value)));
  const told = useRef(JSON.stringify(toCondition(query)));
  const fields = useFields(scope, query, withNamed);
  const context = useMemo<RuleContext>(() => ({ ItemRules, scope }), [scope]);
  return (
    <QueryBuilder
      query={query}
      context={context}
      onQueryChange={(next) => {
        setQuery(next);
        const changed = toCondition(next);
        const text = JSON.stringify(changed);
        // The builder reports its tree once when it opens: that is no edit.
        if (text === told.current) return;
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
        const type = fieldData["isAny"] === true ? "any" : (fieldData["datatype"] as never);
        return operatorsFor(type).map(({ name, label }) => ({ name, value: name, label: label[language] }));
      }}
      getDefaultValue={(rule) => (OPERATORS_BY_NAME.get(rule.operator)?.value === "none" ? true : "")}
      translations={translations}
      controlClassnames={{
        queryBuilder: classes["query"] ?? "",
        ruleGroup: classes["group"] ?? "",
        header: classes["header"] ?? "",
        body: classes["body"] ?? "",
        rule: classes["rule"] ?? "",
      }}
    />
  );
}

/** The rules that a list's items are asked: a tree of their own, over the fields of an item. */
function ItemRules({ scope, field, value, onChange }: ItemRulesProps) {
  const inner = useMemo(() => itemScope(scope, field), [scope, field]);
  return (
    <RuleTree
      value={typeof value === "object" && value !== null ? (value as unknown as Condition) : undefined}
      onChange={(next) => onChange(next as unknown as Json)}
      scope={inner}
      withNamed={false}
    />
  );
}
