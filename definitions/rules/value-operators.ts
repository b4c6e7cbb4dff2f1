import { defineOperator, EVERY, type Operator, ORDERED, SCALAR, TIME } from "./define-operator.ts";
import { readMoment } from "./moments.ts";

const isEmptyValue = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Order of two numbers, two moments or two texts; anything mixed has none. */
function compareValues(a: unknown, b: unknown): number | "empty" | "type" {
  if (a === null || a === undefined || b === null || b === undefined) return "empty";
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== "string" || typeof b !== "string") return "type";
  const left = readMoment(a);
  const right = left === null ? null : readMoment(b);
  if (left !== null && right !== null) return left - right;
  return a < b ? -1 : a > b ? 1 : 0;
}
function ordered(test: (order: number) => boolean): Operator["test"] {
  return (fact, value) => {
    const order = compareValues(fact, value);
    return typeof order === "number" ? test(order) : order;
  };
}
function between(inside: boolean): Operator["test"] {
  return (fact, value) => {
    if (!Array.isArray(value) || value.length !== 2) return "type";
    const low = compareValues(fact, value[0]);
    const high = compareValues(fact, value[1]);
    if (typeof low !== "number") return low;
    if (typeof high !== "number") return high;
    return (low >= 0 && high <= 0) === inside;
  };
}
function includes(wanted: boolean): Operator["test"] {
  return (fact, value) => (Array.isArray(value) ? value.includes(fact ?? null) === wanted : "type");
}

const order = (name: string, en: string, zh: string, test: (order: number) => boolean): Operator =>
  defineOperator({ name, value: "same", appliesTo: ORDERED, en, zh, standard: true, test: ordered(test) });
const membership = (name: string, en: string, zh: string, wanted: boolean): Operator =>
  defineOperator({ name, value: "list", appliesTo: SCALAR, en, zh, standard: true, test: includes(wanted) });

/** Operators over single values: equality, order, membership, emptiness. */
export const VALUE_OPERATORS: readonly Operator[] = [
  defineOperator({
    name: "equal",
    value: "same",
    appliesTo: SCALAR,
    en: "is",
    zh: "等于",
    standard: true,
    test: (a, b) => (a ?? null) === b,
  }),
  defineOperator({
    name: "notEqual",
    value: "same",
    appliesTo: SCALAR,
    en: "is not",
    zh: "不等于",
    standard: true,
    test: (a, b) => (a ?? null) !== b,
  }),
  order("lessThan", "is less than", "小于", (sign) => sign < 0),
  order("lessThanInclusive", "is at most", "小于或等于", (sign) => sign <= 0),
  order("greaterThan", "is more than", "大于", (sign) => sign > 0),
  order("greaterThanInclusive", "is at least", "大于或等于", (sign) => sign >= 0),
  membership("in", "is one of", "属于", true),
  membership("notIn", "is none of", "不属于", false),
  defineOperator({
    name: "between",
    value: "range",
    appliesTo: [...ORDERED, ...TIME],
    en: "is between",
    zh: "介于",
    test: between(true),
  }),
  defineOperator({
    name: "notBetween",
    value: "range",
    appliesTo: [...ORDERED, ...TIME],
    en: "is not between",
    zh: "不介于",
    test: between(false),
  }),
  defineOperator({
    name: "isEmpty",
    value: "none",
    appliesTo: EVERY,
    en: "is empty",
    zh: "为空",
    acceptsMissing: true,
    sentence: { en: "{fact} is empty", zh: "{fact}为空" },
    test: (a, b) => isEmptyValue(a) === (b !== false),
  }),
  defineOperator({
    name: "isNotEmpty",
    value: "none",
    appliesTo: EVERY,
    en: "is not empty",
    zh: "不为空",
    acceptsMissing: true,
    sentence: { en: "{fact} is not empty", zh: "{fact}不为空" },
    test: (a, b) => !isEmptyValue(a) === (b !== false),
  }),
];
