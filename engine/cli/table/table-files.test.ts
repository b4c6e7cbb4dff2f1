import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dmnFile, inputData, literal, tableDecision } from "../../../definitions/dmn/testing/dmn-files.ts";
import { COMMANDS } from "../commands/index.ts";
import { runCommandLine } from "../run-command-line.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flowright-table-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}
async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), cwd: folder, env: {} };
  const exitCode = await runCommandLine(["table", ...args], COMMANDS, io);
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}
async function json(...args: string[]) {
  const { exitCode, out, err } = await run(...args, "--json");
  return { exitCode, err, result: JSON.parse(out) as unknown };
}

const TABLE = {
  schemaVersion: 1,
  key: "score",
  name: "Score",
  hitPolicy: "F",
  inputs: [{ id: "visits", type: "number" }],
  outputs: [{ id: "points", type: "number" }],
  rows: [
    { id: "many", when: [">= 10"], then: ["40"] },
    { id: "few", when: ["-"], then: ["5"] },
  ],
  tests: [{ name: "many visits", input: { visits: 12 }, expect: { points: 40 } }],
};
const DMN = dmnFile(
  inputData("Visits", "number") +
    literal("Twice", "Visits * 2", "in_Visits") +
    tableDecision({
      name: "Points",
      policy: "COLLECT",
      aggregation: "SUM",
      inputs: [{ expression: "Twice", type: "number" }],
      outputs: [{ name: "Points", type: "number" }],
      rules: [
        ["> 1", "10"],
        ["> 10", "5"],
      ],
      required: ["Twice"],
    }),
);

test("eval: a decision of a DMN file with those before it, one input or many, and what is wrong", async () => {
  const file = write("points.dmn", DMN);
  expect(await json("eval", file, "--decision", "Points", "--input", '{"Visits":6}')).toEqual({
    exitCode: 0,
    err: "",
    result: { outputs: 15, hits: ["r1", "r2"], explanation: expect.any(Array), decisions: { Twice: 12 } },
  });
  const lines = write("in.jsonl", '{"Visits":1}\n{"Visits":"x"}\n');
  const { exitCode, out } = await run("eval", file, "--input", lines, "--json");
  expect(exitCode).toBe(1);
  expect(out.split("\n").map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { outputs: 10 },
    { line: 2, error: { code: "DECISION_INPUT_TYPE" } },
  ]);
  expect(await json("eval", file, "--decision", "None", "--input", "{}")).toMatchObject({
    exitCode: 1,
    result: { error: { code: "DECISION_UNKNOWN" } },
  });
  const bomb = write("bomb.dmn", `<!DOCTYPE x [<!ENTITY a "b">]>${DMN}`);
  expect(await json("eval", bomb, "--input", "{}")).toMatchObject({
    exitCode: 1,
    result: { error: { code: "DMN_DOCTYPE_REFUSED" } },
  });
});

test("check: a DMN file's tables, its unsupported parts, a sheet's cells", async () => {
  expect(await json("check", write("ok.dmn", DMN))).toMatchObject({
    exitCode: 0,
    result: { ok: true, unsupported: [] },
  });
  const part = '<knowledgeSource id="k" name="Law"/><decision id="x" name="X"><context/></decision>';
  const { exitCode, result } = await json(
    "check",
    write("part.dmn", DMN.replace("</definitions>", `${part}</definitions>`)),
  );
  expect(exitCode).toBe(1);
  expect(result).toMatchObject({
    ok: false,
    unsupported: expect.arrayContaining([{ what: "KnowledgeSource", where: "KnowledgeSource Law" }]),
  });
  const sheet = write("bad.csv", "#table,t,F,T\n#part,if,then\n#column,a,b\n#type,number,number\nr1,>= ten,1\n");
  expect(await json("check", sheet)).toMatchObject({
    exitCode: 1,
    result: { issues: [{ code: "TABLE_CELL_INVALID", details: { cell: "B5" } }] },
  });
});

test("convert: JSON, CSV, XLSX and DMN and back give the same table; a graph needs a decision for a sheet", async () => {
  write("a.json", TABLE);
  for (const name of ["b.csv", "c.xlsx", "d.json"]) expect((await json("convert", "a.json", name)).exitCode).toBe(0);
  for (const [from, to] of [
    ["b.csv", "b.json"],
    ["c.xlsx", "c.json"],
  ] as const) {
    expect((await json("convert", from, to)).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, to), "utf8"))).toEqual(TABLE);
  }
  expect(await json("convert", "a.json", "e.dmn")).toMatchObject({ result: { unsupported: [{ what: "1 tests" }] } });
  await run("convert", "e.dmn", "e.json");
  expect(JSON.parse(readFileSync(join(folder, "e.json"), "utf8"))).toEqual({ ...TABLE, tests: [] });

  write("g.dmn", DMN);
  expect((await json("convert", "g.dmn", "g.json")).exitCode).toBe(0);
  expect((await json("convert", "g.json", "g2.dmn")).exitCode).toBe(0);
  expect(await json("eval", "g2.dmn", "--decision", "Points", "--input", '{"Visits":6}')).toMatchObject({
    result: { outputs: 15 },
  });
  expect(await json("convert", "g.dmn", "g.csv")).toMatchObject({
    result: { unsupported: [{ what: "column twice stands for the expression Twice" }] },
  });
  expect(await json("convert", "a.json", "a.txt")).toMatchObject({
    exitCode: 2,
    result: { error: { code: "COMMAND_ARGUMENT_INVALID" } },
  });
});

test("test: the stored tests and the rows that no test hits", async () => {
  const covered = await run("test", write("t.json", TABLE));
  expect(covered.exitCode).toBe(0);
  expect(covered.out).toBe(
    "ok     many visits\nrow many: many visits\nrow few: no test\n1 passed, 0 failed; 1 of 2 rows covered",
  );
  const tests = [{ name: "wrong", input: { visits: 1 }, expect: { points: 40 } }];
  expect(await json("test", write("u.json", { ...TABLE, tests }))).toMatchObject({
    exitCode: 1,
    result: { passed: 0, failed: 1, coverage: { rows: 2, covered: 1, uncovered: ["many"] } },
  });
});

test("diff: rows by id, across formats", async () => {
  write("old.json", TABLE);
  const rows = [
    { id: "many", when: [">= 20"], then: ["40"] },
    { id: "new", when: ["-"], then: ["1"] },
  ];
  write("new.json", { ...TABLE, rows });
  await run("convert", "new.json", "new.csv");
  expect((await run("diff", "old.json", "new.csv")).out).toBe(
    [
      "row many changed",
      "  visits: >= 10 → >= 20",
      "row new added",
      "  visits: (empty) → -",
      "  points: (empty) → 1",
      "row few removed",
      "  visits: - → (empty)",
      "  points: 5 → (empty)",
    ].join("\n"),
  );
  expect((await run("diff", "old.json", "old.json")).out).toBe("no difference");
});
