import type { ObjectDescription } from "../catalogue.ts";
import type { Condition, ConditionLeaf } from "../condition.ts";
import type { Json } from "../json.ts";
import type { Language } from "../text.ts";
import { describeDuration } from "./describe-duration.ts";
import { fieldTitle } from "./field-title.ts";

const SYMBOLS: Record<string, { en: string; zh: string }> = {
  equal: { en: "=", zh: "=" },
  notEqual: { en: "≠", zh: "≠" },
  lessThan: { en: "<", zh: "<" },
  lessThanInclusive: { en: "≤", zh: "≤" },
  greaterThan: { en: ">", zh: ">" },
  greaterThanInclusive: { en: "≥", zh: "≥" },
  in: { en: "in", zh: "属于" },
  notIn: { en: "not in", zh: "不属于" },
  contains: { en: "contains", zh: "包含" },
  doesNotContain: { en: "does not contain", zh: "不包含" },
  containsText: { en: "contains", zh: "包含" },
  startsWith: { en: "starts with", zh: "开头是" },
  endsWith: { en: "ends with", zh: "结尾是" },
  between: { en: "between", zh: "介于" },
  notBetween: { en: "not between", zh: "不介于" },
  isEmpty: { en: "is empty", zh: "为空" },
  isNotEmpty: { en: "is not empty", zh: "不为空" },
  doesNotContainText: { en: "does not contain", zh: "不包含" },
  equalIgnoringCase: { en: "=", zh: "=" },
  containsIgnoringCase: { en: "contains", zh: "包含" },
  doesNotMatchPattern: { en: "does not match", zh: "不匹配" },
  onOrBefore: { en: "not after", zh: "不晚于" },
  onOrAfter: { en: "not before", zh: "不早于" },
  longerAgoThan: { en: "longer ago than", zh: "距今已超过" },
  furtherAheadThan: { en: "further ahead than", zh: "距今还有超过" },
  withinLastBusiness: { en: "within the last", zh: "在最近" },
  withinNextBusiness: { en: "within the next", zh: "在未来" },
  listContainsAny: { en: "contains any of", zh: "包含任一" },
  listContainsAll: { en: "contains all of", zh: "包含全部" },
  listContainsNone: { en: "contains none of", zh: "不包含任何" },
  some: { en: "has an item where", zh: "中有一项满足" },
  every: { en: "has only items where", zh: "中每一项都满足" },
  matches: { en: "matches", zh: "匹配" },
  matchesPattern: { en: "matches", zh: "匹配" },
  before: { en: "before", zh: "早于" },
  after: { en: "after", zh: "晚于" },
  withinLast: { en: "within the last", zh: "在最近" },
  withinNext: { en: "within the next", zh: "在未来" },
};
const DURATIONS = new Set([
  "withinLast",
  "withinNext",
  "longerAgoThan",
  "furtherAheadThan",
  "withinLastBusiness",
  "withinNextBusiness",
]);
const WITHOUT_VALUE = new Set(["isEmpty", "isNotEmpty"]);
const SHOWN_ITEMS = 3;

/** An operator in a word or sign; an unknown one as it is. */
export function describeOperator(operator: string, language: Language): string {
  return SYMBOLS[operator]?.[language] ?? operator;
}

/** Whether an operator stands alone, without a value. */
export function hasNoValue(operator: string): boolean {
  return WITHOUT_VALUE.has(operator);
}

type Objects = readonly ObjectDescription[];

function subjectOf(leaf: { fact: string; path?: string }, language: Language, objects: Objects): string {
  const last = leaf.path?.split(".").at(-1);
  if (last === undefined || last === "") return leaf.fact;
  const title = leaf.fact === "record" ? fieldTitle(objects, leaf.path ?? "", language) : undefined;
  return title ?? last;
}

function valueOf(value: Json, language: Language, objects: Objects, operator?: string): string {
  if (value === null) return language === "zh" ? "空" : "empty";
  if (typeof value === "boolean") return language === "zh" ? (value ? "是" : "否") : value ? "yes" : "no";
  if (operator !== undefined && typeof value === "string" && DURATIONS.has(operator))
    return describeDuration(value, language, operator.endsWith("Business"));
  if (Array.isArray(value)) {
    const shown = value.slice(0, SHOWN_ITEMS).map((item) => valueOf(item, language, objects));
    const rest = value.length > SHOWN_ITEMS ? "…" : "";
    return shown.join(language === "zh" ? "、" : ", ") + rest;
  }
  if (typeof value === "object") {
    if ("all" in value || "any" in value || "not" in value)
      return language === "zh"
        ? `（${describeRule(value as unknown as Condition, language, objects)}）`
        : `(${describeRule(value as unknown as Condition, language, objects)})`;
    const { fact, path, duration } = value;
    if (typeof duration === "string") return describeDuration(duration, language, true);
    return typeof fact === "string"
      ? subjectOf({ fact, ...(typeof path === "string" ? { path } : {}) }, language, objects)
      : "…";
  }
  return String(value);
}

function describeLeaf(leaf: ConditionLeaf, language: Language, objects: Objects): string {
  const symbol = describeOperator(leaf.operator, language);
  const subject = subjectOf(leaf, language, objects);
  return hasNoValue(leaf.operator)
    ? `${subject} ${symbol}`
    : `${subject} ${symbol} ${valueOf(leaf.value, language, objects, leaf.operator)}`;
}

/**
 * A rule in a few words for a card: "score ≥ 80 or country in CN, HK"; fields of records by their titles in `objects`.
 * The whole sentence is describeCondition's.
 */
export function describeRule(rule: Condition, language: Language, objects: Objects = []): string {
  if ("fact" in rule) return describeLeaf(rule, language, objects);
  if ("condition" in rule) return rule.condition;
  if ("not" in rule)
    return language === "zh"
      ? `不满足（${describeRule(rule.not, language, objects)}）`
      : `not (${describeRule(rule.not, language, objects)})`;
  const isAll = "all" in rule;
  const parts = "all" in rule ? rule.all : rule.any;
  const joiner = language === "zh" ? (isAll ? " 且 " : " 或 ") : isAll ? " and " : " or ";
  return parts
    .map((part) => {
      const text = describeRule(part, language, objects);
      const isGroup = ("all" in part && part.all.length > 1) || ("any" in part && part.any.length > 1);
      return isGroup && parts.length > 1 ? `(${text})` : text;
    })
    .join(joiner);
}
