import { expect, it } from "vitest";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { addRows, duplicateRow, insertRow, moveColumn, setRowNote } from "./table-edits.ts";

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
  rows: [
    { id: "r1", label: "hot", note: "first", when: ["1", '"x"'], then: ["10"] },
    { id: "r2", when: ["2", '"y"'], then: ["20"] },
  ],
  tests: [],
};
const cellsOf = ({ rows }: DecisionTable) => rows.map(({ when, then }) => [...when, ...then].join(" "));

it("a row is put in with the conditions of a gap, and anything where there is none", () => {
  const filled = insertRow(TABLE, 2, [">= 3", "-"]);
  expect(cellsOf(filled)).toEqual(['1 "x" 10', '2 "y" 20', ">= 3 - "]);
  const dated = insertRow(TABLE, 2, ["-", "-"], { from: "2026-07-01", to: "2026-07-31" });
  expect(dated.rows[2]).toMatchObject({ from: "2026-07-01", to: "2026-07-31" });
  const above = insertRow(TABLE, 0);
  expect(above.rows.map(({ id }) => id)).toEqual(["r3", "r1", "r2"]);
  expect(above.rows[0]?.when).toEqual(["-", "-"]);
});

it("a copied row has an id of its own and no label, which names a port", () => {
  const [, copy] = duplicateRow(TABLE, 0).rows;
  expect(copy).toEqual({ id: "r3", note: "first", when: ["1", '"x"'], then: ["10"] });
});

it("a column moves with its cells, and stops at the ends", () => {
  const moved = moveColumn(TABLE, "inputs", 0, 1);
  expect(moved.inputs.map(({ id }) => id)).toEqual(["b", "a"]);
  expect(cellsOf(moved)).toEqual(['"x" 1 10', '"y" 2 20']);
  expect(moveColumn(TABLE, "inputs", 0, -1)).toBe(TABLE);
  expect(moveColumn(TABLE, "outputs", 0, 1)).toBe(TABLE);
});

it("added rows have ids of their own, and a full table takes no more", () => {
  const taken = { ...TABLE, rows: TABLE.rows.with(1, { id: "r4", when: ["2", '"y"'], then: ["20"] }) };
  expect(addRows(taken, 2).rows.map(({ id }) => id)).toEqual(["r1", "r4", "r3", "r5"]);
  const full = addRows(TABLE, 20_000);
  expect(full.rows).toHaveLength(10_000);
  expect(new Set(full.rows.map(({ id }) => id)).size).toBe(10_000);
  expect(insertRow(full, 1)).toBe(full);
  expect(duplicateRow(full, 0)).toBe(full);
});

it("what stands beside the cells is changed, and taken away by an empty text", () => {
  expect(setRowNote(TABLE, 1, "from", "2026-01-01").rows[1]).toMatchObject({ from: "2026-01-01" });
  expect(setRowNote(TABLE, 0, "note", "").rows[0]).not.toHaveProperty("note");
});
