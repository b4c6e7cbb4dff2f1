import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import knownCases from "../../../activities/assignment/fixtures/known-cases.json" with { type: "json" };
import times from "../../../definitions/calendar/fixtures/business-time.json" with { type: "json" };
import { runCommandLine } from "../run-command-line.ts";
import { COMMANDS } from "./index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flowright-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}
async function run(...args: string[]) {
  const out: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => out.push(line), cwd: folder, env: {} };
  return { exitCode: await runCommandLine(args, COMMANDS, io), out: out.join("\n") };
}
async function json(...args: string[]) {
  const { exitCode, out } = await run(...args, "--json");
  return { exitCode, result: JSON.parse(out) as Record<string, unknown> };
}
const calendars: Record<string, object> = times.calendars;
function calendarFile(key: string): string {
  const { key: _, ...bare } = { key, ...calendars[key] };
  return write(`${key}.json`, bare);
}

describe("calendar", () => {
  test.each(times.due)("$id is due when other systems say", async (entry) => {
    const pauses = "pauses" in entry ? ["--pauses", write("pauses.json", entry.pauses)] : [];
    const question = ["--start", entry.start, "--seconds", String(entry.seconds), ...pauses];
    const { exitCode, result } = await json("calendar", "due", "--calendar", calendarFile(entry.calendar), ...question);
    expect(exitCode).toBe(0);
    expect(Date.parse(String(result["dueAt"]))).toBe(Date.parse(entry.due));
  });

  const week = { tz: "Asia/Shanghai", hours: { mon: [["09:00", "12:00"]], tue: [["09:00", "12:00"]] } };
  const span = ["--start", "2026-03-02T00:00:00+08:00", "--end", "2026-03-03T10:00:00+08:00"];

  test("elapsed working time and open periods, with and without pauses", async () => {
    const file = write("week.json", week);
    const pauses = write("held.json", [["2026-03-02T10:00:00+08:00", "2026-03-02T11:00:00+08:00"]]);
    expect(await json("calendar", "elapsed", "--calendar", file, ...span)).toEqual({
      exitCode: 0,
      result: { businessSeconds: 4 * 3_600 },
    });
    const held = await json("calendar", "elapsed", "--calendar", file, ...span, "--pauses", pauses);
    expect(held.result).toEqual({ businessSeconds: 3 * 3_600 });
    const periods = await json("calendar", "periods", "--calendar", file, ...span, "--pauses", pauses);
    expect(periods.result).toEqual({
      periods: [
        ["2026-03-02T01:00:00Z", "2026-03-02T02:00:00Z"],
        ["2026-03-02T03:00:00Z", "2026-03-02T04:00:00Z"],
        ["2026-03-03T01:00:00Z", "2026-03-03T02:00:00Z"],
      ],
    });
  });

  test("what cannot be answered has a code", async () => {
    const file = write("week.json", week);
    const closed = write("closed.json", { tz: "UTC", hours: {} });
    const due = ["calendar", "due", "--start", "2026-03-02T00:00:00Z", "--seconds", "60"];
    expect(await json(...due, "--calendar", closed)).toMatchObject({
      exitCode: 1,
      result: { error: { code: "WORKFLOW_FILE_INVALID", message: expect.stringContaining("never open") } },
    });
    expect(await json("calendar", "due", "--calendar", file, "--start", "tomorrow", "--seconds", "1")).toMatchObject({
      exitCode: 1,
      result: { error: { code: "CALENDAR_INSTANT_INVALID" } },
    });
    for (const args of [["due", ...span], ["elapsed", "--start", "x"], ["when"], []])
      expect(await json("calendar", ...args, "--calendar", file)).toMatchObject({
        exitCode: 2,
        result: { error: { code: "COMMAND_ARGUMENT_INVALID" } },
      });
    expect((await json(...due.slice(0, -1), "soon", "--calendar", file)).exitCode).toBe(2);
  });
});

const SCORE = {
  schemaVersion: 1,
  key: "score",
  name: "Score",
  hitPolicy: "F",
  inputs: [{ id: "minutes", type: "number" }],
  outputs: [{ id: "grade", type: "string", default: '"cold"' }],
  rows: [
    { id: "hot", when: [">= 10"], then: ['"hot"'] },
    { id: "warm", when: ["[5..10)"], then: ['"warm"'], from: "2026-01-01", to: "2026-06-30" },
  ],
  tests: [{ name: "ten is hot", input: { minutes: 10 }, expect: { grade: "hot" }, asOf: "2026-03-01" }],
};

describe("table", () => {
  test("eval gives outputs, hits and why; a file of lines has one result a line", async () => {
    const file = write("score.json", SCORE);
    const asked = ["table", "eval", file, "--asOf", "2026-03-01", "--input"];
    const { exitCode, result } = await json(...asked, '{"minutes":7}');
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({ outputs: "warm", hits: ["warm"], explanation: [{ id: "warm", held: true }] });
    const lines = write("inputs.jsonl", '{"minutes":12}\n{"minutes":"x"}\n\nno json\n{"minutes":1}\n');
    const many = await run(...asked, lines, "--json");
    expect(many.exitCode).toBe(1);
    expect(many.out.split("\n").map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { outputs: "hot", hits: ["hot"] },
      { line: 2, error: { code: "TABLE_INPUT_TYPE" } },
      { line: 4, error: { code: "WORKFLOW_FILE_INVALID" } },
      { outputs: "cold", hits: [] },
    ]);
    expect(await json("table", "eval", file, "--input", '{"minutes":7}')).toMatchObject({
      exitCode: 1,
      result: { error: { code: "TABLE_AS_OF_MISSING" } },
    });
  });

  test("check runs the stored tests and names a broken cell; a broken table is not evaluated", async () => {
    expect(await json("table", "check", write("score.json", SCORE))).toMatchObject({
      exitCode: 0,
      result: { ok: true, issues: [], tests: [{ name: "ten is hot", ok: true }] },
    });
    const wrong = structuredClone(SCORE);
    if (wrong.tests[0] !== undefined) wrong.tests[0].expect.grade = "warm";
    expect(await json("table", "check", write("wrong.json", wrong))).toMatchObject({
      exitCode: 1,
      result: { ok: false, tests: [{ ok: false, actual: { grade: "hot" } }] },
    });
    const broken = structuredClone(SCORE);
    if (broken.rows[0] !== undefined) broken.rows[0].when = [">="];
    const file = write("broken.json", broken);
    expect(await json("table", "check", file)).toMatchObject({
      exitCode: 1,
      result: { ok: false, issues: [{ code: "TABLE_CELL_INVALID", path: "rows.0.when.0" }] },
    });
    expect(await json("table", "eval", file, "--input", "{}")).toMatchObject({
      exitCode: 1,
      result: { error: { code: "TABLE_CELL_INVALID" } },
    });
  });
});

describe("assign", () => {
  const policy = (rule: object) => ({
    key: "inbound",
    name: "Inbound",
    object: "lead",
    rules: [{ id: "turns", strategy: "round-robin", candidates: { team: "sales" }, ...rule }],
  });
  const leads = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `L${index + 1}`, name: "Ann" }));
  async function assign(rule: object, people: unknown, records: object[], ...more: string[]) {
    const files = [
      ["--policy", write("policy.json", policy(rule))],
      ["--candidates", write("people.json", people)],
      ["--records", write("records.json", records)],
    ];
    const { exitCode, result } = await json("assign", ...files.flat(), ...more);
    return { exitCode, ...(result as { assignments: { owner: string }[]; counts: object; error?: { code: string } }) };
  }
  const sales = (users: unknown[]) => ({
    users,
    teams: [
      { key: "sales", members: users.map((user) => (typeof user === "string" ? user : (user as { id: string }).id)) },
    ],
  });
  const inputOf = (id: string) =>
    knownCases.find((one) => one.id === id) as unknown as { input: never; expected: never };

  test("distributes as the cases known from other systems say", async () => {
    const turns: { input: { users: string[]; records: number }; expected: { assigned: string[] } } = inputOf("fr-01");
    const { assignments } = await assign({}, sales(turns.input.users), leads(turns.input.records));
    expect(assignments.map(({ owner }) => owner)).toEqual(turns.expected.assigned);
    const load: { input: { users: string[]; openBefore: number[]; records: number } } = inputOf("fr-04");
    const people = load.input.users.map((id, index) => ({ id, open: load.input.openBefore[index] }));
    const balanced = await assign({ strategy: "least-open" }, sales(people), leads(load.input.records));
    expect(balanced.counts).toEqual({ test: 5, test1: 0, test2: 0 });
    const weights: { input: { weights: Record<string, number>; records: number }; expected: { count: object } } =
      inputOf("fr-05");
    const users = Object.entries(weights.input.weights).map(([id, weight]) => ({ id, weight }));
    const weighted = await assign(
      { strategy: "weighted", candidates: { users } },
      users.map(({ id }) => id),
      leads(weights.input.records),
    );
    expect(weighted.counts).toEqual(weights.expected.count);
  });

  test("absence, an owner that stays, nobody at all, records without object or id", async () => {
    const absences = [{ from: "2026-03-02", to: "2026-03-04" }];
    const people = sales([{ id: "ann", absences }, { id: "bo", active: false }, "cy"]);
    const records = [{ name: "A" }, { name: "B", owner: "ann" }];
    const { assignments } = await assign({}, people, records, "--at", "2026-03-03T09:00:00Z");
    expect(assignments).toEqual([
      { record: "1", owner: "cy", queue: null, rule: "turns", alreadyAssigned: false },
      { record: "2", owner: "ann", queue: null, rule: null, alreadyAssigned: true },
    ]);
    const none = await assign({}, sales([{ id: "bo", active: false }]), leads(1));
    expect(none).toMatchObject({ exitCode: 0, assignments: [{ owner: null }] });
    const twice = await assign({}, sales(["ann"]), [...leads(1), ...leads(1)]);
    expect(twice).toMatchObject({ exitCode: 1, error: { code: "RECORD_ID_REPEATED" } });
    const team = await assign({ candidates: { team: "night" } }, sales(["ann"]), leads(1));
    expect(team).toMatchObject({ exitCode: 1, error: { code: "TEAM_UNKNOWN" } });
  });
});
