import { describe, expect, it } from "vitest";
import { codeOf } from "../fixtures/code-of.ts";
import { decisionTableSchema, type HIT_POLICIES } from "../resources.ts";
import { compileCell } from "./cell-syntax.ts";
import { checkTable, compileTable, evaluateTable, verifyTable } from "./index.ts";
import { compileOutput } from "./output-syntax.ts";

declare const process: { cpuUsage(): { user: number; system: number } };

/** Processor time of this process in milliseconds: other work on the machine does not count. */
function cpuTimeOf(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const end = process.cpuUsage();
  return (end.user + end.system - start.user - start.system) / 1_000;
}
function makeTable(rows: number, policy: (typeof HIT_POLICIES)[number]): object {
  return {
    schemaVersion: 1,
    key: "big",
    name: "Big",
    hitPolicy: policy,
    inputs: ["country", "low", "high", "flag"].map((id) => ({ id, type: id === "country" ? "string" : "number" })),
    outputs: [{ id: "o", type: "number" }],
    rows: Array.from({ length: rows }, (_, index) => ({
      id: `r${index}`,
      when: [`"C${index % 97}"`, `>= ${index % 89}`, `< ${index % 83}`, index % 3 === 0 ? "-" : `not(${index % 7})`],
      then: [String(index % 5)],
    })),
  };
}

describe("bad input, in bounded time", () => {
  it("refuses a table of 100,000 rows", () => {
    const given = makeTable(100_000, "F");
    let issues: string[] = [];
    const took = cpuTimeOf(() => {
      issues =
        decisionTableSchema.safeParse(given).error?.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`) ??
        [];
    });
    expect(issues).toEqual(["rows too_big"]);
    expect(took).toBeLessThan(3_000);
  });

  it.each(["U", "A", "F", "P", "C"] as const)(
    "checks the largest table that is allowed, 10,000 rows, under %s",
    (policy) => {
      const table = decisionTableSchema.parse(makeTable(10_000, policy));
      const took = cpuTimeOf(() => {
        verifyTable(table);
      });
      expect(took).toBeLessThan(6_000);
    },
  );

  const LONG = 10_000;
  it.each<[string, string, string]>([
    ["operators", `1${"+1".repeat(LONG / 2 - 1)}`, "TABLE_CELL_INVALID"],
    ["names", `n${"+n".repeat(LONG / 2 - 1)}`, "TABLE_CELL_INVALID"],
    ["parentheses", `${"(".repeat(LONG / 2)}1${")".repeat(LONG / 2 - 1)}`, "TABLE_CELL_INVALID"],
    ["signs", "-".repeat(LONG - 1) + "1", "TABLE_CELL_INVALID"],
    ["lists", "[".repeat(LONG), "TABLE_CELL_INVALID"],
    ["an open quote", `"${"x".repeat(LONG - 1)}`, "TABLE_CELL_INVALID"],
    ["escapes", `"${"\\u0041".repeat(LONG / 6)}"`, "none"],
    ["a long text", `"${"x".repeat(LONG - 2)}"`, "none"],
    ["digits", "9".repeat(LONG), "TABLE_CELL_INVALID"],
    ["spaces", `${" ".repeat(LONG - 1)}1`, "none"],
  ])("reads a cell of 10,000 characters: %s", (_, cell, code) => {
    let found = "";
    const took = cpuTimeOf(() => {
      found = codeOf(() => compileOutput(cell, ["n"]));
    });
    expect(found).toBe(code);
    expect(took).toBeLessThan(300);
  });

  it("reads and asks a cell of thousands of values", () => {
    const cell = Array.from({ length: 2_000 }, (_, index) => index).join(",");
    const took = cpuTimeOf(() => {
      expect(compileCell(cell, "number")).toMatchObject({ op: "in" });
      expect(codeOf(() => compileCell(`${cell},`, "number"))).toBe("TABLE_CELL_INVALID");
      expect(codeOf(() => compileCell("not(".repeat(2_000), "number"))).toBe("TABLE_CELL_INVALID");
      expect(codeOf(() => compileCell(`> ${"(".repeat(5_000)}n`, "number", ["n"]))).toBe("TABLE_CELL_INVALID");
    });
    expect(took).toBeLessThan(1_000);
  });

  it("shows a part of a long cell in its error, not all of it", () => {
    const table = decisionTableSchema.parse({
      ...makeTable(1, "F"),
      rows: [{ id: "r", when: [`"${"x".repeat(9_000)}`, "-", "-", "-"], then: ["1"] }],
    });
    const [issue] = checkTable(table);
    expect(issue).toMatchObject({ code: "TABLE_CELL_INVALID", path: "rows.0.when.0" });
    expect(issue?.message.length).toBeLessThan(300);
  });

  it("asks the largest table at once, before its index is there", () => {
    const compiled = compileTable(decisionTableSchema.parse(makeTable(10_000, "C#")));
    const took = cpuTimeOf(() => {
      evaluateTable(compiled, { country: "C3", low: 10, high: 10, flag: 1 });
    });
    expect(took).toBeLessThan(1_000);
  });
});
