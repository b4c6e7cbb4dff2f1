import * as fc from "fast-check";
import { stringify } from "csv-stringify/sync";
import { expect, it } from "vitest";
import { readRows } from "./read-rows.ts";

const open = (text: string, size: number) =>
  async function* () {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
async function rowsOf(text: string, size = 5) {
  const rows: { line: number; cells: string[]; problem: string | null }[] = [];
  for await (const { line, cells, problem } of readRows(open(text, size))) rows.push({ line, cells, problem });
  return rows;
}

it("reads what was written, whatever is in the cells and wherever the pieces are cut", async () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "é", "王", ",", '"', "\n", " ", ";") });
  const table = fc.array(fc.tuple(fc.constant("x"), cell, cell), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (rows, size, bom) => {
      const text = (bom ? "\uFEFF" : "") + stringify([["h1", "h2", "h3"], ...rows], { delimiter: "," });
      const read = await rowsOf(text, size);
      expect(read.slice(1).map(({ cells }) => cells)).toEqual(rows);
      let line = 2;
      for (const [index, row] of rows.entries()) {
        expect(read[index + 1]).toMatchObject({ line, problem: null });
        line += 1 + row.join("").split("\n").length - 1;
      }
    }),
    { numRuns: 100 },
  );
});

it("goes on after lines that cannot be read, and numbers them right", async () => {
  const rows = await rowsOf('a;b\r\n\r\n"1\r\n2";x\r\n"open;y\r\n3;z\r\n4\r\n"again;w\r\n5;v');
  expect(rows.map(({ line, problem }) => [line, problem === null])).toEqual([
    [1, true],
    [3, true],
    [5, false],
    [6, true],
    [7, false],
    [8, false],
    [9, true],
  ]);
});

it("gives nothing for an empty file", async () => {
  expect(await rowsOf("")).toEqual([]);
});
