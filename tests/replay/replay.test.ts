import { readdirSync } from "node:fs";
import { Worker } from "@temporalio/worker";
import { expect, test } from "vitest";
import { nodeSchema } from "../../definitions/nodes/index.ts";
import { workflowBundle } from "../integration/interpreter/run-harness.ts";
import { readHistory } from "./history-file.ts";
import { SCENARIOS } from "./scenarios.ts";

const FOLDER = `${import.meta.dirname}/histories`;
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

async function replay(code: string, name: string): Promise<unknown> {
  const history = readHistory(`${FOLDER}/${name}`);
  const replayed = Worker.runReplayHistories({ workflowBundle: { code } }, [{ workflowId: name, history }]);
  for await (const { error } of replayed) return error;
  throw new Error("nothing was replayed");
}

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
