import { describe, expect, it } from "vitest";
import { codeOf } from "../fixtures/code-of.ts";
import type { Json, JsonObject } from "../json.ts";
import { decisionTableSchema, type DecisionTable, type HIT_POLICIES } from "../resources.ts";
import { checkTable, compileTable, evaluateTable, stepOutput } from "./index.ts";
import type { ColumnType } from "./values.ts";

type Policy = (typeof HIT_POLICIES)[number];
type Rows = [when: string[], then: string[]][];
interface Parts {
  policy: Policy;
  inputs: Record<string, ColumnType>;
  outputs: Record<string, ColumnType>;
  values?: Json[];
  default?: string;
  rows: Rows;
}
function makeTable(parts: Parts): DecisionTable {
  return decisionTableSchema.parse({
    schemaVersion: 1,
    key: "t",
    name: "T",
    hitPolicy: parts.policy,
    inputs: Object.entries(parts.inputs).map(([id, type]) => ({ id, type })),
    outputs: Object.entries(parts.outputs).map(([id, type]) => ({
      id,
      type,
      values: parts.values,
      default: parts.default,
    })),
    rows: parts.rows.map(([when, then], index) => ({ id: `r${index + 1}`, when, then })),
  });
}
function ask(parts: Parts, input: JsonObject): Json {
  const table = makeTable(parts);
  expect(checkTable(table).filter((issue) => issue.severity === "error")).toEqual([]);
  return evaluateTable(compileTable(table), input).outputs;
}
/** DMN 1.3 §8.2.10: the applicant's risk, three rules that overlap. */
const RISK: Rows = [
  [[">= 0"], ['"low"']],
  [[">= 10"], ['"high"']],
  [[">= 20"], ['"medium"']],
];
const risk = (policy: Policy, rows = RISK): Parts => ({
  policy,
  inputs: { n: "number" },
  outputs: { risk: "string" },
  values: ["high", "medium", "low"],
  rows,
});

describe("hit policies (DMN 1.3 §8.2.10)", () => {
  it.each<[Policy, number, Json]>([
    // Unique: no overlap is possible; here only one row matches.
    ["U", 5, "low"],
    // First: the first hit in row order, whatever the others give.
    ["F", 25, "low"],
    // Priority: the hit with the highest priority, which is the order of the list of output values.
    ["P", 25, "high"],
    ["P", 5, "low"],
    // Rule order: all hits in the order of the rules.
    ["R", 25, ["low", "high", "medium"]],
    // Output order: all hits in falling priority of their output.
    ["O", 25, ["high", "medium", "low"]],
    // Collect: all hits (in arbitrary order; ours is that of the rows).
    ["C", 25, ["low", "high", "medium"]],
    ["C#", 25, 3],
    // Minimum and maximum of strings go by their order.
    ["C<", 25, "high"],
    ["C>", 25, "medium"],
    // No hit.
    ["U", -1, null],
    ["A", -1, null],
    ["P", -1, null],
    ["F", -1, null],
    ["R", -1, []],
    ["O", -1, []],
    ["C", -1, []],
    ["C<", -1, null],
    ["C>", -1, null],
    ["C#", -1, 0],
  ])("%s of %j is %j", (policy, n, expected) => {
    expect(ask(risk(policy), { n })).toEqual(expected);
  });

  it.each<[Policy, Json]>([
    ["C+", 40],
    ["C<", -10],
    ["C>", 30],
    ["C#", 3],
    ["C", [20, 30, -10]],
  ])("aggregates numbers under %s: %j", (policy, expected) => {
    const rows: Rows = [
      [["-"], ["20"]],
      [["-"], ["30"]],
      [["-"], ["-10"]],
    ];
    expect(ask({ policy, inputs: { n: "number" }, outputs: { o: "number" }, rows }, { n: 1 })).toEqual(expected);
  });

  it.each<[Policy, ColumnType, string[], Json]>([
    ["C<", "duration", ['duration("PT10H")', 'duration("PT9H")'], "PT9H"],
    ["C>", "duration", ['duration("P2D")', 'duration("PT36H")'], "P2D"],
    ["C>", "dateTime", ['"2026-01-01T10:00:00+08:00"', '"2026-01-01T03:00:00Z"'], "2026-01-01T03:00:00Z"],
    ["C<", "date", ['date("2026-02-01")', 'date("2026-01-31")'], "2026-01-31"],
    // Any: results that are the same however they are written.
    ["A", "duration", ['duration("PT60M")', 'duration("PT1H")'], "PT60M"],
    // Aggregators leave out empty results.
    ["C<", "number", ["-", "3"], 3],
    ["C+", "number", ["null", "3"], 3],
    ["C#", "number", ["null", "3"], 2],
  ])("%s over %s of %j is %j", (policy, type, results, expected) => {
    const rows = results.map((result): Rows[number] => [["-"], [result]]);
    expect(ask({ policy, inputs: { n: "number" }, outputs: { o: type }, rows }, { n: 1 })).toEqual(expected);
  });

  it("orders compound results by the first column, then the next (§8.2.10, priority)", () => {
    const table = decisionTableSchema.parse({
      schemaVersion: 1,
      key: "t",
      name: "T",
      hitPolicy: "O",
      inputs: [{ id: "n", type: "number" }],
      outputs: [
        { id: "risk", type: "string", values: ["high", "low"] },
        { id: "rate", type: "number", values: [3, 2, 1] },
      ],
      rows: [
        { id: "a", when: ["-"], then: ['"low"', "3"] },
        { id: "b", when: ["-"], then: ['"high"', "1"] },
        { id: "c", when: ["-"], then: ['"high"', "2"] },
      ],
    });
    const result = evaluateTable(compileTable(table), { n: 1 });
    expect(result.outputs).toEqual([
      { risk: "high", rate: 2 },
      { risk: "high", rate: 1 },
      { risk: "low", rate: 3 },
    ]);
    expect(result.hits).toEqual(["a", "b", "c"]);
    expect(stepOutput(result, table)).toEqual({ risk: ["high", "high", "low"], rate: [2, 1, 3] });
    const priority = evaluateTable(compileTable({ ...table, hitPolicy: "P" }), { n: 1 });
    expect(priority.outputs).toEqual({ risk: "high", rate: 2 });
  });

  it.each<[Policy, Json]>([
    ["U", "none"],
    ["F", "none"],
    ["P", "none"],
    ["A", "none"],
    ["R", ["none"]],
    ["C", ["none"]],
  ])("gives the default output under %s when no row matches (§8.2.11)", (policy, expected) => {
    const parts = { ...risk(policy), values: ["high", "medium", "low", "none"], default: '"none"' };
    expect(ask(parts, { n: -1 })).toEqual(expected);
  });

  it("refuses to add texts and to order yes and no, when saved", () => {
    const yes: Rows = [[["-"], ["true"]]];
    for (const policy of ["C+", "C<", "C>"] as const) {
      const table = makeTable({ policy, inputs: { n: "number" }, outputs: { o: "boolean" }, rows: yes });
      expect(checkTable(table).map((issue) => issue.code)).toEqual(["TABLE_AGGREGATION_TYPE"]);
      expect(codeOf(() => evaluateTable(compileTable(table), { n: 1 }))).toBe("TABLE_OUTPUT_INVALID");
    }
  });
});

describe("cells that name other columns (DMN 1.4 §9, endpoints)", () => {
  const columns = { amount: "number", limit: "number", due: "date", today: "date" } as const;
  const input = (amount: Json, limit: Json) => ({ amount, limit, due: "2026-03-10", today: "2026-03-01" });
  it.each([
    ["> limit", 11, 10, true],
    ["> limit", 10, 10, false],
    ["? > limit + 1", 11, 10, false],
    ["? > limit * 2, < limit / 2", 4, 10, true],
    ["[limit - 1..limit + 1]", 11, 10, true],
    ["(limit - 1..limit + 1)", 11, 10, false],
    ["limit", 10, 10, true],
    ["not(limit)", 10, 10, false],
    ["not(> limit)", 10, 10, true],
    ["!= limit", 9, 10, true],
    // An empty value has no order, and its negation has none either.
    ["> limit", 11, null, false],
    ["not(> limit)", 11, null, false],
    ["limit", null, null, true],
    ["5 + 5", 10, 0, true],
    ["> 2 ** 3", 9, 0, true],
  ])("%s of %j with limit %j is %s", (cell, amount, limit, expected) => {
    const rows: Rows = [[[cell, "-", "-", "-"], ["true"]]];
    const parts: Parts = { policy: "F", inputs: columns, outputs: { o: "boolean" }, default: "false", rows };
    expect(ask(parts, input(amount, limit))).toBe(expected);
  });
  it.each([
    ['<= today + duration("P10D")', true],
    ['<= today + duration("P8D")', false],
    ['[today..today + duration("P1M")]', true],
  ])("%s of a date is %s", (cell, expected) => {
    const rows: Rows = [[["-", "-", cell, "-"], ["true"]]];
    const parts: Parts = { policy: "F", inputs: columns, outputs: { o: "boolean" }, default: "false", rows };
    expect(ask(parts, input(1, 1))).toBe(expected);
  });
  it.each(["> today", '> limit + "x"', "? limit", "> limit limit", "[limit..]", "> nowhere", "? + 1 > 3"])(
    "refuses %s",
    (cell) => {
      const table = makeTable({
        policy: "F",
        inputs: columns,
        outputs: { o: "boolean" },
        rows: [[[cell, "-", "-", "-"], ["true"]]],
      });
      const [issue] = checkTable(table);
      expect(issue?.path).toBe("rows.0.when.0");
      expect(["TABLE_CELL_INVALID", "TABLE_OUTPUT_INVALID"]).toContain(issue?.code);
    },
  );
});

describe("results that are computed (DMN 1.3 §9 rule 4; §10.3.2.23)", () => {
  const input = { n: 3, day: "2026-01-31", at: "2026-03-01T08:00:00+08:00", span: "PT36H", text: "a", none: null };
  const columns = {
    n: "number",
    day: "date",
    at: "dateTime",
    span: "duration",
    text: "string",
    none: "number",
  } as const;
  it.each<[ColumnType, string, Json]>([
    ["number", "-n ** 2", 9],
    ["number", "2 * (n + 1) - n / 3", 7],
    ["number", "none + 1", null],
    ["boolean", "n > 2", true],
    ["boolean", "n != none", true],
    ["boolean", "n < none", null],
    ["boolean", 'day < date("2026-02-01")', true],
    ["boolean", 'span = duration("P1DT12H")', true],
    ["string", 'text + "b"', "ab"],
    ["date", 'day + duration("P1M")', "2026-02-28"],
    ["date", 'day - duration("P1D")', "2026-01-30"],
    ["date", 'date("2026-02-28") + duration("P2D")', "2026-03-02"],
    ["dateTime", "at + span", "2026-03-02T20:00:00+08:00"],
    ["dateTime", 'date and time("2026-01-01T00:00:00Z") + duration("PT90M")', "2026-01-01T01:30:00Z"],
    ["duration", 'day - date("2026-01-01")', "P30D"],
    ["duration", "span * 2", "P3D"],
    ["duration", 'span + duration("PT12H")', "P2D"],
    ["duration", "-span", "-P1DT12H"],
    ["duration", 'duration("P1Y") - duration("P2M")', "P10M"],
    ["number", 'span / duration("PT12H")', 3],
  ])("as %s: %s gives %j", (type, cell, expected) => {
    const rows: Rows = [[["-", "-", "-", "-", "-", "-"], [cell]]];
    expect(ask({ policy: "F", inputs: columns, outputs: { o: type }, rows }, input)).toEqual(expected);
  });
  it.each([
    "day + 1",
    "day + day",
    'duration("P1M") + duration("P1D")',
    "text - text",
    "n > text",
    "span * text",
    "n / 0",
  ])("refuses %s when it is evaluated", (cell) => {
    const rows: Rows = [[["-", "-", "-", "-", "-", "-"], [cell]]];
    const table = makeTable({ policy: "F", inputs: columns, outputs: { o: "number" }, rows });
    expect(codeOf(() => evaluateTable(compileTable(table), input))).toBe("TABLE_OUTPUT_INVALID");
  });
  it("refuses times that are none, when saved", () => {
    for (const cell of ['date("2026-02-30")', 'duration("5 days")', '@"noon"', 'date("P1D")']) {
      const table = makeTable({ policy: "F", inputs: {}, outputs: { o: "date" }, rows: [[[], [cell]]] });
      expect(checkTable(table).map((issue) => issue.code)).toEqual(["TABLE_CELL_INVALID"]);
    }
  });
});

describe("empty and missing inputs", () => {
  const table = makeTable({
    policy: "F",
    inputs: { n: "number", s: "string" },
    outputs: { o: "string" },
    rows: [
      [["null", "-"], ['"empty"']],
      [["> 5", '"a"'], ['"big"']],
    ],
  });
  it("tells an empty input from a missing one", () => {
    const compiled = compileTable(table);
    expect(evaluateTable(compiled, { n: null, s: "a" }).outputs).toBe("empty");
    expect(codeOf(() => evaluateTable(compiled, { s: "a" }))).toBe("TABLE_INPUT_MISSING");
    expect(codeOf(() => evaluateTable(compiled, { n: 1, s: "a", t: 1 }))).toBe("TABLE_INPUT_UNKNOWN");
    expect(codeOf(() => evaluateTable(compiled, { n: 1, t: 1 }))).toBe("TABLE_INPUT_MISSING");
  });
});

describe("allowed values of input columns", () => {
  const table = (cell: string) =>
    decisionTableSchema.parse({
      schemaVersion: 1,
      key: "t",
      name: "T",
      hitPolicy: "F",
      inputs: [
        { id: "country", type: "string", values: ["DE", "AT"] },
        { id: "after", type: "duration", values: ["PT60M", "P1D"] },
      ],
      outputs: [{ id: "o", type: "number" }],
      rows: [{ id: "r1", when: [cell, "-"], then: ["1"] }],
    });
  it.each([
    ['"DE","AT"', []],
    ['not("DE")', []],
    ["null", []],
    ['"DE","ATT"', ["warning TABLE_VALUE_NOT_ALLOWED rows.0.when.0"]],
    ['not("ATT")', ["warning TABLE_VALUE_NOT_ALLOWED rows.0.when.0"]],
  ])("%s is told as %j", (cell, expected) => {
    expect(checkTable(table(cell)).map(({ severity, code, path }) => `${severity} ${code} ${path}`)).toEqual(expected);
  });
  it("takes a time that is written otherwise as the same", () => {
    const compiled = compileTable(table("-"));
    expect(evaluateTable(compiled, { country: "DE", after: "PT1H" }).outputs).toBe(1);
    expect(codeOf(() => evaluateTable(compiled, { country: "DE", after: "PT2H" }))).toBe("TABLE_INPUT_NOT_ALLOWED");
  });
  it("tells rows apart by the spaces within texts, not by those around", () => {
    const rows = (second: string) => [
      { id: "r1", when: ['"a b", "c"'], then: ["1"] },
      { id: "r2", when: [second], then: ["2"] },
    ];
    const of = (second: string) =>
      checkTable({ ...table("-"), inputs: [{ id: "s", type: "string" }], rows: rows(second) }).map(({ code }) => code);
    expect(of('"a b","c"')).toEqual(["TABLE_ROW_REPEATED"]);
    expect(of('"a  b","c"')).toEqual([]);
  });
});
