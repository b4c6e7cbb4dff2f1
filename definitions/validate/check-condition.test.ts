import { describe, expect, it } from "vitest";
import type { Condition } from "../condition.ts";
import type { ScopeTypes, ValueType } from "../expression/types.ts";
import type { Json } from "../json.ts";
import { checkCondition, type ConditionContext } from "./check-condition.ts";

const line: ValueType = {
  kind: "object",
  open: false,
  fields: { sku: { kind: "string" }, amount: { kind: "number" }, at: { kind: "instant" } },
};
const record: ValueType = {
  kind: "object",
  open: false,
  fields: {
    lines: { kind: "list", item: line },
    tags: { kind: "list", item: { kind: "string" } },
    at: { kind: "instant" },
  },
};
const scope: ScopeTypes = {
  names: { record, run: { kind: "object", open: false, fields: { now: { kind: "instant" } } } },
};
const context: ConditionContext = {
  calendars: new Set(["office"]),
  scopeFor: () => scope,
  explainPath: () => null,
  namedConditions: new Map([["known", undefined]]),
};
const leaf = (path: string, operator: string, value: Json): Condition => ({ fact: "record", path, operator, value });
const item = (path: string, operator: string, value: Json): Json => ({ fact: "item", path, operator, value });
const check = (condition: Condition) =>
  checkCondition(condition, { path: "when" }, context).map((issue) => `${issue.code} ${issue.path}`);

describe("checkCondition of items", () => {
  it.each<[string, Condition, string[]]>([
    ["a good one", leaf("lines", "some", { all: [item("amount", "greaterThan", 3)] }), []],
    ["an item itself", leaf("tags", "every", { any: [{ fact: "item", operator: "startsWith", value: "v" }] }), []],
    ["the run's time", leaf("lines", "some", { all: [item("at", "before", { fact: "run", path: "now" })] }), []],
    [
      "an undeclared field",
      leaf("lines", "some", { all: [item("price", "equal", 3)] }),
      ["CONDITION_PATH_MISSING when.value.all.0.path"],
    ],
    [
      "mixed types",
      leaf("lines", "some", { all: [item("amount", "equal", "3")] }),
      ["CONDITION_TYPE_MISMATCH when.value.all.0.value"],
    ],
    [
      "an unfit operator",
      leaf("lines", "some", { not: item("amount", "startsWith", "3") }),
      ["CONDITION_OPERATOR_UNFIT when.value.not.operator"],
    ],
    ["an empty group", leaf("lines", "every", { any: [] }), ["CONDITION_GROUP_EMPTY when.value.any"]],
    [
      "a leaf instead of a group",
      leaf("lines", "every", item("amount", "equal", 3)),
      ["CONDITION_FACT_MISSING when.value"],
    ],
    ["no condition", leaf("lines", "some", 3), ["CONDITION_VALUE_INVALID when.value"]],
    [
      "the record from within",
      leaf("lines", "some", { all: [{ fact: "record", path: "at", operator: "isEmpty", value: true }] }),
      ["CONDITION_FACT_MISSING when.value.all.0.path"],
    ],
    [
      "a shared condition",
      leaf("lines", "some", { all: [{ condition: "known" }] }),
      ["CONDITION_NAME_UNKNOWN when.value.all.0.condition"],
    ],
    ["no list", leaf("at", "some", { all: [item("amount", "equal", 3)] }), ["CONDITION_OPERATOR_UNFIT when.operator"]],
  ])("%s", (_, condition, expected) => {
    expect(check(condition)).toEqual(expected);
  });
  it.each<[Json, string[]]>([
    ["P2D", []],
    [{ duration: "P1DT4H", calendar: "office" }, []],
    [{ duration: "P1D", calendar: "shop" }, ["CALENDAR_KEY_UNKNOWN when.value.calendar"]],
    ["P1W", ["CONDITION_VALUE_INVALID when.value"]],
    [{ duration: "P1D" }, ["CONDITION_VALUE_INVALID when.value"]],
    [3, ["CONDITION_VALUE_INVALID when.value"]],
  ])("business time %j", (value, expected) => {
    expect(check(leaf("at", "withinLastBusiness", value))).toEqual(expected);
  });
  it("refuses a calendar where rules are asked without them", () => {
    const { calendars: _, ...without } = context;
    const rule = leaf("at", "withinNextBusiness", { duration: "P1D", calendar: "office" });
    expect(checkCondition(rule, {}, without).map((issue) => issue.code)).toEqual(["CONDITION_CALENDAR_UNAVAILABLE"]);
  });
  it("looks at each shared condition once, however often they use one another", () => {
    const named = new Map<string, Condition>([["c0", leaf("nowhere", "equal", 1)]]);
    for (let index = 1; index < 60; index += 1) {
      named.set(`c${index}`, { all: [{ condition: `c${index - 1}` }, { condition: `c${index - 1}` }] });
    }
    const issues = checkCondition({ condition: "c59" }, {}, { ...context, namedConditions: named });
    expect(issues.map((issue) => issue.code)).toEqual(["CONDITION_PATH_MISSING"]);
  });
});
