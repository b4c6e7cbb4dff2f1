import { expect, test } from "vitest";
import type { DecisionTable } from "../resources.ts";
import { diffTables } from "./diff-tables.ts";

const row = (id: string, when: string, then = "1") => ({ id, when: [when], then: [then] });
function table(rows: DecisionTable["rows"], more: Partial<DecisionTable> = {}): DecisionTable {
  return {
    schemaVersion: 1,
    key: "t",
    name: "T",
    hitPolicy: "F",
    inputs: [{ id: "a", type: "number" }],
    outputs: [{ id: "b", type: "number" }],
    rows,
    tests: [],
    ...more,
  };
}

test("rows are found by id: added, removed, changed by cell, moved", () => {
  const before = table([row("r1", "1"), row("r2", "2"), row("r3", "3"), row("r4", "4")]);
  const after = table([row("r4", "4"), row("r1", "1"), { ...row("r3", "33", "2"), note: "why" }, row("r5", "5")]);
  expect(diffTables(before, after)).toEqual({
    table: [],
    rows: [
      { id: "r4", kind: "moved", from: 4, to: 1, cells: [] },
      {
        id: "r3",
        kind: "changed",
        from: 3,
        to: 3,
        cells: [
          { column: "a", before: "3", after: "33" },
          { column: "b", before: "1", after: "2" },
          { column: "note", before: "", after: "why" },
        ],
      },
      {
        id: "r5",
        kind: "added",
        from: null,
        to: 4,
        cells: [
          { column: "a", before: "", after: "5" },
          { column: "b", before: "", after: "1" },
        ],
      },
      {
        id: "r2",
        kind: "removed",
        from: 2,
        to: null,
        cells: [
          { column: "a", before: "2", after: "" },
          { column: "b", before: "1", after: "" },
        ],
      },
    ],
  });
  expect(diffTables(before, before)).toEqual({ rows: [], table: [] });
});

test("columns, hit policy, names and tests are told by name; a column that moved changes no cell", () => {
  const before = table([{ id: "r", when: ["1", "x"], then: ["1"] }], {
    inputs: [
      { id: "a", type: "number" },
      { id: "c", type: "string" },
    ],
  });
  const after = table([{ id: "r", when: ["x", "1"], then: ["1"] }], {
    hitPolicy: "U",
    inputs: [
      { id: "c", type: "string" },
      { id: "a", type: "number", values: [1] },
    ],
    tests: [{ name: "one", input: {}, expect: 1 }],
  });
  const { rows, table: changes } = diffTables(before, after);
  expect(rows).toEqual([]);
  expect(changes.map(({ what }) => what)).toEqual(["hitPolicy", "inputs.a", "tests.one"]);
});

test("members in another order are no difference", () => {
  const tests = (input: object) => ({ tests: [{ name: "one", input, expect: 1 }] }) as Partial<DecisionTable>;
  const before = table([], tests({ a: 1, c: { x: 1, y: 2 } }));
  expect(diffTables(before, table([], tests({ c: { y: 2, x: 1 }, a: 1 })))).toEqual({ rows: [], table: [] });
});
