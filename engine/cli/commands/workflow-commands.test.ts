import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { runCommandLine } from "../run-command-line.ts";
import { COMMANDS } from "./index.ts";

const FIXTURES = `${import.meta.dirname}/../../../definitions/fixtures`;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flowright-cli-"));
  cpSync(FIXTURES, folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function flowright(...args: string[]) {
  const out: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => out.push(line), cwd: folder, env: {} };
  const exitCode = await runCommandLine([...args, "--json"], COMMANDS, io);
  return { exitCode, result: JSON.parse(out.join("\n")) as Record<string, unknown> };
}

test("runs the tests of a folder, shows coverage, and fails with a difference", async () => {
  expect(await flowright("test", ".")).toMatchObject({ exitCode: 0, result: { passed: 8, failed: 0 } });
  const file = join(folder, "lead-routing.test.json");
  const broken = readFileSync(file, "utf8").replace('"reminders": 3', '"reminders": 2');
  writeFileSync(join(folder, "broken.test.json"), broken);
  const { exitCode, result } = await flowright("test", "broken.test.json");
  expect(exitCode).toBe(1);
  expect(result).toMatchObject({ passed: 2, failed: 1, coverage: [{ workflow: "lead-routing" }] });
  expect(result["results"]).toContainEqual(
    expect.objectContaining({
      ok: false,
      differences: [expect.objectContaining({ expectation: "output", actual: { owner: "u2", reminders: 3 } })],
    }),
  );
});

test("simulate takes the record as the input of a record trigger, mocks and a start", async () => {
  const lead = { object: "lead", id: "L1", status: "new", name: "Li", email: "l@example.com", source: "referral" };
  const record = { ...lead, minutesOnSite: 12, occupation: "Working Professional", employees: 20, country: "CN" };
  const mocks = {
    assignSenior: { output: { owner: { id: "u7", email: "a@example.com" } } },
    mail: { output: {} },
    remind: { output: {} },
    reassign: { output: {} },
  };
  const run = ["simulate", "lead-routing.json", "--input", JSON.stringify(record), "--mocks", JSON.stringify(mocks)];
  const { exitCode, result } = await flowright(...run, "--at", "2026-03-02T09:30:00+08:00");
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({
    status: "completed",
    output: { owner: "u7", reminders: 3 },
    startedAt: "2026-03-02T01:30:00.000Z",
  });
  expect(result["mails"]).toMatchObject([{ to: "a@example.com", subject: "New lead: Li" }]);
  const { assignSenior } = mocks;
  const onlyAssigned = JSON.stringify({ assignSenior });
  const missing = await flowright(
    "simulate",
    "lead-routing.json",
    "--input",
    JSON.stringify(record),
    "--mocks",
    onlyAssigned,
  );
  expect(missing.result).toMatchObject({ error: { code: "SIMULATION_MOCK_MISSING" } });
  expect(missing.exitCode).toBe(1);
});

test("validate passes the worked examples and names what is wrong", async () => {
  expect(await flowright("validate", "lead-routing.json", "won-deal.json")).toMatchObject({
    exitCode: 0,
    result: { ok: true },
  });
  const wrong = readFileSync(join(folder, "lead-routing.json"), "utf8").replace(
    "record.minutesOnSite",
    "record.minutesOnsite",
  );
  writeFileSync(join(folder, "wrong.json"), wrong);
  const { exitCode, result } = await flowright("validate", "wrong.json");
  expect(exitCode).toBe(1);
  expect(JSON.stringify(result)).toContain("minutesOnsite");
});

test("a step needs a connection where its connector cannot do without: HTTP can", async () => {
  const step = (operation: string, input: object) => ({
    schemaVersion: 1,
    key: "calls",
    name: "Calls",
    triggers: [{ id: "go", type: "manual" }],
    nodes: [{ id: "call", type: "action", name: "Call", operation, input }],
    edges: [{ id: "e1", source: "go", sourcePort: "out", target: "call" }],
  });
  writeFileSync(join(folder, "http.json"), JSON.stringify(step("http.request", { path: "https://example.com/x" })));
  expect(await flowright("validate", "http.json")).toMatchObject({ exitCode: 0, result: { ok: true } });
  writeFileSync(join(folder, "erp.json"), JSON.stringify(step("erp.upsert-party", { externalKey: "c1", name: "Ann" })));
  const { exitCode, result } = await flowright("validate", "erp.json");
  expect(exitCode).toBe(1);
  expect(JSON.stringify(result)).toContain("CONNECTION_MISSING");
});

test("definitions and tests may be YAML", async () => {
  const yaml = mkdtempSync(join(folder, "yaml-"));
  const workflow = JSON.parse(readFileSync(join(folder, "lead-routing.json"), "utf8")) as unknown;
  const tests = JSON.parse(readFileSync(join(FIXTURES, "lead-routing.test.json"), "utf8")) as unknown;
  writeFileSync(join(yaml, "lead-routing.yaml"), stringify(workflow));
  writeFileSync(join(yaml, "lead-routing.test.yaml"), stringify(tests));
  for (const name of ["calendar-sales.json", "lead-score.table.json"]) cpSync(join(FIXTURES, name), join(yaml, name));
  expect(await flowright("test", yaml)).toMatchObject({ exitCode: 0, result: { passed: 3, failed: 0 } });
  expect(await flowright("validate", join(yaml, "lead-routing.yaml"))).toMatchObject({ exitCode: 0 });
  writeFileSync(join(yaml, "broken.yaml"), "key: [unclosed");
  expect(await flowright("validate", join(yaml, "broken.yaml"))).toMatchObject({
    exitCode: 1,
    result: { error: { code: "WORKFLOW_FILE_INVALID" } },
  });
});
