import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommandLine } from "../run-command-line.ts";
import { COMMANDS } from "./index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flowright-rules-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: object): string {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return name;
}
async function json(...args: string[]) {
  const out: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => out.push(line), cwd: folder, env: {} };
  const exitCode = await runCommandLine([...args, "--json"], COMMANDS, io);
  return { exitCode, result: JSON.parse(out.join("\n")) as Record<string, unknown> };
}
const SET = {
  schemaVersion: 1,
  key: "discount",
  name: "Discount",
  inputs: [{ name: "amount", type: "number" }],
  facts: [{ id: "account", type: "record", object: "account", recordId: "A1" }],
  rules: [
    { id: "vip", when: { condition: "vip" }, event: { type: "discount", params: { percent: 20 } } },
    { id: "big", when: { fact: "input", path: "amount", operator: "greaterThan", value: 10 }, event: { type: "gift" } },
  ],
  tests: [{ name: "gold", input: {}, facts: { account: { tier: "gold" } }, expect: { events: ["discount"] } }],
};
const SHARED = [{ key: "vip", name: "VIP", when: { fact: "account", path: "tier", operator: "equal", value: "gold" } }];

test("eval, check and test of a rule set file", async () => {
  const file = write("discount.json", SET);
  const shared = ["--conditions", write("shared.json", SHARED)];
  const asked = ["rules", "eval", file, "--input", '{"amount":50}', ...shared];
  expect(await json(...asked, "--facts", '{"account":{"tier":"gold"}}')).toMatchObject({
    exitCode: 0,
    result: {
      events: [{ type: "discount", params: { percent: 20 }, rule: "vip" }, { type: "gift" }],
      rules: [{ id: "vip", status: "held", explanation: { held: true } }, { status: "held" }],
      facts: [{ id: "account", from: "given" }],
    },
  });
  expect(await json(...asked)).toMatchObject({ exitCode: 1, result: { error: { code: "RULE_SET_FACT_UNREACHABLE" } } });
  expect(await json("rules", "check", file, ...shared)).toEqual({ exitCode: 0, result: { ok: true, issues: [] } });
  expect(await json("rules", "check", file)).toMatchObject({
    exitCode: 1,
    result: { ok: false, issues: [{ code: "CONDITION_NAME_UNKNOWN", path: "rules.0.when.condition" }] },
  });
  expect(await json("rules", "test", file, ...shared)).toMatchObject({
    exitCode: 0,
    result: { passed: 1, failed: 0, rulesNeverHeld: ["big"] },
  });
  const wrong = write("wrong.json", { ...SET, tests: [{ ...SET.tests[0], expect: { events: [] } }] });
  expect((await json("rules", "test", wrong, ...shared)).exitCode).toBe(1);
});

test("back-test takes a sensible number of runs", async () => {
  const file = write("tried.json", {
    schemaVersion: 1,
    key: "tried",
    name: "Tried",
    rules: [
      {
        id: "r",
        when: { all: [{ fact: "run", path: "now", operator: "isNotEmpty", value: true }] },
        event: { type: "e" },
      },
    ],
  });
  const none = await json("rules", "back-test", file, "--server", "http://127.0.0.1:9", "--last", "0");
  expect(none).toMatchObject({ exitCode: 2 });
});
