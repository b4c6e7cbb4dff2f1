import type { JsonObject } from "../../../../definitions/json.ts";

/** Shared conditions, a rule set, a points model and a learned score that is not trained yet. */
export function seedDecisions(): Record<"conditions" | "rule-sets" | "scoring-models", JsonObject[]> {
  return {
    conditions: [
      {
        key: "large-company",
        name: { en: "Large company", zh: "大型企业" },
        object: "lead",
        when: { all: [{ fact: "record", path: "employees", operator: "greaterThanInclusive", value: 200 }] },
      },
    ],
    "rule-sets": [
      {
        schemaVersion: 1,
        key: "discount",
        name: { en: "Discount", zh: "折扣" },
        inputs: [
          { name: "amount", type: "number", title: { en: "Amount", zh: "金额" }, required: true },
          { name: "accountId", type: "string", title: { en: "Account", zh: "客户" }, required: false },
        ],
        facts: [
          {
            id: "account",
            name: { en: "Account", zh: "客户" },
            type: "record",
            object: "account",
            recordId: "=input.accountId",
            timeoutSeconds: 10,
            cacheSeconds: 60,
          },
        ],
        conditions: {},
        rules: [
          {
            id: "gold",
            name: { en: "Gold customer", zh: "金牌客户" },
            priority: 10,
            when: {
              all: [
                { fact: "account", path: "tier", operator: "in", value: ["gold", "platinum"] },
                { fact: "input", path: "amount", operator: "greaterThanInclusive", value: 1_000 },
              ],
            },
            event: { type: "discount", params: { percent: 15 } },
          },
          {
            id: "large",
            name: { en: "Large order", zh: "大额订单" },
            priority: 1,
            when: { all: [{ fact: "input", path: "amount", operator: "greaterThanInclusive", value: 5_000 }] },
            event: { type: "discount", params: { percent: 5 } },
          },
        ],
        mode: "first",
        tests: [
          {
            name: "Gold customer, medium order",
            input: { amount: 2_000, accountId: "a1" },
            facts: { account: { tier: "gold" } },
            expect: { events: ["discount"], rules: ["gold"] },
          },
        ],
      },
    ],
    "scoring-models": [
      {
        schemaVersion: 1,
        type: "points",
        key: "lead-points",
        name: { en: "Lead points", zh: "线索积分" },
        object: "lead",
        base: 0,
        minimum: 0,
        maximum: 100,
        categories: [
          { id: "fit", name: { en: "Fit", zh: "匹配度" }, maximum: 50 },
          { id: "interest", name: { en: "Interest", zh: "兴趣" }, maximum: 60 },
        ],
        rules: [
          {
            id: "employees",
            name: { en: "200 people or more", zh: "200 人以上" },
            category: "fit",
            points: 30,
            when: { condition: "large-company" },
          },
          {
            id: "visits",
            name: { en: "Came back three times", zh: "访问三次以上" },
            category: "interest",
            points: 25,
            when: { all: [{ fact: "record", path: "visits", operator: "greaterThanInclusive", value: 3 }] },
            decay: { type: "half-life", since: "createdAt", over: "P30D" },
          },
        ],
        grades: [
          { grade: "A", from: 60 },
          { grade: "B", from: 30 },
        ],
        tests: [],
      },
      {
        schemaVersion: 1,
        type: "learned",
        key: "lead-chance",
        name: { en: "Chance to convert", zh: "转化可能性" },
        object: "lead",
        target: { field: "status", positive: ["converted"], negative: ["disqualified"] },
        leaveOut: ["score", "grade"],
        keep: [],
        maximumRows: 100_000,
        gate: { minimumAuc: 0.6, minimumHoldOutRows: 50 },
        grades: [
          { grade: "A", from: 70 },
          { grade: "B", from: 40 },
        ],
        model: null,
        lastTraining: null,
      },
    ],
  };
}
