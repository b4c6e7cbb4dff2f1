import type { Condition, ConditionLeaf } from "../condition.ts";
import { describeDuration } from "../describe/describe-duration.ts";
import { isJsonObject } from "../is-json-object.ts";
import { type Language, type LocalizedText, textIn } from "../text.ts";
import type { Json } from "../json.ts";
import { isGroup } from "./list-operators.ts";
import { OPERATORS_BY_NAME } from "./operators.ts";

/** Titles of paths (`record.employees`) and of named conditions, where the reader should see them instead. */
export interface ConditionTitles {
  paths?: Readonly<Record<string, LocalizedText>>;
  conditions?: Readonly<Record<string, LocalizedText>>;
}

const WORDS = {
  en: {
    and: " and ",
    or: " or ",
    not: "not ",
    open: "(",
    close: ")",
    list: ", ",
    range: " and ",
    item: "the item",
    always: "always",
    never: "never",
  },
  zh: {
    and: "，并且",
    or: "，或者",
    not: "并非",
    open: "（",
    close: "）",
    list: "、",
    range: "与",
    item: "该项",
    always: "始终成立",
    never: "永不成立",
  },
} as const;

function describeFact(fact: string, path: string | undefined, language: Language, titles: ConditionTitles): string {
  // Within a rule over items the fields of an item stand alone.
  if (fact === "item" && titles.paths?.[`item.${path ?? ""}`] === undefined)
    return path === undefined || path === "" ? WORDS[language].item : language === "zh" ? `${path} ` : path;
  const whole = path === undefined || path === "" ? fact : `${fact}.${path}`;
  const title = titles.paths?.[whole];
  return title === undefined ? (language === "zh" ? `${whole} ` : whole) : textIn(title, language);
}

function describeValue(leaf: ConditionLeaf, language: Language, titles: ConditionTitles): string {
  const words = WORDS[language];
  const { value } = leaf;
  const shape = OPERATORS_BY_NAME.get(leaf.operator)?.value;
  if (shape === "none") return "";
  if (shape === "duration" && typeof value === "string") return describeDuration(value, language);
  if (shape === "business-duration") return describeBusinessDuration(value, language);
  if (shape === "condition" && isGroup(value)) {
    return `${words.open}${describePart(value, language, titles, false)}${words.close}`;
  }
  const one = (entry: unknown): string => {
    if (typeof entry === "string") return language === "zh" ? `“${entry}”` : `"${entry}"`;
    return JSON.stringify(entry);
  };
  if (Array.isArray(value)) return value.map(one).join(shape === "range" ? words.range : words.list);
  if (typeof value === "object" && value !== null && typeof value["fact"] === "string") {
    const { path } = value;
    return describeFact(value["fact"], typeof path === "string" ? path : undefined, language, titles);
  }
  return language === "zh" && typeof value !== "string" ? ` ${one(value)}` : one(value);
}

function describeBusinessDuration(value: Json, language: Language): string {
  const duration = isJsonObject(value) ? value["duration"] : value;
  return typeof duration === "string" ? describeDuration(duration, language, true) : JSON.stringify(value);
}

function describePart(condition: Condition, language: Language, titles: ConditionTitles, isInner: boolean): string {
  const words = WORDS[language];
  if ("not" in condition)
    return `${words.not}${words.open}${describePart(condition.not, language, titles, false)}${words.close}`;
  if ("condition" in condition) {
    const title = titles.conditions?.[condition.condition];
    return title === undefined ? condition.condition : textIn(title, language);
  }
  if ("all" in condition || "any" in condition) {
    const parts = "all" in condition ? condition.all : condition.any;
    if (parts.length === 0) return "all" in condition ? words.always : words.never;
    const text = parts
      .map((part) => describePart(part, language, titles, parts.length > 1))
      .join("all" in condition ? words.and : words.or);
    return isInner && parts.length > 1 ? `${words.open}${text}${words.close}` : text;
  }
  const sentence =
    OPERATORS_BY_NAME.get(condition.operator)?.sentence[language] ?? `{fact} ${condition.operator} {value}`;
  return sentence
    .replace("{fact}", () => describeFact(condition.fact, condition.path, language, titles))
    .replace("{value}", () => describeValue(condition, language, titles))
    .trim();
}

/** A condition as a sentence that a person reads, in English or Chinese. */
export function describeCondition(condition: Condition, language: Language, titles: ConditionTitles = {}): string {
  return describePart(condition, language, titles, false);
}
