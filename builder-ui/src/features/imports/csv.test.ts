import { describe, expect, it } from "vitest";
import { BUILT_IN_OBJECTS } from "../../../../definitions/records.ts";
import { readCsvHead } from "./csv-head.ts";
import { matchColumns } from "./match-columns.ts";

describe("readCsvHead", () => {
  it("reads quotes, doubled quotes, line breaks in cells and CRLF", () => {
    const head = readCsvHead('name,note\r\n"Byron, Ada","said ""hi""\nand left"\r\nBen,\r\n', 5);
    expect(head.columns).toEqual(["name", "note"]);
    expect(head.rows).toEqual([
      ["Byron, Ada", 'said "hi"\nand left'],
      ["Ben", ""],
    ]);
  });

  it("finds semicolons, drops a byte order mark, stops at the limit", () => {
    const head = readCsvHead("\uFEFFname;city\na;b\nc;d\ne;f", 2);
    expect(head).toEqual({
      columns: ["name", "city"],
      rows: [
        ["a", "b"],
        ["c", "d"],
      ],
    });
  });

  it("leaves out a row that the slice cut within quotes, and copes with an empty file", () => {
    expect(readCsvHead('a,b\n1,2\n3,"cut', 5).rows).toEqual([["1", "2"]]);
    expect(readCsvHead("", 5)).toEqual({ columns: [], rows: [] });
  });
});

describe("matchColumns", () => {
  const lead = BUILT_IN_OBJECTS.find((object) => object.name === "lead");
  const fields = lead?.fields ?? [];

  it("pairs by name, by title in either language, and with the object's name before", () => {
    expect(matchColumns(["E-Mail", "姓名", "Lead Source", "minutes_on_site", "Tags"], fields, "lead")).toEqual({
      "E-Mail": "email",
      姓名: "name",
      "Lead Source": "source",
      minutes_on_site: "minutesOnSite",
    });
  });

  it("uses each field once, an exact name first", () => {
    expect(matchColumns(["Lead Source", "Source", "source"], fields, "lead")).toEqual({ Source: "source" });
  });
});
