import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorText } from "../error-texts/index.ts";
import { FlowrightError } from "../errors.ts";
import leadScore from "../fixtures/lead-score.table.json" with { type: "json" };
import type { JsonObject } from "../json.ts";
import { decisionTableSchema, type DecisionTable } from "../resources.ts";
import { compileCell } from "./cell-syntax.ts";
import { cellFunction } from "./cell-test.ts";
import { checkTable, compileTable, evaluateTable, runTableTests, stepOutput } from "./index.ts";
import { evaluateOutput } from "./output-expression.ts";
import { compileOutput } from "./output-syntax.ts";
import { comparableOf, type ColumnType } from "./values.ts";

type Row = [when: string[], then: string[], more?: Partial<DecisionTable["rows"][number]>];
function makeTable(
  hitPolicy: string,
  inputs: [string, ColumnType][],
  outputs: object[],
  rows: Row[],
  more: object = {},
): DecisionTable {
  return decisionTableSchema.parse({
    schemaVersion: 1,
    key: "t",
    name: "T",
    hitPolicy,
    inputs: inputs.map(([id, type]) => ({ id, type })),
    outputs,
    rows: rows.map(([when, then, extra], index) => ({ id: `r${index + 1}`, when, then, ...extra })),
    ...more,
  });
}
const evaluate = (table: DecisionTable, input: JsonObject, asOf?: string) =>
  evaluateTable(compileTable(table), input, asOf === undefined ? {} : { asOf });
function errorOf(run: () => unknown): FlowrightError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof FlowrightError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}
function passes(cell: string, type: ColumnType, value: unknown): boolean {
  const test = cellFunction(compileCell(cell, type));
  return test === null || test(value === null ? null : comparableOf(value, type), {}) === true;
}

describe("input cells", () => {
  it.each([
    ["-", "number", 1, true],
    ["", "number", null, true],
    [">= 80", "number", 80, true],
    ["< 80", "number", 80, false],
    ["!= 3", "number", 3, false],
    ["= 3", "number", 3, true],
    ["5", "number", 5, true],
    ["-5", "number", -5, true],
    ["> -5.5e1", "number", -50, true],
    ["[10..20)", "number", 20, false],
    ["[10..20]", "number", 20, true],
    ["(10..20]", "number", 10, false],
    ["]10..20[", "number", 15, true],
    ["1, 3, [5..7]", "number", 6, true],
    ["1,3", "number", 2, false],
    ['"DE","AT"', "string", "AT", true],
    ['not("DE","AT")', "string", "CH", true],
    ['not("DE","AT")', "string", "DE", false],
    ['"a\\"b"', "string", 'a"b', true],
    ['"中文"', "string", "中文", true],
    ['not("DE")', "string", null, true],
    ["< 3", "number", null, false],
    ["not(< 3)", "number", null, false],
    ["null", "string", null, true],
    ["not(null)", "string", null, false],
    ["true", "boolean", true, true],
    ["not(true)", "boolean", false, true],
    ['< date("2026-03-01")', "date", "2026-02-28", true],
    ['[@"2026-03-01"..@"2026-03-31"]', "date", "2026-04-01", false],
    ['"2026-03-01"', "date", "2026-03-01", true],
    ['> date and time("2026-03-01T00:00:00Z")', "dateTime", "2026-03-01T08:30:00+08:00", true],
    ['<= duration("PT4H")', "duration", "PT240M", true],
  ] as const)("%s of %s on %j is %s", (cell, type, value, expected) => {
    expect(passes(cell, type, value)).toBe(expected);
  });

  it.each([
    [">= ", "number", 3],
    ["DE", "string", 0],
    ['"DE', "string", 0],
    ["[10..", "number", 5],
    ["[20..10]", "number", 8],
    ["> true", "boolean", 2],
    ['"x"', "number", 0],
    ["5 5", "number", 2],
    ["not(5", "number", 5],
    ["#", "number", 0],
    ['duration("P1D")', "date", 8],
  ] as const)("refuses %s in a column of %s, and says where", (cell, type, start) => {
    const error = errorOf(() => compileCell(cell, type));
    expect(error.code).toBe("TABLE_CELL_INVALID");
    expect(error.details).toMatchObject({ range: { start } });
    // Both languages say what is wrong.
    expect(errorText(error.code, "zh", error.details)).not.toMatch(/\{|：。/);
    expect(error.details?.["problemZh"]).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe("output cells", () => {
  it.each([
    ["40", 40],
    ["-10", -10],
    ["2 + 3 * 4", 14],
    ["(2 + 3) * 4 - 1", 19],
    ["2 ** 3 / 4", 2],
    ["amount * 0.1", 20],
    ["-amount + 1", -199],
    ['"a" + "b"', "ab"],
    ["true", true],
    ["null", null],
    ["-", null],
    ["[1, amount]", [1, 200]],
    ['date("2026-01-01")', "2026-01-01"],
    ["amount + missing", null],
  ])("%s gives %j", (cell, expected) => {
    expect(evaluateOutput(compileOutput(cell, ["amount", "missing"]), { amount: 200 })).toEqual(expected);
  });
  it.each(["hello", "1 +", "amount(", "2 ** ", "#"])("refuses %s", (cell) => {
    expect(errorOf(() => compileOutput(cell, ["amount"])).code).toBe("TABLE_CELL_INVALID");
  });
  it("refuses what cannot be computed", () => {
    expect(errorOf(() => evaluateOutput(compileOutput("amount / 0", ["amount"]), { amount: 1 })).code).toBe(
      "TABLE_OUTPUT_INVALID",
    );
    expect(errorOf(() => evaluateOutput(compileOutput('amount * "x"', ["amount"]), { amount: 1 })).code).toBe(
      "TABLE_OUTPUT_INVALID",
    );
  });
});

describe("hit policies", () => {
  const numbers: Row[] = [
    [[">= 1"], ["10"]],
    [[">= 2"], ["30"]],
    [[">= 3"], ["20"]],
  ];
  const one = (policy: string, rows = numbers, output: object = { id: "o", type: "number", values: [20, 30, 10] }) =>
    makeTable(policy, [["n", "number"]], [output], rows);
  it.each([
    ["U", 1, 10],
    ["F", 3, 10],
    ["P", 3, 20],
    ["R", 3, [10, 30, 20]],
    ["O", 3, [20, 30, 10]],
    ["C", 3, [10, 30, 20]],
    ["C+", 3, 60],
    ["C<", 3, 10],
    ["C>", 3, 30],
    ["C#", 3, 3],
    ["U", 0, null],
    ["C", 0, []],
    ["C+", 0, null],
    ["C#", 0, 0],
  ])("%s on %j gives %j", (policy, n, expected) => {
    const result = evaluate(one(policy), { n });
    expect(result.outputs).toEqual(expected);
    expect(stepOutput(result, one(policy))).toEqual({ o: expected });
  });
  it("refuses two rows under U, and different results under A", () => {
    expect(errorOf(() => evaluate(one("U"), { n: 2 }))).toMatchObject({
      code: "TABLE_UNIQUE_VIOLATED",
      details: { rows: "r1, r2" },
    });
    expect(errorOf(() => evaluate(one("A"), { n: 2 })).code).toBe("TABLE_ANY_VIOLATED");
    expect(
      evaluate(
        one(
          "A",
          [
            [[">= 1"], ["5"]],
            [[">= 2"], ["5"]],
          ],
          { id: "o", type: "number" },
        ),
        { n: 2 },
      ).outputs,
    ).toBe(5);
  });
  it("gives the default where no row matches", () => {
    const withDefault = (policy: string) =>
      one(policy, numbers, { id: "o", type: "number", default: "n * 2", values: [20, 30, 10] });
    expect(evaluate(withDefault("F"), { n: 0.5 }).outputs).toBe(1);
    expect(evaluate(withDefault("C+"), { n: 0.5 }).outputs).toBe(1);
    expect(evaluate(withDefault("C"), { n: 0.5 }).outputs).toEqual([1]);
  });
  it("gives an object for several columns, and lists of them", () => {
    const rows: Row[] = [
      [["> 0"], ['"vip"', "1"]],
      [["> 1"], ['"std"', "2"]],
    ];
    const outputs = [
      { id: "queue", type: "string" },
      { id: "rank", type: "number" },
    ];
    const first = makeTable("F", [["n", "number"]], outputs, rows);
    expect(evaluate(first, { n: 2 }).outputs).toEqual({ queue: "vip", rank: 1 });
    expect(stepOutput(evaluate(first, { n: 0 }), first)).toEqual({ queue: null, rank: null });
    const all = makeTable("R", [["n", "number"]], outputs, rows);
    const result = evaluate(all, { n: 2 });
    expect(result.outputs).toEqual([
      { queue: "vip", rank: 1 },
      { queue: "std", rank: 2 },
    ]);
    expect(stepOutput(result, all)).toEqual({ queue: ["vip", "std"], rank: [1, 2] });
  });
});

describe("evaluateTable", () => {
  const table = decisionTableSchema.parse(leadScore);
  it("runs the tests that the table brings", () => {
    expect(runTableTests(table).map((test) => [test.name, test.ok])).toEqual([
      ["engaged referral", true],
      ["cold and short", true],
    ]);
  });
  it("fails a stored test that does not hold, by value and by hits", () => {
    const wrong = decisionTableSchema.parse({
      ...leadScore,
      tests: [
        { name: "value", input: leadScore.tests[0]?.input, expect: { points: 99 } },
        { name: "hits", input: leadScore.tests[0]?.input, expect: 100, hits: ["r1"] },
        { name: "input", input: {}, expect: 1 },
      ],
    });
    expect(runTableTests(wrong).map((test) => test.ok)).toEqual([false, false, false]);
    expect(runTableTests(wrong)[2]?.error).toContain("source");
  });
  it("tells which rows matched and why, or why none did", () => {
    const result = evaluate(table, { source: "referral", minutesOnSite: null, occupation: null });
    expect(result.hits).toEqual(["r1"]);
    expect(result.explanation).toMatchObject([
      { kind: "row", id: "r1", held: true, children: [{ fact: "source", expected: '"referral"', actual: "referral" }] },
    ]);
    const none = evaluate(makeTable("F", [["n", "number"]], [{ id: "o", type: "number" }], [[["> 3"], ["1"]]]), {
      n: null,
    });
    expect(none.explanation).toMatchObject([{ id: "r1", held: false, children: [{ held: false, reason: "empty" }] }]);
  });
  it.each([
    [{ source: "cold", minutesOnSite: 1 }, "TABLE_INPUT_MISSING"],
    [{ source: "cold", minutesOnSite: 1, occupation: "", extra: 1 }, "TABLE_INPUT_UNKNOWN"],
    [{ source: "cold", minutesOnSite: "1", occupation: "" }, "TABLE_INPUT_TYPE"],
    [{ source: "radio", minutesOnSite: 1, occupation: "" }, "TABLE_INPUT_NOT_ALLOWED"],
  ])("refuses %j", (input, code) => {
    expect(errorOf(() => evaluate(table, input)).code).toBe(code);
  });
  it("asks rows with dates as of a date", () => {
    const dated = makeTable(
      "F",
      [],
      [{ id: "o", type: "number" }],
      [
        [[], ["1"], { to: "2026-03-31" }],
        [[], ["2"], { from: "2026-04-01" }],
      ],
    );
    expect(evaluate(dated, {}, "2026-03-31").outputs).toBe(1);
    expect(evaluate(dated, {}, "2026-04-01T00:00:00Z").outputs).toBe(2);
    expect(errorOf(() => evaluate(dated, {})).code).toBe("TABLE_AS_OF_MISSING");
  });
  it("stays plain JSON when compiled", () => {
    const compiled = compileTable(table);
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
  });
  it("gives the same with and without an index, for random tables and inputs", () => {
    const cell = fc.oneof(
      fc.constant("-"),
      fc.integer({ min: 0, max: 9 }).map(String),
      fc
        .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 5 }))
        .map(([low, size]) => `[${low}..${low + size})`.replace(/^\[(\d+)\.\.\1\)$/, "$1")),
      fc.integer({ min: 0, max: 9 }).map((bound) => `>= ${bound}`),
      fc.integer({ min: 0, max: 9 }).map((bound) => `not(< ${bound})`),
      fc.constant("null"),
      fc.constant("!= 4"),
    );
    const text = fc.oneof(fc.constantFrom("-", '"a"', '"b","c"', 'not("a")', "null"));
    const rows = fc.array(fc.tuple(cell, text), { minLength: 17, maxLength: 60 });
    const input = fc.record({
      n: fc.oneof(fc.integer({ min: -1, max: 12 }), fc.constant(4.5), fc.constant(null)),
      s: fc.constantFrom("a", "b", "z", null),
    });
    fc.assert(
      fc.property(rows, fc.array(input, { minLength: 1, maxLength: 5 }), (cells, inputs) => {
        const list = cells.map(([n, s], index): Row => [[n, s], [String(index)]]);
        for (const policy of ["R", "F"] as const) {
          const whole = makeTable(
            policy,
            [
              ["n", "number"],
              ["s", "string"],
            ],
            [{ id: "o", type: "number" }],
            list,
          );
          const compiled = compileTable(whole);
          for (const one of inputs) {
            const all = cells.flatMap(([n, s], index) =>
              passes(n, "number", one.n) && passes(s, "string", one.s) ? [index] : [],
            );
            const expected = policy === "R" ? all : (all[0] ?? null);
            // The first times are asked without an index, the later ones with it.
            for (let turn = 0; turn < 5; turn += 1) expect(evaluateTable(compiled, one).outputs).toEqual(expected);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("checkTable", () => {
  it("finds nothing wrong with the example", () => {
    expect(checkTable(decisionTableSchema.parse(leadScore))).toEqual([]);
  });
  it("tells every problem with its place", () => {
    const broken = makeTable(
      "C+",
      [
        ["n", "number"],
        ["s", "string"],
      ],
      [{ id: "o", type: "string", values: ["x"] }],
      [
        [[">>", "-"], ['"x"']],
        [["1", "-"], ["2"]],
        [["1", " - "], ['"y"']],
        [["1"], ['"x"']],
        [["2", "-"], ['"x"'], { from: "2026-02-01", to: "2026-01-01" }],
        [["3", '"q'], ["nope"], { id: "r1" }],
      ],
    );
    const found = checkTable(broken).map((issue) => `${issue.code} ${issue.path}`);
    expect(found).toEqual([
      "TABLE_ROW_DUPLICATE_ID rows.5",
      "TABLE_AGGREGATION_TYPE outputs.0",
      "TABLE_CELL_INVALID rows.0.when.0",
      "TABLE_VALUE_TYPE rows.1.then.0",
      "TABLE_VALUE_NOT_ALLOWED rows.2.then.0",
      "TABLE_ROW_WIDTH_INVALID rows.3",
      "TABLE_ROW_DATES_INVALID rows.4",
      "TABLE_CELL_INVALID rows.5.when.1",
      "TABLE_CELL_INVALID rows.5.then.0",
      "TABLE_ROW_REPEATED rows.2",
    ]);
    expect(checkTable(makeTable("P", [], [{ id: "o", type: "number" }], []))[0]?.code).toBe("TABLE_PRIORITY_MISSING");
  });
});
