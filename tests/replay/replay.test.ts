import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeSchema } from "../../definitions/nodes/index.ts";
import { replayHistory, workflowBundle } from "../integration/interpreter/run-harness.ts";
import { readHistory } from "./history-file.ts";
import { SCENARIOS } from "./scenarios.ts";

const FOLDER = `${import.meta.dirname}/histories`;
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

const replay = async (code: string, name: string) => replayHistory(code, name, readHistory(`${FOLDER}/${name}`));

test("every history that was ever recorded replays", async () => {
  const { code } = await workflowBundle();
  expect(files.length).toBeGreaterThanOrEqual(Object.keys(SCENARIOS).length);
  for (const name of files) expect({ name, error: await replay(code, name) }).toEqual({ name, error: undefined });
});

test("a mutation that swaps two commands makes the gate fail", async () => {
  const { code } = await workflowBundle();
  const mutated = code.replace("a.index - b.index", "b.index - a.index");
  expect(mutated).not.toBe(code);
  const error = await replay(mutated, "v1-parallel-waits.json");
  expect(String(error)).toMatch(/nondeterminism|Nondeterminism/i);
});

test("the histories hold every node type that a durable run can do", () => {
  const covered = new Set(
    Object.values(SCENARIOS).flatMap(({ definition }) => (definition.nodes ?? []).map(({ type }) => type)),
  );
  const all = nodeSchema.options.map((option) => option.shape.type.value);
  const missing = all.filter((type) => !covered.has(type));
  expect(missing).toEqual([]);
});
