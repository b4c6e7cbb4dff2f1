import { array, assert, constantFrom, oneof, property, string, tuple } from "fast-check";
import { expect, test } from "vitest";
import type { DecisionTable } from "../resources.ts";
import { readCsv, writeCsv } from "./sheet-csv.ts";
import { readSheet, type SheetCell, writeSheet } from "./sheet.ts";
import { readXlsx, writeXlsx } from "./sheet-xlsx.ts";

const TABLE: DecisionTable = {
  schemaVersion: 1,
  key: "lead-score",
  name: { en: "Lead score", zh: "线索评分" },
  description: "=HYPERLINK(1)",
  hitPolicy: "C+",
  inputs: [
    { id: "source", type: "string", name: { en: 'Source, or "origin"', zh: "来源" }, values: ["web", "fair"] },
    { id: "visits", type: "number" },
    { id: "since", type: "date", values: ["2026-01-01"] },
  ],
  outputs: [{ id: "points", type: "number", default: "-1", values: [-1, 40] }],
  rows: [
    {
      id: "r1",
      when: ['"web"', "[10..20)", "-"],
      then: ["40"],
      label: "hot",
      note: "@SUM(A1)\nsecond line",
      from: "2026-01-01",
    },
    { id: "-2+3", when: ["-", "= 5", '>= date("2026-01-01")'], then: ["- visits"], to: "2026-12-31" },
  ],
  tests: [
    {
      name: "+one",
      input: { source: "web", visits: 12, since: null },
      expect: { points: 40 },
      hits: ["r1"],
      asOf: "2026-02-01",
    },
  ],
};

test("a table goes through CSV and XLSX unchanged", async () => {
  expect(readSheet(readCsv(writeCsv(writeSheet(TABLE)))).table).toEqual(TABLE);
  expect(readSheet(await readXlsx(await writeXlsx(writeSheet(TABLE)))).table).toEqual(TABLE);
  const semicolons = writeCsv(
    writeSheet({
      ...TABLE,
      name: "x",
      description: undefined,
      inputs: [],
      outputs: [{ id: "points", type: "number" }],
      rows: [],
      tests: [],
    }),
  ).replaceAll(",", ";");
  expect(readSheet(readCsv(semicolons)).table.outputs.map(({ id }) => id)).toEqual(["points"]);
});

test("no cell is a formula to a spreadsheet, and each reads back equal", () => {
  const text = oneof(
    string(),
    constantFrom("=1+1", "+1", "-1+2", "@x", "'", "'=x", "-", "-5", "\t=1", '=cmd|"/C calc"!A0'),
  );
  assert(
    property(array(tuple(text, text), { maxLength: 5 }), (cells) => {
      const rows = cells.map(([when, then], index) => ({
        id: `r${index}`,
        when: [when.trim() || "-"],
        then: [then.trim()],
      }));
      const table: DecisionTable = {
        ...TABLE,
        inputs: [{ id: "a", type: "string" }],
        outputs: [{ id: "b", type: "string" }],
        rows,
      };
      const sheet = writeSheet(table);
      const isFormula = (cell: string) => /^[=+\-@\t\r]/u.test(cell) && cell !== "-" && !/^-\d+(\.\d+)?$/u.test(cell);
      expect(sheet.flat().some(isFormula)).toBe(false);
      expect(readSheet(readCsv(writeCsv(sheet))).table).toEqual(table);
    }),
  );
});

const HEADINGS: SheetCell[][] = [
  ["#table", "t", "F", "T"],
  ["#part", "if", "if", "if", "if", "then", "from"],
  ["#column", "a", "b", "c", "d", "e", null],
  ["#type", "number", "boolean", "date", "dateTime", "string", null],
];

test("cells that a spreadsheet keeps typed become literals; rules without id get one", () => {
  const noon = new Date("2026-01-02T12:00:00Z");
  const day = new Date("2026-01-02T00:00:00Z");
  const { table } = readSheet([
    ...HEADINGS,
    [null, 40, true, day, noon, 7, day],
    [],
    [null, null, "", null, day, "x", null],
  ]);
  expect(table.rows).toEqual([
    {
      id: "r1",
      when: ["40", "true", 'date("2026-01-02")', 'date and time("2026-01-02T12:00:00Z")'],
      then: ['"7"'],
      from: "2026-01-02",
    },
    { id: "r2", when: ["-", "-", "-", 'date and time("2026-01-02T00:00:00Z")'], then: ["x"] },
  ]);
});

test.each<[string, SheetCell[][], string, string]>([
  ["no heading", [["a", "b"]], "A1", "#part"],
  ["an unknown heading", [["#kind", "x"]], "A1", "#kind"],
  ["a heading twice", [...HEADINGS, ["#type", "x"]], "A5", "twice"],
  ["an unknown part", [["#part", "if", "when"]], "C1", "when"],
  ["an unknown type", [...HEADINGS.slice(0, 3), ["#type", "text"]], "B4", "type"],
  ["a date that is none", [...HEADINGS, ["x", 1, true, null, null, "1", "soon"]], "G5", "from"],
  ["values that are none", [...HEADINGS, ["#values", "1 to 3"]], "B5", "commas"],
  ["a test that is none", [...HEADINGS, ["#test", "t", "no"]], "C5", "JSON"],
  ["too many rows", [...HEADINGS, ...Array.from({ length: 12_001 }, () => ["r"])], "A12001", "12000"],
])("%s: the cell is named", (_, rows, cell, problem) => {
  expect(() => readSheet(rows)).toThrow(
    expect.objectContaining({
      code: "SHEET_CELL_INVALID",
      details: { cell, problem: expect.stringContaining(problem) },
    }),
  );
});

test("a path of the table is found in the sheet", () => {
  const { addressOf } = readSheet([...HEADINGS, [], ["r1", 1, true, null, null, "x"]]);
  expect(
    ["rows.0.when.1", "rows.0.then.0", "rows.0", "outputs.0.type", "columns"].map((path) => addressOf(path)),
  ).toEqual(["C6", "F6", "A6", "F4", undefined]);
});

test("files that are no sheets", async () => {
  expect(() => readCsv('a,"b')).toThrow(expect.objectContaining({ code: "SHEET_FILE_INVALID" }));
  expect(() => readCsv('"a"b,c')).toThrow(expect.objectContaining({ code: "SHEET_FILE_INVALID" }));
  expect(() => readCsv("x".repeat(8_000_001))).toThrow(expect.objectContaining({ code: "SHEET_FILE_INVALID" }));
  await expect(readXlsx(new Uint8Array(50))).rejects.toMatchObject({ code: "SHEET_FILE_INVALID" });
  const bomb = await writeXlsx([["a"]]);
  const view = new DataView(bomb.buffer);
  for (let at = 0; at < bomb.length - 46; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 90_000_000, true);
  await expect(readXlsx(bomb)).rejects.toMatchObject({
    code: "SHEET_FILE_INVALID",
    details: { problem: expect.stringContaining("unpacks") },
  });
});

test("cells copied from a spreadsheet are rows", () => {
  expect(readCsv('a\t"x\ny"\r\n1,5\t\n')).toEqual([
    ["a", "x\ny"],
    ["1,5", ""],
  ]);
  expect(readCsv("")).toEqual([]);
});
