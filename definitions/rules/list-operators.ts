import type { Condition } from "../condition.ts";
import { defineOperator, type Operator, type OperatorContext } from "./define-operator.ts";

const LIST = ["list"] as const;

function onLists(test: (fact: unknown[], value: unknown[]) => boolean): Operator["test"] {
  return (fact, value) => {
    if (fact === null || fact === undefined) return "empty";
    return Array.isArray(fact) && Array.isArray(value) ? test(fact, value) : "type";
  };
}
function contains(wanted: boolean): Operator["test"] {
  return (fact, value) => {
    if (fact === null || fact === undefined) return "empty";
    return Array.isArray(fact) ? fact.includes(value) === wanted : "type";
  };
}

/** Whether a value is a group of conditions: a leaf alone would be read as a reference to another fact. */
export function isGroup(value: unknown): value is Condition {
  return typeof value === "object" && value !== null && ("all" in value || "any" in value || "not" in value);
}
function onItems(
  test: (items: unknown[], holds: (item: unknown) => boolean) => boolean,
): (fact: unknown, value: unknown, context: OperatorContext) => boolean | "empty" | "type" {
  return (fact, value, context) => {
    if (fact === null || fact === undefined) return "empty";
    if (!Array.isArray(fact) || !isGroup(value)) return "type";
    return test(fact, (item) => context.holds(value, item));
  };
}

/** Operators over lists. `some` and `every` ask a condition of each item, as fact `item`. */
export const LIST_OPERATORS: readonly Operator[] = [
  defineOperator({
    name: "contains",
    value: "item",
    appliesTo: LIST,
    en: "contains",
    zh: "包含",
    standard: true,
    test: contains(true),
  }),
  defineOperator({
    name: "doesNotContain",
    value: "item",
    appliesTo: LIST,
    en: "does not contain",
    zh: "不包含",
    standard: true,
    test: contains(false),
  }),
  defineOperator({
    name: "listContainsAny",
    value: "list",
    appliesTo: LIST,
    en: "contains any of",
    zh: "包含任一",
    test: onLists((a, b) => b.some((x) => a.includes(x))),
  }),
  defineOperator({
    name: "listContainsAll",
    value: "list",
    appliesTo: LIST,
    en: "contains all of",
    zh: "包含全部",
    test: onLists((a, b) => b.every((x) => a.includes(x))),
  }),
  defineOperator({
    name: "listContainsNone",
    value: "list",
    appliesTo: LIST,
    en: "contains none of",
    zh: "不包含任何",
    test: onLists((a, b) => !b.some((x) => a.includes(x))),
  }),
  defineOperator({
    name: "some",
    value: "condition",
    appliesTo: LIST,
    en: "has an item where",
    zh: "中有一项满足",
    sentence: { en: "{fact} has an item where {value}", zh: "{fact}中有一项满足{value}" },
    test: onItems((items, holds) => items.some(holds)),
  }),
  defineOperator({
    name: "every",
    value: "condition",
    appliesTo: LIST,
    en: "has only items where",
    zh: "中每一项都满足",
    sentence: { en: "{fact} has only items where {value}", zh: "{fact}中每一项都满足{value}" },
    test: onItems((items, holds) => items.every(holds)),
  }),
];
