import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Issue } from "../../api.ts";
import type { Json, JsonObject } from "../../json.ts";
import { decisionTableSchema, type DecisionTable } from "../../resources.ts";
import { compileCell } from "../cell-syntax.ts";
import { cellFunction } from "../cell-test.ts";
import { compileTable } from "../compile-table.ts";
import { evaluateTable } from "../evaluate-table.ts";
import { comparableOf, type ColumnType } from "../values.ts";
import { verifyTable } from "./verify-table.ts";

type Row = [when: string[], then: string[], more?: Partial<DecisionTable["rows"][number]>];
type Column = [id: string, type: ColumnType, values?: Json[]];
function makeTable(hitPolicy: string, inputs: Column[], rows: Row[], output: object = {}): DecisionTable {
  return decisionTableSchema.parse({
    schemaVersion: 1,
    key: "t",
    name: "T",
    hitPolicy,
    inputs: inputs.map(([id, type, values]) => ({ id, type, ...(values === undefined ? {} : { values }) })),
    outputs: [{ id: "o", type: "number", ...output }],
    rows: rows.map(([when, then, extra], index) => ({ id: `r${index + 1}`, when, then, ...extra })),
  });
}
const told = (table: DecisionTable) =>
  verifyTable(table).map(({ code, path, severity }) => `${severity} ${code} ${path}`);
const found = (table: DecisionTable, code: string): Issue => {
  const issue = verifyTable(table).find((entry) => entry.code === code);
  if (issue === undefined) throw new Error(`no ${code} in ${told(table).join("; ")}`);
  return issue;
};

describe("verifyTable", () => {
  it("shows two rows of a unique table that match together, with an input", () => {
    const table = makeTable(
      "U",
      [["n", "number"]],
      [
        [["< 10"], ["1"]],
        [[">= 10"], ["2"]],
        [["[5..12)"], ["3"]],
        [["null"], ["4"]],
      ],
    );
    expect(told(table)).toEqual(["error TABLE_ROWS_OVERLAP rows.2", "error TABLE_ROWS_OVERLAP rows.2"]);
    expect(found(table, "TABLE_ROWS_OVERLAP")).toMatchObject({
      details: { row: "r3", other: "r1", input: { n: 5 }, witness: "n = 5" },
      message: expect.stringContaining("Rows r1 and r3 both match n = 5"),
    });
  });
  it("lets rows of an any table overlap where they agree", () => {
    const rows = (second: string): Row[] => [
      [["-", '"DE"'], ["1"]],
      [["> 5", "-"], [second]],
    ];
    const columns: Column[] = [
      ["n", "number"],
      ["c", "string"],
    ];
    expect(told(makeTable("A", columns, rows("1"), { default: "0" }))).toEqual([]);
    expect(found(makeTable("A", columns, rows("2"), { default: "0" }), "TABLE_ROWS_DISAGREE")).toMatchObject({
      severity: "error",
      details: { input: { n: 6, c: "DE" } },
    });
    expect(found(makeTable("A", columns, rows("n - 5"), { default: "0" }), "TABLE_OUTPUT_NOT_ANALYSED").severity).toBe(
      "info",
    );
  });
  it("shows the gap, with the cells that would fill it", () => {
    const columns: Column[] = [
      ["n", "number"],
      ["c", "string"],
    ];
    const table = makeTable("U", columns, [
      [["< 10", "-"], ["1"]],
      [["> 10", '"DE","AT"'], ["2"]],
      [["null", "-"], ["3"]],
    ]);
    const gaps = verifyTable(table).filter((issue) => issue.code === "TABLE_GAP");
    expect(gaps.map((gap) => gap.details?.["when"])).toEqual([
      ["10", "not(null)"],
      ["> 10", 'not("AT", "DE", null)'],
    ]);
    expect(gaps[1]).toMatchObject({ severity: "warning", details: { input: { n: 11, c: "other" } } });
    expect(found(table, "TABLE_GAP_EMPTY")).toMatchObject({
      severity: "info",
      details: { column: "c", input: { c: null } },
    });
    expect(told({ ...table, outputs: [{ id: "o", type: "number", default: "0" }] })).toEqual([]);
  });
  it("keeps to allowed values, and says which row cannot match and which result no row gives", () => {
    const table = makeTable(
      "F",
      [["c", "string", ["DE", "AT"]]],
      [
        [['"DE"'], ["1"]],
        [['"CH"'], ["2"]],
        [['not("DE")'], ["1"]],
      ],
      { values: [1, 2, 3] },
    );
    expect(told(table)).toEqual([
      "warning TABLE_VALUE_NOT_ALLOWED rows.1.when.0",
      "warning TABLE_ROW_NEVER_MATCHES rows.1.when.0",
      "info TABLE_OUTPUT_UNREACHABLE outputs.0.values",
      "info TABLE_OUTPUT_UNREACHABLE outputs.0.values",
    ]);
  });
  it("shows rows that never decide, under first and priority", () => {
    const rows: Row[] = [
      [["<= 5"], ["1"]],
      [["> 5"], ["2"]],
      [["[3..8]"], ["3"]],
    ];
    const table = makeTable("F", [["n", "number"]], rows);
    expect(found(table, "TABLE_ROW_MASKED")).toMatchObject({
      severity: "warning",
      path: "rows.2",
      details: { row: "r3", other: "r1", others: ["r1", "r2"], input: { n: 3 } },
    });
    const policies = makeTable("P", [["n", "number"]], rows, { values: [3, 1, 2] });
    expect(verifyTable(policies).filter((issue) => issue.code === "TABLE_ROW_MASKED")).toEqual([]);
    const last = makeTable("P", [["n", "number"]], rows, { values: [1, 2, 3] });
    expect(found(last, "TABLE_ROW_MASKED").details).toMatchObject({ row: "r3" });
  });
  it("takes the dates of rows as one more column", () => {
    const table = makeTable(
      "U",
      [["n", "number"]],
      [
        [["-"], ["1"], { from: "2026-01-01", to: "2026-03-31" }],
        [["-"], ["2"], { from: "2026-03-31", to: "2026-06-30" }],
        [["-"], ["3"], { from: "2026-08-01" }],
      ],
    );
    expect(found(table, "TABLE_ROWS_OVERLAP").details).toMatchObject({
      asOf: "2026-03-31",
      witness: "asOf = 2026-03-31",
    });
    expect(found(table, "TABLE_GAP").details).toMatchObject({
      asOf: "2026-07-01",
      from: "2026-07-01",
      to: "2026-07-31",
      region: "asOf: 2026-07-01..2026-07-31",
    });
    expect(verifyTable(table).filter((issue) => issue.code === "TABLE_GAP")).toHaveLength(1);
  });
  it("says which cells it cannot analyse, and claims no gap that they fill", () => {
    const columns: Column[] = [
      ["n", "number"],
      ["limit", "number"],
    ];
    const table = makeTable("U", columns, [
      [["<= limit", "-"], ["1"]],
      [["> limit", "-"], ["2"]],
    ]);
    expect(told(table)).toEqual([
      "info TABLE_CELL_NOT_ANALYSED rows.0.when.0",
      "info TABLE_CELL_NOT_ANALYSED rows.1.when.0",
    ]);
  });
  it("stops by steps and says so", () => {
    const rows = Array.from({ length: 60 }, (_, index): Row => [[`[${index}..${index + 5}]`], [String(index)]]);
    const issues = verifyTable(makeTable("U", [["n", "number"]], rows), { maxSteps: 30 });
    expect(issues.map((issue) => issue.code).filter((code) => code.endsWith("_STOPPED"))).toEqual([
      "TABLE_OVERLAPS_STOPPED",
      "TABLE_GAPS_STOPPED",
    ]);
    const cut = verifyTable(makeTable("U", [["n", "number"]], rows), { maxFindings: 3 });
    expect(cut.filter((issue) => issue.code === "TABLE_ROWS_OVERLAP")).toHaveLength(3);
    expect(cut.find((issue) => issue.code === "TABLE_OVERLAPS_MORE")).toMatchObject({ details: { count: 3 } });
  });
});

const numberCell = fc.oneof(
  fc.constantFrom("-", "-", "null", "!= 4", "not(null)", "1, [3..5)", "not(< 3)", "not(2, 4)"),
  fc.integer({ min: 0, max: 6 }).map(String),
  fc
    .tuple(fc.constantFrom("<", "<=", ">", ">="), fc.integer({ min: 0, max: 6 }))
    .map(([sign, bound]) => `${sign} ${bound}`),
  fc
    .tuple(
      fc.constantFrom("[", "("),
      fc.integer({ min: 0, max: 4 }),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom("]", ")"),
    )
    .map(([open, low, size, close]) => `${open}${low}..${low + size}${close}`),
);
const textCell = fc.constantFrom(
  "-",
  "-",
  '"a"',
  '"a","b"',
  'not("a")',
  "null",
  '"c", null',
  '> "a"',
  'not("b", null)',
);
const flagCell = fc.constantFrom("-", "-", "true", "false", "null", "not(true)");
const dateCell = fc.constantFrom(
  "-",
  "-",
  '< date("2026-01-02")',
  '[date("2026-01-01")..date("2026-01-03"))',
  'date("2026-01-02")',
);
const enumCell = fc.constantFrom("-", "-", '"x"', '"y","x"', 'not("x")', "null");
const KINDS: { column: Column; cell: fc.Arbitrary<string>; values: Json[] }[] = [
  {
    column: ["n", "number"],
    cell: numberCell,
    values: [null, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5],
  },
  { column: ["s", "string"], cell: textCell, values: [null, "a", "b", "c", "A", "ab", "z"] },
  { column: ["f", "boolean"], cell: flagCell, values: [null, true, false] },
  { column: ["d", "date"], cell: dateCell, values: [null, "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03"] },
  { column: ["e", "string", ["x", "y", "z"]], cell: enumCell, values: [null, "x", "y", "z"] },
];
const shape = fc.shuffledSubarray(KINDS, { minLength: 1, maxLength: 3 });
const tableOf = (policy: string, withDates: boolean) =>
  shape.chain((kinds) =>
    fc
      .array(
        fc.tuple(
          fc.tuple(...kinds.map((kind) => kind.cell)),
          fc.integer({ min: 1, max: 3 }),
          fc.constantFrom(undefined, "2026-01-01", "2026-01-03"),
          fc.constantFrom(undefined, "2026-01-03", "2026-01-05"),
        ),
        { maxLength: 7 },
      )
      .map((rows) => ({
        kinds,
        table: makeTable(
          policy,
          kinds.map((kind) => kind.column),
          rows.map(([when, output, from, to]): Row => [
            when,
            [String(output)],
            withDates ? { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } : {},
          ]),
          { values: [2, 1, 3] },
        ),
      })),
  );
const DATES = ["2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05", "2026-01-06"];

const compiledTables = new WeakMap<DecisionTable, ReturnType<typeof compileTable>>();

/** The ids of the rows that match, by the real evaluator under a policy that refuses nothing. */
function hitsOf(table: DecisionTable, input: JsonObject, asOf: string): string[] {
  let compiled = compiledTables.get(table);
  if (compiled === undefined) {
    compiled = compileTable({ ...table, hitPolicy: "R" });
    compiledTables.set(table, compiled);
  }
  return evaluateTable(compiled, input, { asOf, explain: false }).hits;
}
function everyInput(kinds: typeof KINDS): JsonObject[] {
  let inputs: JsonObject[] = [{}];
  for (const { column, values } of kinds) {
    inputs = inputs.flatMap((input) => values.map((value) => Object.assign({}, input, { [column[0]]: value })));
  }
  return inputs;
}
const inputOf = (issue: Issue) =>
  issue.details as { input: JsonObject; asOf?: string; row: string; other: string; column: string };

const earliest = (dates: string[]) => dates.reduce((least, date) => (date < least ? date : least), "9");
function isInSpace(table: DecisionTable, input: JsonObject, asOf: string): boolean {
  const first = table.rows.some((row) => row.from === undefined)
    ? ""
    : earliest(table.rows.map((row) => row.from ?? ""));
  return asOf >= first && Object.values(input).every((value) => value !== null);
}

describe("verifyTable against every input of small tables", () => {
  it.each([false, true])("finds all overlaps and gaps and no other (dates: %s)", (withDates) => {
    fc.assert(
      fc.property(tableOf("U", withDates), ({ kinds, table }) => {
        const issues = verifyTable(table, { maxFindings: 1_000 });
        const pairs = new Set<string>();
        for (const issue of issues.filter((entry) => entry.code === "TABLE_ROWS_OVERLAP")) {
          const { input, asOf, row, other } = inputOf(issue);
          expect(hitsOf(table, input, asOf ?? "2026-01-01")).toEqual(expect.arrayContaining([row, other]));
          pairs.add(`${other} ${row}`);
        }
        for (const { details } of issues.filter((entry) => entry.code === "TABLE_ROW_REPEATED"))
          pairs.add(`${String(details?.["other"])} ${String(details?.["row"])}`);
        const gaps = issues.filter((entry) => entry.code === "TABLE_GAP");
        const more = issues.some((entry) => entry.code === "TABLE_GAPS_MORE");
        const regions = gaps.map(({ details }) => details?.["when"] as string[]);
        for (const gap of gaps)
          expect(hitsOf(table, inputOf(gap).input, inputOf(gap).asOf ?? "2026-01-01")).toEqual([]);
        for (const gap of issues.filter((entry) => entry.code === "TABLE_GAP_EMPTY")) {
          expect(hitsOf(table, inputOf(gap).input, inputOf(gap).asOf ?? "2026-01-01")).toEqual([]);
          expect(inputOf(gap).input[inputOf(gap).column]).toBeNull();
        }
        for (const asOf of withDates ? DATES : ["2026-01-01"]) {
          for (const input of everyInput(kinds)) {
            const hits = hitsOf(table, input, asOf);
            for (const [index, row] of hits.entries())
              for (const other of hits.slice(0, index)) expect(pairs).toContain(`${other} ${row}`);
            if (hits.length > 0 || more || !isInSpace(table, input, asOf)) continue;
            const isTold = regions.some((cells) => cells.every((cell, at) => passes(cell, kinds[at]!.column, input)));
            expect(isTold ? null : { input, asOf, regions }).toBeNull();
          }
        }
      }),
      { numRuns: 120 },
    );
  });
  it.each([false, true])("fills gaps with rows that overlap nothing (dates: %s)", (withDates) => {
    fc.assert(
      fc.property(tableOf("U", withDates), ({ table }) => {
        const count = (issues: Issue[], code: string) => issues.filter((issue) => issue.code === code).length;
        const before = verifyTable(table, { maxFindings: 1_000 });
        const rows = before
          .filter((issue) => issue.code === "TABLE_GAP")
          .map(({ details = {} }, index) => {
            const dates = ["from", "to"].flatMap((key) => (key in details ? [[key, details[key]] as const] : []));
            return Object.assign(Object.fromEntries(dates), { id: `gap${index}`, when: details["when"], then: ["1"] });
          });
        const filled = decisionTableSchema.parse({ ...table, rows: [...table.rows, ...rows] });
        const after = verifyTable(filled, { maxFindings: 1_000 });
        expect(count(after, "TABLE_ROWS_OVERLAP")).toBe(count(before, "TABLE_ROWS_OVERLAP"));
        expect(count(before, "TABLE_GAPS_MORE") === 1 || count(after, "TABLE_GAP") === 0).toBe(true);
      }),
      { numRuns: 120 },
    );
  });
  it.each(["F", "P"])("finds all masked rows and no other under %s", (policy) => {
    fc.assert(
      fc.property(tableOf(policy, false), ({ kinds, table }) => {
        const issues = verifyTable(table);
        const masked = new Set<string>();
        for (const issue of issues) {
          if (issue.code === "TABLE_ROW_NEVER_MATCHES") masked.add(inputOf(issue).row);
          if (issue.code !== "TABLE_ROW_MASKED") continue;
          const { input, row, other } = inputOf(issue);
          masked.add(row);
          expect(hitsOf(table, input, "")).toEqual(expect.arrayContaining([row, other]));
          expect(winnerOf(table, hitsOf(table, input, ""))).not.toBe(row);
        }
        const winners = new Set(everyInput(kinds).map((input) => winnerOf(table, hitsOf(table, input, ""))));
        for (const row of masked) expect(winners).not.toContain(row);
        const idle = table.rows.map(({ id }) => id).filter((id) => !winners.has(id));
        expect([...masked]).toEqual(expect.arrayContaining(idle));
      }),
      { numRuns: 120 },
    );
  });
});

function passes(cell: string, [id, type]: Column, input: JsonObject): boolean {
  const test = cellFunction(compileCell(cell, type));
  const value = input[id] ?? null;
  return test === null || test(value === null ? null : comparableOf(value, type), input) === true;
}

/** The row that decides: the first, or under P the first of those with the best result. */
function winnerOf(table: DecisionTable, hits: string[]): string | undefined {
  if (table.hitPolicy === "F") return hits[0];
  const rank = (id: string) => ["2", "1", "3"].indexOf(table.rows.find((row) => row.id === id)?.then[0] ?? "");
  return hits.toSorted((a, b) => rank(a) - rank(b))[0];
}
