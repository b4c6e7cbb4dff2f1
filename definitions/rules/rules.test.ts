import { describe, expect, it } from "vitest";
import type { Condition, ConditionLeaf } from "../condition.ts";
import { codeOf } from "../fixtures/code-of.ts";
import {
  compileCondition,
  describeCondition,
  evaluateCondition,
  explainCondition,
  OPERATORS,
  splitPath,
} from "./index.ts";

const facts = {
  record: {
    status: "new",
    employees: 600,
    country: "CN",
    note: null,
    blank: "",
    tags: ["vip", "asia"],
    createdAt: "2026-03-02T09:00:00+08:00",
    closeDate: "2026-03-10",
    isHot: true,
    limit: 500,
    lines: [{ sku: "S1" }],
  },
  steps: { score: { output: { points: 85 } } },
  vars: { reminders: 0 },
  run: { now: "2026-03-03T01:00:00Z" },
};
const leaf = (path: string, operator: string, value: ConditionLeaf["value"], fact = "record"): Condition => ({
  fact,
  path,
  operator,
  value,
});
const holds = (condition: Condition, named?: Record<string, Condition>) => evaluateCondition(condition, facts, named);
describe("operators", () => {
  it.each([
    ["status", "equal", "new", true],
    ["status", "notEqual", "new", false],
    ["note", "equal", null, true],
    ["employees", "greaterThan", 600, false],
    ["employees", "greaterThanInclusive", 600, true],
    ["employees", "lessThan", 601, true],
    ["employees", "lessThanInclusive", 599, false],
    ["country", "in", ["CN", "HK"], true],
    ["country", "notIn", ["CN", "HK"], false],
    ["tags", "contains", "vip", true],
    ["tags", "doesNotContain", "vip", false],
    ["tags", "listContainsAny", ["x", "asia"], true],
    ["tags", "listContainsAll", ["x", "asia"], false],
    ["status", "startsWith", "ne", true],
    ["status", "endsWith", "w", true],
    ["status", "containsText", "E", false],
    ["status", "matchesPattern", "^n.w$", true],
    ["employees", "between", [600, 700], true],
    ["employees", "notBetween", [600, 700], false],
    ["closeDate", "between", ["2026-03-01", "2026-03-31"], true],
    ["note", "isEmpty", true, true],
    ["blank", "isEmpty", true, true],
    ["note", "isNotEmpty", true, false],
    ["status", "isNotEmpty", true, true],
    ["createdAt", "before", "2026-03-02T02:00:00Z", true],
    ["createdAt", "after", "2026-03-02T00:59:00Z", true],
    ["closeDate", "after", "2026-03-09", true],
    ["createdAt", "withinLast", "P1D", true],
    ["createdAt", "withinLast", "PT23H", false],
    ["closeDate", "withinNext", "P7D", true],
    ["closeDate", "withinNext", "P6D", false],
    ["isHot", "equal", true, true],
    ["lines[0].sku", "equal", "S1", true],
    ["lines.0.sku", "equal", "S1", true],
  ] as const)("%s %s %j is %s", (path, operator, value, expected) => {
    expect(holds(leaf(path, operator, value as ConditionLeaf["value"]))).toBe(expected);
  });

  it("names each operator once, in both languages", () => {
    expect(new Set(OPERATORS.map((entry) => entry.name)).size).toBe(OPERATORS.length);
    for (const { label, appliesTo } of OPERATORS) {
      expect(label.en).not.toBe("");
      expect(label.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(appliesTo.length).toBeGreaterThan(0);
    }
  });
});

describe("empty, undeclared and mixed", () => {
  it("finds no order with what is empty, and says so", () => {
    expect(holds(leaf("note", "greaterThan", 0))).toBe(false);
    expect(holds(leaf("note", "lessThan", 0))).toBe(false);
    expect(explainCondition(leaf("note", "lessThan", 0), facts)).toMatchObject({
      held: false,
      reason: "empty",
      actual: null,
    });
  });
  it("takes a step that did not run as empty", () => {
    expect(holds(leaf("assign.output.owner", "equal", "u1", "steps"))).toBe(false);
    expect(holds(leaf("assign.output.owner", "isEmpty", true, "steps"))).toBe(true);
  });
  it("refuses what nothing declares, except where emptiness is asked", () => {
    expect(codeOf(() => holds(leaf("stauts", "equal", "new")))).toBe("CONDITION_PATH_MISSING");
    expect(codeOf(() => holds(leaf("x", "equal", 1, "item")))).toBe("CONDITION_FACT_MISSING");
    expect(codeOf(() => holds(leaf("score.output.pionts", "equal", 1, "steps")))).toBe("CONDITION_PATH_MISSING");
    expect(holds(leaf("stauts", "isEmpty", true))).toBe(true);
  });
  it("explains where evaluate would throw by throwing too", () => {
    const wrong = { any: [leaf("status", "equal", "old"), leaf("stauts", "equal", "new")] };
    expect(codeOf(() => explainCondition(wrong, facts))).toBe("CONDITION_PATH_MISSING");
    const decided = { any: [leaf("status", "equal", "new"), leaf("stauts", "equal", "new")] };
    expect(explainCondition(decided, facts)).toMatchObject({
      held: true,
      children: [{ held: true }, { held: false, reason: "missing" }],
    });
  });
  it("does not mix types", () => {
    expect(explainCondition(leaf("status", "greaterThan", 3), facts)).toMatchObject({ held: false, reason: "type" });
    expect(holds(leaf("employees", "equal", "600"))).toBe(false);
  });
});

describe("groups", () => {
  it("nests all, any and not", () => {
    const condition: Condition = {
      any: [
        leaf("status", "equal", "old"),
        { all: [leaf("employees", "greaterThan", 500), { not: leaf("country", "equal", "DE") }] },
      ],
    };
    expect(holds(condition)).toBe(true);
    expect(explainCondition(condition, facts)).toMatchObject({
      kind: "any",
      held: true,
      children: [
        { held: false, actual: "new" },
        { kind: "all", held: true, children: [{ actual: 600 }, { kind: "not", held: true }] },
      ],
    });
  });
  it("compares with another fact", () => {
    expect(holds(leaf("employees", "greaterThan", { fact: "record", path: "limit" }))).toBe(true);
    expect(codeOf(() => holds(leaf("employees", "greaterThan", { fact: "record", path: "limti" })))).toBe(
      "CONDITION_PATH_MISSING",
    );
  });
  it("uses named conditions and refuses circles, unknown names and empty alternatives", () => {
    const named: Record<string, Condition> = {
      isNew: leaf("status", "equal", "new"),
      a: { condition: "b" },
      b: { all: [{ condition: "a" }] },
    };
    expect(holds({ not: { condition: "isNew" } }, named)).toBe(false);
    expect(explainCondition({ condition: "isNew" }, facts, named)).toMatchObject({
      kind: "named",
      id: "isNew",
      held: true,
    });
    expect(codeOf(() => compileCondition({ condition: "a" }, named))).toBe("CONDITION_CYCLE");
    expect(codeOf(() => compileCondition({ condition: "c" }, named))).toBe("CONDITION_UNKNOWN");
    expect(codeOf(() => compileCondition({ any: [] }))).toBe("CONDITION_GROUP_EMPTY");
    expect(codeOf(() => compileCondition(leaf("status", "isLike", "x")))).toBe("CONDITION_OPERATOR_UNKNOWN");
  });
  it("reads paths with brackets and JSONPath's root", () => {
    expect(splitPath("$.a[0].b")).toEqual(["a", "0", "b"]);
    expect(codeOf(() => splitPath("a..b"))).toBe("CONDITION_PATH_INVALID");
    expect(codeOf(() => splitPath("a[*].b"))).toBe("CONDITION_PATH_INVALID");
  });
  it("needs the run's time for rules relative to it", () => {
    expect(codeOf(() => evaluateCondition(leaf("createdAt", "withinLast", "P1D"), { record: facts.record }))).toBe(
      "CONDITION_NOW_MISSING",
    );
  });
});

describe("describeCondition", () => {
  const condition: Condition = {
    any: [
      { fact: "steps", path: "score.output.points", operator: "greaterThanInclusive", value: 80 },
      { all: [leaf("employees", "greaterThan", 500), leaf("country", "in", ["CN", "HK"])] },
      { not: leaf("createdAt", "withinLast", "P7D") },
    ],
  };
  const titles = { paths: { "record.employees": { en: "Employees", zh: "员工数" } } };
  it("reads as a sentence in English and Chinese", () => {
    expect(describeCondition(condition, "en", titles)).toBe(
      'steps.score.output.points is at least 80 or (Employees is more than 500 and record.country is one of "CN", "HK") or not (record.createdAt is within the last 7 days)',
    );
    expect(describeCondition(condition, "zh", titles)).toBe(
      "steps.score.output.points 大于或等于 80，或者（员工数大于 500，并且record.country 属于“CN”、“HK”），或者并非（record.createdAt 在过去 7 天内）",
    );
  });
});
