import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  type WorkflowDefinition,
  type WorkflowDefinitionInput,
  workflowDefinitionSchema,
} from "../../definitions/workflow.ts";
import { startStack } from "../../engine/runtime/supervisor/start-stack.ts";
import { type BenchWorker, startBenchWorker } from "./bench-worker.ts";
import { BENCH_THREE_STEPS } from "./definitions.ts";
import { measureLatency, measureThroughput } from "./measure.ts";

/**
 * How cost grows: with the number of runs, of nodes, of light steps in a row and of items. Figures, not budgets: the
 * last column is the cost of one more against the smallest of its group. `--runs N` for fewer runs.
 */
const { values } = parseArgs({ options: { runs: { type: "string", default: "10000" } } });
const MOST_RUNS = Number(values.runs);
const IN_FLIGHT = 50;
const SEQUENTIAL = 10;

const dataFolder = await mkdtemp(path.join(tmpdir(), "flowright-growth-"));
const stack = await startStack({ dataFolder, parts: ["temporal"], useFreePort: true, environment: process.env });
const bench = await startBenchWorker(stack.urls.temporal);
try {
  await measureThroughput(bench.interpreted(BENCH_THREE_STEPS), 100, IN_FLIGHT);
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}\n`);
  console.log("| what | measured | history events | each, against the smallest |\n|---|---|---|---|");
  await growRuns(bench);
  await growGroup(bench, "nodes of which 5 are passed", [5, 50, 500], unusedNodes);
  await growGroup(bench, "light steps in a row", [4, 40, 400], lightSteps);
  await growGroup(bench, "items of a for-each, 20 at once, each calling a system", [10, 100, 1_000], manyItems);
} finally {
  await bench.stop();
  await stack.stop();
  await rm(dataFolder, { recursive: true, force: true });
}

/** Runs of three internal steps, 50 in flight: does the ten-thousandth cost what the tenth does? */
async function growRuns(worker: BenchWorker): Promise<void> {
  const runOnce = worker.interpreted(BENCH_THREE_STEPS);
  let smallest: number | undefined;
  for (let count = 10; count <= MOST_RUNS; count *= 10) {
    const speed = await measureThroughput(runOnce, count, IN_FLIGHT);
    smallest ??= speed;
    console.log(`| ${count} runs of three steps | ${speed.toFixed(1)} runs/s | | ${(smallest / speed).toFixed(2)} |`);
  }
}

async function growGroup(
  worker: BenchWorker,
  what: string,
  sizes: readonly number[],
  draw: (size: number) => WorkflowDefinition,
): Promise<void> {
  let smallest: number | undefined;
  for (const size of sizes) {
    const runOnce = worker.interpreted(draw(size));
    await runOnce(randomUUID());
    const ms = await measureLatency(runOnce, SEQUENTIAL);
    smallest ??= ms / size;
    const events = await worker.countEvents(runOnce);
    console.log(`| ${size} ${what} | ${ms.toFixed(0)} ms | ${events} | ${(ms / size / smallest).toFixed(2)} |`);
  }
}

type Node = NonNullable<WorkflowDefinitionInput["nodes"]>[number];

function drawRow(
  key: string,
  nodes: readonly Node[],
  aside: readonly Node[] = [],
  within: readonly Node[] = [],
): WorkflowDefinition {
  const ids = ["created", ...nodes.map(({ id }) => id)];
  const edges = nodes.map(({ id }, index) => ({
    id: `e${index}`,
    source: ids[index] ?? "created",
    sourcePort: "out",
    target: id,
  }));
  const triggers = [{ id: "created", type: "record" as const, object: "lead", on: ["created" as const] }];
  return workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key,
    name: key,
    triggers,
    nodes: [...nodes, ...aside, ...within],
    edges: [
      ...edges,
      ...aside.map(({ id }, index) => ({ id: `a${index}`, source: "way", sourcePort: "aside", target: id })),
    ],
  });
}

function set(id: string): Node {
  return { id, type: "set", values: { [id]: "=record.employees + 1" } };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** A branch that is taken never holds what is over five nodes: the plan grows, the path does not. */
function unusedNodes(size: number): WorkflowDefinition {
  const way: Node = {
    id: "way",
    type: "condition",
    branches: [{ id: "aside", when: { fact: "record", path: "employees", operator: "lessThan", value: 0 } }],
  };
  const passed = [set("one"), set("two"), set("three"), set("four"), way];
  return drawRow(
    `bench-nodes-${size}`,
    passed,
    range(size - passed.length).map((index) => set(`aside${index}`)),
  );
}

function lightSteps(size: number): WorkflowDefinition {
  return drawRow(
    `bench-light-${size}`,
    range(size).map((index) => set(`light${index}`)),
  );
}

function manyItems(size: number): WorkflowDefinition {
  const body = { parent: "each", operation: "smtp.send", connection: "default" };
  return drawRow(
    `bench-items-${size}`,
    [
      { id: "list", type: "set", values: { items: range(size) } },
      { id: "each", type: "for-each", items: "=steps.list.output.items", concurrency: 20 },
    ],
    [],
    [{ id: "send", type: "action", ...body, input: { to: "=item" } }],
  );
}
