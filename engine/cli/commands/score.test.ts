import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ScoreReport } from "../../../definitions/scoring/score-report.ts";
import { seededRandom } from "../../../definitions/scoring/seeded-random.ts";
import { runCommandLine } from "../run-command-line.ts";
import { COMMANDS } from "./index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flowright-score-"));
  const random = seededRandom(3);
  const lines = Array.from({ length: 400 }, (_, index) => {
    const visits = Math.floor(random() * 10);
    const won = random() < visits / 10 ? 1 : 0;
    return `P${index},${visits}.0,${won ? "Sold" : "Asked"},"${index % 2 === 0 ? "Web, direct" : "Select"}",${won}.0`;
  });
  writeFileSync(
    join(folder, "leads.csv"),
    `Prospect ID,Total Visits,Tags,"Source, first",Converted\n${lines.join("\n")}\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => out.push(line), cwd: folder, env: {} };
  return { exitCode: await runCommandLine(args, COMMANDS, io), out: out.join("\n") };
}
async function json(...args: string[]) {
  const { exitCode, out } = await run(...args, "--json");
  return { exitCode, result: JSON.parse(out) as Record<string, unknown> & { report: ScoreReport } };
}
const TRAIN = ["score", "train", "--data", "leads.csv", "--target", "Converted", "--positive", "1"];

test("train prints the report, names what it leaves out, and keeps a model that eval uses", async () => {
  const named = ["--leave-out", "Tags", "--empty", "Select", "--out", "model.json"];
  const { exitCode, result } = await json(...TRAIN, ...named);
  expect(exitCode).toBe(0);
  const { report } = result;
  expect(result).toMatchObject({ usable: true, problems: [], dataHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(report.rows).toBe(400);
  expect(report.holdOut.auc).toBeGreaterThan(0.75);
  expect(report.holdOut.lift).toHaveLength(10);
  expect(report.leftOut).toEqual([
    { field: "Prospect ID", reason: "id" },
    { field: "Tags", reason: "asked" },
    { field: "Converted", reason: "target" },
  ]);
  expect(report.fields[0]?.field).toBe("Total Visits");
  const input = JSON.stringify({ "Total Visits": 9, "Source, first": "Select" });
  const scored = await json("score", "eval", "--model", "model.json", "--input", input);
  expect(scored.result["score"]).toBeGreaterThan(70);
  const missing = await json("score", "eval", "--model", "model.json", "--input", "{}");
  expect(missing).toMatchObject({ exitCode: 1, result: { error: { code: "SCORE_FIELD_MISSING" } } });
});

test("the printed report says what is left out and why; a model below the floor may not be used", async () => {
  const { exitCode, out } = await run(...TRAIN);
  expect(exitCode).toBe(0);
  expect(out).toContain("Tags: it alone tells the outcome");
  expect(out).toContain("This model may be used.");
  const poor = await json(...TRAIN, "--leave-out", "Total Visits", "--leave-out", "Tags");
  expect(poor).toMatchObject({
    exitCode: 1,
    result: { usable: false, problems: [expect.stringContaining("below 0.6")] },
  });
  const field = await json(...TRAIN, "--leave-out", "Tagz");
  expect(field).toMatchObject({ exitCode: 1, result: { error: { code: "SCORE_FIELD_UNKNOWN" } } });
  const file = await json("score", "train", "--data", "none.csv", "--target", "x");
  expect(file).toMatchObject({ exitCode: 1, result: { error: { code: "WORKFLOW_FILE_INVALID" } } });
  expect((await json(...TRAIN, "--hold-out", "2")).exitCode).toBe(2);
});

test("a points model is scored and tested", async () => {
  const model = {
    schemaVersion: 1,
    type: "points",
    key: "p",
    name: "P",
    object: "lead",
    categories: [{ id: "fit" }],
    rules: [
      {
        id: "big",
        category: "fit",
        points: 30,
        when: { fact: "record", path: "size", operator: "greaterThan", value: 9 },
      },
    ],
    tests: [{ name: "ten is big", record: { size: 10 }, expect: { score: 30 } }],
  };
  writeFileSync(join(folder, "points.json"), JSON.stringify(model));
  const scored = await json("score", "eval", "--model", "points.json", "--input", '{"size":10}');
  expect(scored).toMatchObject({ exitCode: 0, result: { score: 30, rules: [{ id: "big", held: true }] } });
  expect(await json("score", "test", "points.json")).toMatchObject({ exitCode: 0, result: { passed: 1, failed: 0 } });
  const test = { name: "nine is big", record: { size: 9 }, expect: { score: 30 } };
  writeFileSync(join(folder, "wrong.json"), JSON.stringify({ ...model, tests: [test] }));
  expect(await json("score", "test", "wrong.json")).toMatchObject({ exitCode: 1, result: { failed: 1 } });
});
