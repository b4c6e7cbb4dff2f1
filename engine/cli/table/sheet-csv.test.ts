import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { array, assert, constantFrom, property, string } from "fast-check";
import { expect, test } from "vitest";
import { readCsv, writeCsv } from "../../../definitions/tables/sheet-csv.ts";

const separator = constantFrom(",", ";", "\t");
const lineEnd = constantFrom("\r\n", "\n", "\r");
const cell = string({ unit: constantFrom("a", "é", "名", " ", '"', ",", ";", "\t", "\r", "\n"), maxLength: 6 });
const sheet = array(array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });

test("sheets that others write are read, and others read ours", () => {
  assert(
    property(sheet, separator, lineEnd, (rows, delimiter, end) => {
      // The heading decides the separator.
      const all = [["key", "name", "tags"], ...rows];
      expect(readCsv(stringify(all, { delimiter, record_delimiter: end, quoted: true }))).toEqual(all);
      expect(readCsv(stringify(all, { delimiter, record_delimiter: end, quoted_match: /[\r\n]/u, bom: true }))).toEqual(
        all,
      );
    }),
  );
  assert(
    property(sheet, (rows) => {
      expect(parse(writeCsv(rows), { bom: true, relax_column_count: true, record_delimiter: "\r\n" })).toEqual(rows);
    }),
  );
});

test("lines that end in two ways, and quotes within a cell, as pasted cells have them", () => {
  expect(readCsv('a,b\r\n12" pipe,2\n3,4\r\n')).toEqual([
    ["a", "b"],
    ['12" pipe', "2"],
    ["3", "4"],
  ]);
});
