import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createConsoleReport } from "./console-report.ts";
import { formatLogLine } from "./log-format.ts";
import { openRotatingLog } from "./rotating-log.ts";

const at = new Date(2026, 10, 23, 9, 5, 7);

test("a pino line becomes one short line: time, part, level, message, error, fields", () => {
  const line = JSON.stringify({
    level: 50,
    time: at.getTime(),
    pid: 1,
    hostname: "h",
    msg: "mail failed",
    err: { message: "refused", stack: "…" },
    runId: "r1",
    input: { a: 1 },
  });
  expect(formatLogLine("worker", line, { colour: false })).toBe(
    "09:05:07 worker   ERROR mail failed: refused  runId=r1",
  );
});

test("other lines, broken JSON and JSON that is no log line pass as they are", () => {
  for (const line of ["plain words", '{"level":', '{"a":1}'])
    expect(formatLogLine("api", line, { colour: false, now: at })).toBe(`09:05:07 api      ${line}`);
});

test("what ordinary runs tell stays in the log files, their problems are shown", () => {
  const printed: string[] = [];
  const report = createConsoleReport({ write: (text) => printed.push(text) }, {});
  for (const [level, msg] of [
    [30, "run started"],
    [40, "operation failed"],
  ])
    report.line(
      "worker",
      JSON.stringify({ level, time: at.getTime(), part: "worker", msg, runId: "r1", traceId: "t" }),
    );
  report.line("worker", JSON.stringify({ level: 30, time: at.getTime(), msg: "the worker is ready" }));
  expect(printed).toEqual([
    "09:05:07 worker   WARN operation failed  runId=r1\n",
    "09:05:07 worker   the worker is ready\n",
  ]);
});

test("colour only where the terminal shows it", () => {
  const warning = JSON.stringify({ level: 40, time: at.getTime(), msg: "slow" });
  expect(formatLogLine("api", warning, { colour: true })).toContain("\u001B[33m");
  expect(formatLogLine("api", warning, { colour: false })).not.toContain("\u001B");
});

test("the choice is printed with what was not taken and why, without a password", () => {
  const printed: string[] = [];
  const report = createConsoleReport({ write: (text) => printed.push(text) }, {});
  report.event({
    kind: "chosen",
    part: "mongodb",
    name: "mongod on PATH",
    address: "mongodb://127.0.0.1:4000/flowright?directConnection=true",
    rejections: [{ name: "MONGODB_URI", reason: "not set", wayOut: "-" }],
  });
  report.line("temporal", "a server's own words");
  expect(printed.join("")).toBe("  ✓ mongodb   mongod on PATH at 127.0.0.1:4000\n      not MONGODB_URI: not set\n");
});

test("a log is rotated by size and keeps so many old ones", () => {
  const folder = mkdtempSync(join(tmpdir(), "flowright-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const log = openRotatingLog(join(folder, "api.log"), 20, 2);
  for (let index = 1; index <= 9; index += 1) log.write(`line ${index}`);
  log.close();
  log.write("after the end");
  expect(readdirSync(folder).sort()).toEqual(["api.log", "api.log.1", "api.log.2"]);
  expect(readFileSync(join(folder, "api.log"), "utf8")).toBe("line 9\n");
  expect(readFileSync(join(folder, "api.log.1"), "utf8")).toBe("line 7\nline 8\n");
});
