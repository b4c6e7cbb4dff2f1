import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Condition, conditionSchema } from "../../../../../definitions/condition.ts";
import { evaluateCondition } from "../../../../../definitions/rules/index.ts";
import { splitField, toCondition, toQuery } from "./rule-query.ts";

const leaf = fc.record({
  fact: fc.constant("record"),
  path: fc.constantFrom("score", "employees"),
  operator: fc.constantFrom("equal", "greaterThan", "lessThanInclusive", "notEqual"),
  value: fc.integer({ min: 0, max: 4 }),
});
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("condition") }),
  ),
}));

describe("rules and the query builder", () => {
  test("a rule keeps its meaning on the way there and back", () => {
    fc.assert(
      fc.property(
        condition,
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 4 }),
        (rule, score, employees) => {
          const back = toCondition(toQuery(rule));
          if (back === null) throw new Error("a rule with leaves became nothing");
          expect(conditionSchema.safeParse(back).success).toBe(true);
          const facts = { record: { score, employees } };
          expect(evaluateCondition(back, facts)).toBe(evaluateCondition(rule, facts));
          // The second time nothing changes any more.
          expect(toCondition(toQuery(back))).toEqual(back);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("named conditions and comparisons of two fields come through", () => {
    const rule: Condition = {
      all: [
        { condition: "isVip" },
        { fact: "record", path: "a.b", operator: "equal", value: { fact: "vars", path: "limit" } },
        { fact: "item", operator: "in", value: ["x", "y"] },
      ],
    };
    expect(toCondition(toQuery(rule))).toEqual(rule);
  });

  test("groups without rules are left out: `any: []` would always hold", () => {
    const empty = { combinator: "or", rules: [] };
    expect(toCondition(empty)).toBeNull();
    const query = { combinator: "and", rules: [empty, { field: "record.a", operator: "equal", value: 1 }] };
    expect(toCondition(query)).toEqual({ all: [{ fact: "record", path: "a", operator: "equal", value: 1 }] });
  });

  test("a field without a dot is a fact", () => {
    expect(splitField("index")).toEqual({ fact: "index" });
    expect(splitField("record.a.b")).toEqual({ fact: "record", path: "a.b" });
  });
});
