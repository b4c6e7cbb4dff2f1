import { expect, test } from "vitest";
import type { DecisionTable } from "../../../../../definitions/resources.ts";
import { asCell, readCopied, writeCopied } from "./copied-cells.ts";
import { clearArea, fillArea, moveRowsTo, pasteArea, removeRows } from "./range-edits.ts";
import { filterRows, NO_FILTER } from "./row-filter.ts";
import { areaOf, areaToFill } from "./selection.ts";

const TABLE: DecisionTable = {
  schemaVersion: 1,
  key: "t",
  name: "T",
  hitPolicy: "F",
  inputs: [
    { id: "a", type: "number" },
    { id: "b", type: "string" },
  ],
  outputs: [{ id: "c", type: "number" }],
  rows: ["1|x|10", "2|y|20", "3|z|30", "4|w|40"].map((text, index) => {
    const [a = "", b = "", c = ""] = text.split("|");
    return { id: `r${index + 1}`, when: [a, b], then: [c] };
  }),
  tests: [],
};
const cellsOf = ({ rows }: DecisionTable) => rows.map(({ when, then }) => [...when, ...then].join("|"));
const ALL = [0, 1, 2, 3];
const asIs = (text: string) => text;

test("a rectangle is filled down, right, up and left, its pattern repeated", () => {
  const column = { rows: [0, 1], first: 0, last: 0 };
  expect(cellsOf(fillArea(TABLE, column, { rows: [2, 3], first: 0, last: 0 }))).toEqual([
    "1|x|10",
    "2|y|20",
    "1|z|30",
    "2|w|40",
  ]);
  expect(cellsOf(fillArea(TABLE, { rows: [2, 3], first: 0, last: 0 }, { rows: [0, 1], first: 0, last: 0 }))).toEqual([
    "3|x|10",
    "4|y|20",
    "3|z|30",
    "4|w|40",
  ]);
  expect(cellsOf(fillArea(TABLE, { rows: [0], first: 0, last: 0 }, { rows: [0], first: 1, last: 2 }))[0]).toBe("1|1|1");
  expect(cellsOf(fillArea(TABLE, { rows: [0], first: 2, last: 2 }, { rows: [0], first: 0, last: 1 }))[0]).toBe(
    "10|10|10",
  );
});

test("where the handle is drawn to says what is filled; hidden rows stay as they are", () => {
  const chosen = areaOf({ anchor: { row: 2, column: 1 }, focus: { row: 0, column: 0 } }, [0, 2, 3]);
  expect(chosen).toEqual({ rows: [0, 2], first: 0, last: 1 });
  expect(areaToFill(chosen, { row: 3, column: 1 }, [0, 2, 3])).toEqual({ rows: [3], first: 0, last: 1 });
  expect(areaToFill(chosen, { row: 2, column: 2 }, [0, 2, 3])).toEqual({ rows: [0, 2], first: 2, last: 2 });
  expect(areaToFill(chosen, { row: 1, column: 0 }, [0, 2, 3])).toBeNull();
  expect(cellsOf(clearArea(TABLE, { ...chosen, last: 2 }))).toEqual(["-|-|", "2|y|20", "-|-|", "4|w|40"]);
});

test("pasting repeats what fits, adds rows, and tells columns that have no place", () => {
  const at = (first: number, last: number, rows: number[]) => ({ rows, first, last });
  const one = pasteArea(TABLE, at(0, 1, [0, 1]), ALL, [["7"]], asIs);
  expect(cellsOf(one.table).slice(0, 2)).toEqual(["7|7|10", "7|7|20"]);
  const block = pasteArea(
    TABLE,
    at(1, 1, [3]),
    ALL,
    [
      ["p", "1", "cut"],
      ["q", "2"],
    ],
    asIs,
  );
  expect(cellsOf(block.table).slice(3)).toEqual(["4|p|1", "-|q|2"]);
  expect(block).toMatchObject({ cut: 1, area: { rows: [3, 4], first: 1, last: 2 } });
  const hidden = pasteArea(TABLE, at(0, 0, [0]), [0, 2], [["7"], ["8"]], asIs);
  expect(cellsOf(hidden.table)).toEqual(["7|x|10", "2|y|20", "8|z|30", "4|w|40"]);
});

test("rows move together and keep their order", () => {
  const ids = ({ rows }: DecisionTable) => rows.map(({ id }) => id).join(" ");
  expect(ids(moveRowsTo(TABLE, [0, 2], 4))).toBe("r2 r4 r1 r3");
  expect(ids(moveRowsTo(TABLE, [2, 3], 0))).toBe("r3 r4 r1 r2");
  expect(moveRowsTo(TABLE, [1], 2)).toBe(TABLE);
  expect(ids(removeRows(TABLE, [1, 3]))).toBe("r1 r3");
});

test("copied cells come back as they were, from here and from spreadsheets", () => {
  const cells = [
    ['"DE","AT"', ">= 80", "a\tb"],
    ["-", "", "two\nlines"],
  ];
  expect(readCopied(writeCopied(cells))).toEqual(cells);
  expect(readCopied('"DE","AT"\t>= 80\r\n"CN"\t[1..2]\r\n')).toEqual([
    ['"DE","AT"', ">= 80"],
    ['"CN"', "[1..2]"],
  ]);
  expect(readCopied('"""DE"""\t1')).toEqual([['"DE"', "1"]]);
  expect(readCopied("a\t")).toEqual([["a", ""]]);
  expect(readCopied('say "hi"\t"open')).toEqual([['say "hi"', '"open']]);
});

test.each([
  ["Working Professional", "string", '"Working Professional"'],
  ["中国", "string", '"中国"'],
  ["42", "string", '"42"'],
  ['"DE","AT"', "string", '"DE","AT"'],
  ['not("CN")', "string", 'not("CN")'],
  ["a", "string", "a"],
  ["null", "string", "null"],
  ["2026/1/5", "date", 'date("2026-01-05")'],
  ["2026-01-05 09:30", "dateTime", 'date and time("2026-01-05T09:30:00")'],
  ["FALSE", "boolean", "false"],
  ["是", "boolean", "true"],
  [" ", "number", "-"],
  [">= 10", "number", ">= 10"],
] as const)("%s of a spreadsheet in a column of %s is %s", (text, type, cell) => {
  expect(asCell(text, { type, isInput: true, names: ["a"] })).toBe(cell);
});

test("rows are found by any cell, by a column's cell, by problems and by tests; the row that is written in stays", () => {
  const find = (filter: object, keep: number | null = null) =>
    filterRows(
      TABLE,
      { ...NO_FILTER, ...filter },
      (row) => row === 1,
      (id) => id !== "r4",
      keep,
    );
  expect(find({})).toEqual(ALL);
  expect(find({ text: "Z" })).toEqual([2]);
  expect(find({ text: "Z" }, 0)).toEqual([0, 2]);
  expect(find({ columns: { 2: "0" } })).toEqual(ALL);
  expect(find({ columns: { 0: "2" } })).toEqual([1]);
  expect(find({ which: "problems" })).toEqual([1]);
  expect(find({ which: "untested" })).toEqual([3]);
});
