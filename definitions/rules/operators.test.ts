import { describe, expect, it } from "vitest";
import type { Condition } from "../condition.ts";
import { describeRule } from "../describe/describe-rule.ts";
import { codeOf } from "../fixtures/code-of.ts";
import type { Json } from "../json.ts";
import type { Calendar } from "../resources.ts";
import { compileCondition, describeCondition, evaluateCondition, explainCondition, OPERATORS } from "./index.ts";
import { operatorsFor } from "./operators.ts";

const DAY: [string, string][] = [["09:00", "18:00"]];
const office: Calendar = {
  key: "office",
  tz: "Asia/Shanghai",
  hours: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY },
  holidays: ["2026-03-04"],
  overrides: {},
};
/** Thursday, 5 March 2026, 10:00 in Shanghai; the Wednesday before it is a holiday of the office. */
const facts = {
  record: {
    name: "Acme Ltd",
    since: "2026-03-03T02:00:00Z",
    tuesday: "2026-03-03",
    next: "2026-03-09T02:00:00Z",
    note: null,
    tags: ["vip", "asia"],
    none: [],
    lines: [
      { sku: "S1", amount: 40, tags: ["new"] },
      { sku: "S2", amount: 160, tags: [] },
    ],
  },
  run: { now: "2026-03-05T02:00:00Z" },
  calendars: { office },
};
const leaf = (path: string, operator: string, value: Json): Condition => ({ fact: "record", path, operator, value });
const item = (path: string | undefined, operator: string, value: Json): Condition => ({
  fact: "item",
  ...(path === undefined ? {} : { path }),
  operator,
  value,
});
describe("operators beyond json-rules-engine's own", () => {
  it.each<[string, string, Json, boolean]>([
    ["name", "doesNotContainText", "Inc", true],
    ["name", "doesNotContainText", "Acme", false],
    ["note", "doesNotContainText", "Acme", false],
    ["name", "equalIgnoringCase", "ACME LTD", true],
    ["name", "containsIgnoringCase", "acme", true],
    ["name", "doesNotMatchPattern", "^A", false],
    ["since", "onOrBefore", "2026-03-03T02:00:00Z", true],
    ["since", "onOrBefore", "2026-03-03", false],
    ["tuesday", "onOrAfter", "2026-03-03", true],
    ["since", "longerAgoThan", "P2D", false],
    ["since", "longerAgoThan", "PT47H", true],
    ["next", "furtherAheadThan", "P4D", false],
    ["next", "furtherAheadThan", "P3D", true],
    ["tags", "listContainsNone", ["x", "y"], true],
    ["tags", "listContainsNone", ["x", "vip"], false],
    ["note", "listContainsNone", ["x"], false],
    // Two weekdays back from Thursday 02:00 UTC is Tuesday 02:00 UTC.
    ["since", "withinLastBusiness", "P2D", true],
    ["since", "withinLastBusiness", "P1D", false],
    ["tuesday", "withinLastBusiness", "P2D", false],
    // In the office's calendar Wednesday is a holiday: one business day back is Tuesday.
    ["since", "withinLastBusiness", { duration: "P1D", calendar: "office" }, true],
    ["next", "withinNextBusiness", "P2D", true],
    ["next", "withinNextBusiness", "P1D", false],
    ["next", "withinNextBusiness", { duration: "PT17H", calendar: "office" }, false],
    ["next", "withinNextBusiness", { duration: "PT18H", calendar: "office" }, true],
  ])("%s %s %j is %s", (path, operator, value, expected) => {
    const rule = leaf(path, operator, value);
    expect(evaluateCondition(rule, facts)).toBe(expected);
    expect(explainCondition(rule, facts)).toMatchObject({ held: expected, operator });
  });

  it("refuses business time in a calendar that is not there", () => {
    const rule = leaf("since", "withinLastBusiness", { duration: "P1D", calendar: "shop" });
    expect(codeOf(() => evaluateCondition(rule, facts))).toBe("CALENDAR_UNKNOWN");
  });

  it("offers a field the operators of its type", () => {
    expect(operatorsFor("boolean").map(({ name }) => name)).toEqual([
      "equal",
      "notEqual",
      "in",
      "notIn",
      "isEmpty",
      "isNotEmpty",
    ]);
    expect(operatorsFor("list").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["contains", "some", "every", "isEmpty"]),
    );
    expect(operatorsFor("date").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["withinNextBusiness", "before"]),
    );
    expect(operatorsFor("number").map(({ name }) => name)).not.toContain("startsWith");
    expect(operatorsFor("any")).toBe(OPERATORS);
  });
});

describe("some and every", () => {
  const big: Json = { all: [{ fact: "item", path: "amount", operator: "greaterThan", value: 100 }] };
  const small: Json = { all: [{ fact: "item", path: "amount", operator: "greaterThan", value: 10 }] };
  it.each<[string, string, Json, boolean]>([
    ["lines", "some", big, true],
    ["lines", "every", big, false],
    ["lines", "every", small, true],
    ["none", "some", small, false],
    ["none", "every", small, true],
    ["note", "some", small, false],
    ["note", "every", small, false],
    ["name", "some", small, false],
    ["tags", "some", { any: [{ fact: "item", operator: "startsWith", value: "v" }] }, true],
    ["lines", "some", { not: { fact: "item", path: "sku", operator: "in", value: ["S1", "S2"] } }, false],
    ["lines", "some", { all: [{ fact: "item", path: "tags", operator: "contains", value: "new" }] }, true],
  ])("%s %s %j is %s", (path, operator, value, expected) => {
    expect(evaluateCondition(leaf(path, operator, value), facts)).toBe(expected);
  });
  it("tells of each item why it met the rule or not", () => {
    expect(explainCondition(leaf("lines", "some", big), facts)).toMatchObject({
      kind: "leaf",
      held: true,
      children: [
        { id: "0", held: false, children: [{ path: "amount", actual: 40 }] },
        { id: "1", held: true, children: [{ actual: 160 }] },
      ],
    });
    expect(explainCondition(leaf("note", "some", big), facts)).toMatchObject({ held: false, reason: "empty" });
  });
  it("asks of items what is relative to the run, too, and refuses what an item lacks", () => {
    const list = { ...facts, record: { dates: ["2026-03-04T00:00:00Z"] } };
    const recent: Json = {
      all: [{ fact: "item", operator: "withinLastBusiness", value: { duration: "P1D", calendar: "office" } }],
    };
    expect(evaluateCondition(leaf("dates", "every", recent), list)).toBe(true);
    const wrong: Json = { all: [{ fact: "item", path: "price", operator: "equal", value: 1 }] };
    expect(codeOf(() => evaluateCondition(leaf("lines", "some", wrong), facts))).toBe("CONDITION_PATH_MISSING");
    expect(codeOf(() => compileCondition(leaf("lines", "some", { all: [{ condition: "isNew" }] })))).toBe(
      "CONDITION_UNKNOWN",
    );
    expect(codeOf(() => compileCondition(leaf("lines", "some", { any: [] })))).toBe("CONDITION_GROUP_EMPTY");
  });
});

describe("sentences", () => {
  it.each<[Condition, string, string]>([
    [
      leaf("since", "withinLastBusiness", "P2D"),
      "record.since is within the last 2 business days",
      "record.since 在过去 2 个工作日内",
    ],
    [
      leaf("next", "withinNextBusiness", { duration: "PT4H", calendar: "office" }),
      "record.next is within the next 4 business hours",
      "record.next 在未来 4 个工作小时内",
    ],
    [
      leaf("since", "longerAgoThan", "P30D"),
      "record.since is longer ago than 30 days",
      "record.since 距今已超过 30 天",
    ],
    [
      leaf("lines", "some", {
        all: [item("amount", "greaterThan", 100), item("sku", "startsWith", "S")] as unknown as Json,
      }),
      'record.lines has an item where (amount is more than 100 and sku starts with "S")',
      "record.lines 中有一项满足（amount 大于 100，并且sku 开头是“S”）",
    ],
    [
      { not: leaf("tags", "every", { any: [item(undefined, "equal", "vip")] as unknown as Json }) },
      'not (record.tags has only items where (the item is "vip"))',
      "并非（record.tags 中每一项都满足（该项等于“vip”））",
    ],
  ])("%j", (rule, english, chinese) => {
    expect(describeCondition(rule, "en")).toBe(english);
    expect(describeCondition(rule, "zh")).toBe(chinese);
  });
  it("has words for every operator, in a sentence and on a card", () => {
    for (const { name, value } of OPERATORS) {
      const given: Json =
        value === "condition"
          ? { all: [item("amount", "equal", 1)] as unknown as Json }
          : value.endsWith("duration")
            ? "P1D"
            : value === "range"
              ? [1, 2]
              : "x";
      const rule = leaf("lines", name, given);
      for (const language of ["en", "zh"] as const) {
        expect(describeCondition(rule, language)).not.toMatch(/[{}]/);
      }
      expect(describeRule(rule, "zh").split(" ")).not.toContain(name);
      expect(describeRule(rule, "zh")).toMatch(/[\u4e00-\u9fff=≠<>≤≥]/);
    }
  });
});

describe("bad input, in bounded time", () => {
  it("refuses named conditions that grow beyond measure", () => {
    const named: Record<string, Condition> = { c0: leaf("name", "equal", "x") };
    for (let index = 1; index < 40; index += 1) {
      named[`c${index}`] = { all: [{ condition: `c${index - 1}` }, { condition: `c${index - 1}` }] };
    }
    const startedAt = Date.parse(new Date().toISOString());
    expect(codeOf(() => compileCondition({ condition: "c39" }, named))).toBe("CONDITION_TOO_LARGE");
    expect(Date.parse(new Date().toISOString()) - startedAt).toBeLessThan(500);
    expect(compileCondition({ condition: "c8" }, named).evaluate(facts)).toBe(false);
  });
  it("refuses groups nested too deep, and long circles", () => {
    let deep: Condition = leaf("name", "equal", "x");
    for (let depth = 0; depth < 5_000; depth += 1) deep = { not: deep };
    expect(codeOf(() => compileCondition(deep))).toBe("CONDITION_TOO_DEEP");
    const named: Record<string, Condition> = {};
    for (let index = 0; index < 90; index += 1) named[`c${index}`] = { not: { condition: `c${(index + 1) % 90}` } };
    expect(["CONDITION_CYCLE", "CONDITION_TOO_DEEP"]).toContain(
      codeOf(() => compileCondition({ condition: "c0" }, named)),
    );
    const short = { a: { condition: "b" }, b: { any: [{ condition: "c" }] }, c: { condition: "a" } };
    expect(codeOf(() => compileCondition({ condition: "a" }, short))).toBe("CONDITION_CYCLE");
  });
  it("runs patterns that make others backtrack in linear time", () => {
    const record = { text: `${"a".repeat(50_000)}!` };
    const startedAt = Date.parse(new Date().toISOString());
    for (const pattern of ["^(a+)+$", "^(a|aa)*$", "(.*)(.*)(.*)x$"]) {
      expect(evaluateCondition(leaf("text", "matchesPattern", pattern), { record })).toBe(false);
    }
    expect(Date.parse(new Date().toISOString()) - startedAt).toBeLessThan(5_000);
    expect(codeOf(() => evaluateCondition(leaf("text", "matchesPattern", "(?=a)"), { record }))).toBe(
      "EXPRESSION_VALUE_INVALID",
    );
    expect(codeOf(() => evaluateCondition(leaf("text", "matchesPattern", "a".repeat(501)), { record }))).toBe(
      "EXPRESSION_VALUE_INVALID",
    );
  });
});
