import type { RuleGroupType, RuleType } from "react-querybuilder";
import type { Condition, ConditionLeaf } from "../../../../../definitions/condition.ts";
import type { Json } from "../../../../../definitions/json.ts";

/** The field under which a named condition is shown. */
export const NAMED_FIELD = "$condition";
export const NAMED_OPERATOR = "holds";
const FIELD_REFERENCE = "field";

type Query = RuleGroupType;

function isGroup(condition: Condition): condition is Extract<Condition, { all: unknown } | { any: unknown }> {
  return "all" in condition || "any" in condition;
}

function fieldOf(leaf: { fact: string; path?: string }): string {
  return leaf.path === undefined || leaf.path === "" ? leaf.fact : `${leaf.fact}.${leaf.path}`;
}

function isReference(value: Json): value is { fact: string; path?: string } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && typeof value["fact"] === "string";
}

function toRule(leaf: ConditionLeaf): RuleType {
  const base = { field: fieldOf(leaf), operator: leaf.operator };
  return isReference(leaf.value)
    ? { ...base, value: fieldOf(leaf.value), valueSource: FIELD_REFERENCE }
    : { ...base, value: leaf.value, valueSource: "value" };
}

function toPart(condition: Condition): RuleType | Query {
  if ("condition" in condition)
    return { field: NAMED_FIELD, operator: NAMED_OPERATOR, value: condition.condition, valueSource: "value" };
  if ("fact" in condition) return toRule(condition);
  return toQuery(condition);
}

/** A condition as the query builder's tree. `not` of a single leaf becomes a negated group of one: the same meaning. */
export function toQuery(condition: Condition): Query {
  if ("not" in condition) {
    if (isGroup(condition.not)) return { ...toQuery(condition.not), not: true };
    return { combinator: "and", not: true, rules: [toPart(condition.not)] };
  }
  if (!isGroup(condition)) return { combinator: "and", not: false, rules: [toPart(condition)] };
  const isAll = "all" in condition;
  return { combinator: isAll ? "and" : "or", not: false, rules: (isAll ? condition.all : condition.any).map(toPart) };
}

/** `record.score` as fact and path. */
export function splitField(field: string): { fact: string; path?: string } {
  const dot = field.indexOf(".");
  return dot === -1 ? { fact: field } : { fact: field.slice(0, dot), path: field.slice(dot + 1) };
}

function toLeaf(rule: RuleType): Condition {
  if (rule.field === NAMED_FIELD) return { condition: String(rule.value) };
  const value = rule.valueSource === FIELD_REFERENCE ? splitField(String(rule.value)) : (rule.value as Json);
  return { ...splitField(rule.field), operator: rule.operator, value };
}

/**
 * The query builder's tree as a condition. Groups without rules are left out, since `any: []` would hold always;
 * nothing left gives `null`.
 */
export function toCondition(query: Query): Condition | null {
  const parts = query.rules.flatMap((rule) => {
    const part = "rules" in rule ? toCondition(rule) : toLeaf(rule);
    return part === null ? [] : [part];
  });
  if (parts.length === 0) return null;
  const group: Condition = query.combinator === "or" ? { any: parts } : { all: parts };
  return query.not === true ? { not: group } : group;
}
