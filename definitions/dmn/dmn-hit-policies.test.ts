import { describe, expect, test } from "vitest";
import { compileGraph, readDmn } from "./index.ts";
import { dmnFile, inputData, tableDecision } from "./testing/dmn-files.ts";

async function ask(parts: string, decision: string, input: Record<string, never> | object) {
  const { graph, unsupported } = await readDmn(dmnFile(parts));
  return { ...compileGraph(graph, decision).evaluate(input as never), unsupported };
}

const AGE = [{ expression: "Applicant Age", type: "number" }];
const DISCOUNT = [{ name: "Discount", type: "number", values: "30, 20, 10" }];
const RULES = [
  [">= 18", "10"],
  [">= 65", "30"],
  ["[21..30]", "20"],
];
const file = (policy: string, more: object = {}) =>
  inputData("Applicant Age", "number") +
  tableDecision({
    name: "Discount",
    policy,
    inputs: AGE,
    outputs: DISCOUNT,
    rules: RULES,
    required: ["in_Applicant_Age"],
    ...more,
  });

describe("the value of each hit policy is the standard's (DMN 1.3 §8.2.10–11)", () => {
  test.each([
    ["FIRST", undefined, 70, 10, ["r1"]],
    ["PRIORITY", undefined, 70, 30, ["r1", "r2"]],
    ["RULE ORDER", undefined, 25, [10, 20], ["r1", "r3"]],
    ["OUTPUT ORDER", undefined, 25, [20, 10], ["r1", "r3"]],
    ["COLLECT", undefined, 70, [10, 30], ["r1", "r2"]],
    ["COLLECT", "SUM", 70, 40, ["r1", "r2"]],
    ["COLLECT", "MIN", 70, 10, ["r1", "r2"]],
    ["COLLECT", "MAX", 70, 30, ["r1", "r2"]],
    ["COLLECT", "COUNT", 70, 2, ["r1", "r2"]],
    ["UNIQUE", undefined, 18, 10, ["r1"]],
    ["ANY", undefined, 18, 10, ["r1"]],
    ["UNIQUE", undefined, 3, null, []],
    ["FIRST", undefined, 3, null, []],
    ["COLLECT", undefined, 3, [], []],
  ])("%s %s at %s", async (policy, aggregation, age, outputs, hits) => {
    const more = aggregation === undefined ? {} : { aggregation };
    expect(await ask(file(policy, more), "Discount", { "Applicant Age": age })).toMatchObject({
      outputs,
      hits,
      unsupported: [],
    });
  });

  test("unique and any refuse rows that contradict each other, and name them", async () => {
    for (const [policy, code] of [
      ["UNIQUE", "TABLE_UNIQUE_VIOLATED"],
      ["ANY", "TABLE_ANY_VIOLATED"],
    ] as const) {
      await expect(ask(file(policy), "Discount", { "Applicant Age": 70 })).rejects.toMatchObject({
        code,
        details: { rows: "r1, r2" },
      });
    }
  });

  test("several outputs are an object by the file's names, a list of them under rule order; the default answers for no match", async () => {
    const outputs = [
      { name: "Approved/Declined", type: "string", default: '"Declined"' },
      { name: "Rate", type: "number", default: "0" },
    ];
    const rules = [
      [">= 18", '"Approved"', "5"],
      ["> 60", '"Approved"', "7.5"],
    ];
    const parts = (policy: string) => file(policy, { name: "Approval Status", outputs, rules });
    expect(await ask(parts("FIRST"), "Approval Status", { "Applicant Age": 20 })).toMatchObject({
      outputs: { "Approved/Declined": "Approved", Rate: 5 },
    });
    expect(await ask(parts("RULE ORDER"), "Approval Status", { "Applicant Age": 61 })).toMatchObject({
      outputs: [
        { "Approved/Declined": "Approved", Rate: 5 },
        { "Approved/Declined": "Approved", Rate: 7.5 },
      ],
    });
    expect(await ask(parts("FIRST"), "Approval Status", { "Applicant Age": 3 })).toMatchObject({
      outputs: { "Approved/Declined": "Declined", Rate: 0 },
    });
  });
});

describe("cells and columns", () => {
  test("input expressions, cells that compare with other names, output expressions", async () => {
    const parts =
      inputData("loan") +
      inputData("limit", "number") +
      tableDecision({
        name: "Fee",
        policy: "FIRST",
        inputs: [
          { expression: "loan.amount * 2", type: "number" },
          { expression: "limit", type: "number" },
        ],
        outputs: [{ name: "Fee", type: "number" }],
        rules: [
          ["> limit", "-", "limit + 1"],
          ["? = loan.rate", "-", "max(loan.rate, 3)"],
          ["-", "-", "if limit > 5 then 0.5 else -1"],
        ],
        required: ["in_loan", "in_limit"],
      });
    expect(await ask(parts, "Fee", { loan: { amount: 6, rate: 1 }, limit: 10 })).toMatchObject({
      outputs: 11,
      hits: ["r1"],
      unsupported: [],
    });
    expect(await ask(parts, "Fee", { loan: { amount: 2, rate: 4 }, limit: 10 })).toMatchObject({
      outputs: 4,
      hits: ["r2"],
    });
    expect(await ask(parts, "Fee", { loan: { amount: 2, rate: 1 }, limit: 4 })).toMatchObject({
      outputs: -1,
      hits: ["r3"],
    });
  });

  test("a file without input data, types or names, as simple tools write it", async () => {
    const parts = tableDecision({
      name: "dish",
      policy: "UNIQUE",
      inputs: [
        { expression: "season" },
        { expression: "guestCount", type: "integer" },
        { expression: "day", type: "date" },
      ],
      outputs: [{ name: "" }],
      rules: [
        ['"Winter","Fall"', "<= 8", '>= date("2026-01-01")', '"Roastbeef"'],
        ['not("Winter","Fall")', "-", "-", '"Salad"'],
      ],
    });
    const asked = { season: "Winter", guestCount: 4, day: "2026-05-01" };
    expect(await ask(parts, "dish", asked)).toMatchObject({ outputs: "Roastbeef", hits: ["r1"], unsupported: [] });
    expect(await ask(parts, "dish", { ...asked, season: "Summer" })).toMatchObject({ outputs: "Salad" });
  });

  test("allowed values: of the column, of an item definition, as a list and as an interval", async () => {
    const items =
      '<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"Low", "High"</text></allowedValues></itemDefinition>';
    const parts =
      items +
      inputData("Risk", "tRisk") +
      inputData("Age", "number") +
      tableDecision({
        name: "Ok",
        policy: "ANY",
        inputs: [{ expression: "Risk" }, { expression: "Age", type: "number", values: "[0..150]" }],
        outputs: [{ name: "Ok", type: "boolean" }],
        rules: [['"Low"', "-", "true"]],
        required: ["in_Risk", "in_Age"],
      });
    expect(await ask(parts, "Ok", { Risk: "Low", Age: 3 })).toMatchObject({ outputs: true, unsupported: [] });
    await expect(ask(parts, "Ok", { Risk: "None", Age: 3 })).rejects.toMatchObject({
      code: "DECISION_VALUE_NOT_ALLOWED",
    });
    await expect(ask(parts, "Ok", { Risk: "Low", Age: 151 })).rejects.toMatchObject({
      code: "DECISION_VALUE_NOT_ALLOWED",
    });
  });

  test("what is missing, unknown or of another type is an error; null is a value", async () => {
    expect(await ask(file("UNIQUE"), "Discount", { "Applicant Age": null })).toMatchObject({ outputs: null });
    for (const [input, code] of [
      [{}, "DECISION_INPUT_MISSING"],
      [{ "Applicant Age": 20, Name: "x" }, "DECISION_INPUT_UNKNOWN"],
      [{ "Applicant Age": "20" }, "DECISION_INPUT_TYPE"],
    ] as const)
      await expect(ask(file("UNIQUE"), "Discount", input)).rejects.toMatchObject({ code });
    await expect(ask(file("UNIQUE"), "Other", {})).rejects.toMatchObject({ code: "DECISION_UNKNOWN" });
  });
});
