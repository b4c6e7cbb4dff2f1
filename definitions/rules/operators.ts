import { addDuration } from "../calendar/instants.ts";
import type { FieldType } from "../catalogue.ts";
import { userError } from "../errors.ts";
import { compilePattern } from "../expression/pattern.ts";
import { readMoment } from "./moments.ts";

/** What a leaf's operator says: held, not held, or why it could not hold whatever the value was. */
export type Verdict = boolean | "empty" | "type";

/** The shape that an operator's value must have. */
export type ValueShape = "same" | "text" | "list" | "range" | "moment" | "duration" | "item" | "pattern" | "none";

/** An operator of conditions. `now` is the run's own time (ISO), for operators relative to it. */
export interface Operator {
  name: string;
  label: { en: string; zh: string };
  /** The sentence: `{fact}` and `{value}` are put in. */
  sentence: { en: string; zh: string };
  appliesTo: readonly FieldType[];
  value: ValueShape;
  /** json-rules-engine's own operator; the others are added to it (engine.ts). */
  standard: boolean;
  /** An undeclared path counts as empty instead of being an error. */
  acceptsMissing?: true;
  /** Compiles the value once where it is a literal; absent where nothing can be prepared. */
  test(fact: unknown, value: unknown, now: string | undefined): Verdict;
}

const TEXT = ["string", "text", "choice", "reference"] as const satisfies readonly FieldType[];
const ORDERED = ["number"] as const satisfies readonly FieldType[];
const TIME = ["date", "instant"] as const satisfies readonly FieldType[];
const SCALAR = [...TEXT, "number", "boolean", ...TIME] as const satisfies readonly FieldType[];
const EVERY = [...SCALAR, "list", "object"] as const satisfies readonly FieldType[];

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
function onText(test: (fact: string, value: string) => boolean): Operator["test"] {
  return (fact, value) => {
    if (fact === null || fact === undefined) return "empty";
    if (typeof fact !== "string" || typeof value !== "string") return "type";
    return test(fact, value);
  };
}
function onMoments(test: (fact: number, value: number) => boolean): Operator["test"] {
  return (fact, value) => {
    if (fact === null || fact === undefined || fact === "" || value === null) return "empty";
    const left = readMoment(fact);
    const right = readMoment(value);
    return left === null || right === null ? "type" : test(left, right);
  };
}
function within(sign: 1 | -1): Operator["test"] {
  return (fact, value, now) => {
    if (fact === null || fact === undefined || fact === "") return "empty";
    const at = readMoment(fact);
    if (at === null || typeof value !== "string") return "type";
    if (now === undefined) throw userError("CONDITION_NOW_MISSING", "this rule needs run.now", {});
    const start = Date.parse(now);
    const edge = Date.parse(addDuration(now, value, "UTC", sign));
    return sign === -1 ? at >= edge && at <= start : at >= start && at <= edge;
  };
}
function onLists(test: (fact: unknown[], value: unknown[]) => boolean): Operator["test"] {
  return (fact, value) => {
    if (fact === null || fact === undefined) return "empty";
    return Array.isArray(fact) && Array.isArray(value) ? test(fact, value) : "type";
  };
}
function includes(test: (found: boolean) => boolean): Operator["test"] {
  return (fact, value) => (Array.isArray(value) ? test(value.includes(fact)) : "type");
}
function holds(test: (found: boolean) => boolean): Operator["test"] {
  return (fact, value) => {
    if (fact === null || fact === undefined) return "empty";
    return Array.isArray(fact) ? test(fact.includes(value)) : "type";
  };
}

const define = (
  name: string,
  value: ValueShape,
  appliesTo: readonly FieldType[],
  en: string,
  zh: string,
  test: Operator["test"],
  more: { standard?: true; acceptsMissing?: true; sentence?: { en: string; zh: string } } = {},
): Operator => ({
  name,
  value,
  appliesTo,
  label: { en, zh },
  sentence: more.sentence ?? { en: `{fact} ${en} {value}`, zh: `{fact}${zh}{value}` },
  standard: more.standard ?? false,
  ...(more.acceptsMissing === undefined ? {} : { acceptsMissing: true as const }),
  test,
});
const STANDARD = { standard: true } as const;

/** Every operator of conditions, in the order in which a picker shows them. */
export const OPERATORS: readonly Operator[] = [
  define("equal", "same", SCALAR, "is", "等于", (a, b) => (a ?? null) === b, STANDARD),
  define("notEqual", "same", SCALAR, "is not", "不等于", (a, b) => (a ?? null) !== b, STANDARD),
  define(
    "lessThan",
    "same",
    ORDERED,
    "is less than",
    "小于",
    ordered((order) => order < 0),
    STANDARD,
  ),
  define(
    "lessThanInclusive",
    "same",
    ORDERED,
    "is at most",
    "小于或等于",
    ordered((order) => order <= 0),
    STANDARD,
  ),
  define(
    "greaterThan",
    "same",
    ORDERED,
    "is more than",
    "大于",
    ordered((order) => order > 0),
    STANDARD,
  ),
  define(
    "greaterThanInclusive",
    "same",
    ORDERED,
    "is at least",
    "大于或等于",
    ordered((order) => order >= 0),
    STANDARD,
  ),
  define(
    "in",
    "list",
    SCALAR,
    "is one of",
    "属于",
    includes((found) => found),
    STANDARD,
  ),
  define(
    "notIn",
    "list",
    SCALAR,
    "is none of",
    "不属于",
    includes((found) => !found),
    STANDARD,
  ),
  define(
    "contains",
    "item",
    ["list"],
    "contains",
    "包含",
    holds((found) => found),
    STANDARD,
  ),
  define(
    "doesNotContain",
    "item",
    ["list"],
    "does not contain",
    "不包含",
    holds((found) => !found),
    STANDARD,
  ),
  define(
    "startsWith",
    "text",
    TEXT,
    "starts with",
    "开头是",
    onText((a, b) => a.startsWith(b)),
  ),
  define(
    "endsWith",
    "text",
    TEXT,
    "ends with",
    "结尾是",
    onText((a, b) => a.endsWith(b)),
  ),
  define(
    "containsText",
    "text",
    TEXT,
    "contains the text",
    "包含文本",
    onText((a, b) => a.includes(b)),
  ),
  define(
    "matchesPattern",
    "pattern",
    TEXT,
    "matches the pattern",
    "匹配模式",
    onText((a, b) => compilePattern(b).matcher(a).find()),
  ),
  define("between", "range", [...ORDERED, ...TIME], "is between", "介于", between(true)),
  define("notBetween", "range", [...ORDERED, ...TIME], "is not between", "不介于", between(false)),
  define("isEmpty", "none", EVERY, "is empty", "为空", (a, b) => isEmptyValue(a) === (b !== false), {
    acceptsMissing: true,
    sentence: { en: "{fact} is empty", zh: "{fact}为空" },
  }),
  define("isNotEmpty", "none", EVERY, "is not empty", "不为空", (a, b) => !isEmptyValue(a) === (b !== false), {
    acceptsMissing: true,
    sentence: { en: "{fact} is not empty", zh: "{fact}不为空" },
  }),
  define(
    "before",
    "moment",
    TIME,
    "is before",
    "早于",
    onMoments((a, b) => a < b),
  ),
  define(
    "after",
    "moment",
    TIME,
    "is after",
    "晚于",
    onMoments((a, b) => a > b),
  ),
  define("withinLast", "duration", TIME, "is within the last", "在过去", within(-1), {
    sentence: { en: "{fact} is within the last {value}", zh: "{fact}在过去 {value}内" },
  }),
  define("withinNext", "duration", TIME, "is within the next", "在未来", within(1), {
    sentence: { en: "{fact} is within the next {value}", zh: "{fact}在未来 {value}内" },
  }),
  define(
    "listContainsAny",
    "list",
    ["list"],
    "contains any of",
    "包含任一",
    onLists((a, b) => b.some((x) => a.includes(x))),
  ),
  define(
    "listContainsAll",
    "list",
    ["list"],
    "contains all of",
    "包含全部",
    onLists((a, b) => b.every((x) => a.includes(x))),
  ),
];

export const OPERATORS_BY_NAME: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((entry) => [entry.name, entry]));

/** The operator of this name. Throws `CONDITION_OPERATOR_UNKNOWN`. */
export function findOperator(name: string): Operator {
  const operator = OPERATORS_BY_NAME.get(name);
  if (operator === undefined) {
    throw userError("CONDITION_OPERATOR_UNKNOWN", `there is no operator "${name}"`, { operator: name });
  }
  return operator;
}
