import { describe, expect, it } from "vitest";
import { type DecisionTable, decisionTableSchema, type HIT_POLICIES } from "../../resources.ts";
import { verifyTable } from "./verify-table.ts";

/** Numbers that look random and are the same in every run. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const COUNTRIES = Array.from({ length: 40 }, (_, index) => `"C${index}"`);

/** A table of lead routing: texts, numbers, dates, yes and no, and cells that let everything through. */
function makeBigTable(rows: number, policy: (typeof HIT_POLICIES)[number], anyShare: number): DecisionTable {
  const random = makeRandom(7);
  const cells = [
    () => COUNTRIES[random(40)] ?? "-",
    () => `[${random(1_000)}..${1_000 + random(9_000)})`,
    () => `"S${random(12)}","S${random(12)}"`,
    () => `>= ${random(500)}`,
    () => (random(2) === 0 ? "true" : "false"),
    () => `[date("2026-0${1 + random(4)}-01")..date("2026-0${5 + random(4)}-01")]`,
    () => `not("P${random(30)}")`,
    () => `< ${random(100)}`,
  ];
  const types = ["string", "number", "string", "number", "boolean", "date", "string", "number"];
  return decisionTableSchema.parse({
    schemaVersion: 1,
    key: "big",
    name: "Big",
    hitPolicy: policy,
    inputs: types.map((type, index) => ({ id: `c${index}`, type })),
    outputs: [{ id: "o", type: "number" }],
    rows: Array.from({ length: rows }, (_, index) => ({
      id: `r${index}`,
      when: cells.map((cell) => (random(100) < anyShare ? "-" : cell())),
      then: [String(random(5))],
    })),
  });
}

declare const process: { cpuUsage(): { user: number; system: number } };

/** Processor time of this process in milliseconds: other work on the machine does not count. */
function cpuTimeOf(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const end = process.cpuUsage();
  return (end.user + end.system - start.user - start.system) / 1_000;
}

describe("verifyTable on large tables", () => {
  it.each([
    ["U", 0],
    ["U", 40],
    ["A", 80],
    ["F", 20],
    ["F", 60],
    ["F", 90],
    ["C", 40],
  ] as const)("checks 1,000 rows of 8 columns in under 2 s (%s, %i of 100 cells any)", (policy, anyShare) => {
    const table = makeBigTable(1_000, policy, anyShare);
    let issues = 0;
    const took = cpuTimeOf(() => {
      issues = verifyTable(table).length;
    });
    expect(issues).toBeGreaterThan(0);
    expect(took).toBeLessThan(2_000);
  });
});
