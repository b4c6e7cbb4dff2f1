import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { workflowDefinitionSchema } from "../../definitions/workflow.ts";
import { startStack } from "../../engine/runtime/supervisor/start-stack.ts";
import { startBenchWorker } from "./bench-worker.ts";
import { median } from "./measure.ts";

/**
 * Runs that wait on a reminder, all woken in the same minute: how the worker's memory grows, how late they wake, and
 * whether each wakes once (DESIGN's budget: 10,000 runs, < 200 MB, all, none twice). `--runs N` for fewer.
 */
const { values } = parseArgs({ options: { runs: { type: "string", default: "10000" } } });
const count = Number(values.runs);
const MEMORY_BUDGET_MB = 200;
const SPREAD_MS = 60_000;
const WARM_UP = 400;
/** The starts may take so many times longer than those of the warm-up; all wait before the first wakes. */
const MARGIN = 1.5;

const waiting = workflowDefinitionSchema.parse({
  schemaVersion: 1,
  key: "bench-waiting",
  name: "Reminder",
  triggers: [{ id: "created", type: "record", object: "lead", on: ["created"] }],
  nodes: [
    { id: "pause", type: "wait", until: "=trigger.until" },
    { id: "remind", type: "action", operation: "crm.update", input: { until: "=trigger.until" } },
  ],
  edges: [
    { id: "e1", source: "created", sourcePort: "out", target: "pause" },
    { id: "e2", source: "pause", sourcePort: "out", target: "remind" },
  ],
});

const dataFolder = await mkdtemp(path.join(tmpdir(), "flowright-waiting-"));
const stack = await startStack({ dataFolder, parts: ["temporal"], useFreePort: true, environment: process.env });
const woken = new Map<string, number[]>();
const bench = await startBenchWorker(stack.urls.temporal, ({ runId, input }) => {
  const lateMs = Date.now() - Date.parse(input["until"] as string);
  woken.set(runId, [...(woken.get(runId) ?? []), lateMs]);
});
const megabytes = () => process.memoryUsage().rss / 1_048_576;
try {
  const startMs = await warmUp();
  const before = megabytes();
  const firstWake = Date.now() + count * startMs * MARGIN + 10_000;
  await startRuns(count, () => new Date(firstWake + Math.random() * SPREAD_MS).toISOString());
  if (Date.now() > firstWake) throw new Error("the starts took longer than was planned: measure on a quieter machine");
  const grown = megabytes() - before;
  for (const until = firstWake + SPREAD_MS + count * 60; woken.size < count && Date.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 500));
  const late = [...woken.values()].map(([first]) => first ?? 0).sort((a, b) => a - b);
  const twice = [...woken.values()].filter((times) => times.length > 1).length;
  console.log("| what | measured | budget | |\n|---|---|---|---|");
  const row = (what: string, measured: string, budget: string, holds: boolean) =>
    console.log(`| ${what} | ${measured} | ${budget} | ${holds ? "met" : "NOT MET"} |`);
  row(
    `${count} waiting runs: memory grown`,
    `${grown.toFixed(0)} MB`,
    `< ${MEMORY_BUDGET_MB} MB`,
    grown < MEMORY_BUDGET_MB,
  );
  row("woken", String(woken.size), String(count), woken.size === count);
  row("woken twice", String(twice), "0", twice === 0);
  const p99 = late[Math.floor(late.length * 0.99)] ?? 0;
  console.log(
    `lateness: median ${median(late).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms (all within ${SPREAD_MS / 1_000} s)`,
  );
  process.exitCode = grown < MEMORY_BUDGET_MB && woken.size === count && twice === 0 ? 0 : 1;
} finally {
  await bench.stop();
  await stack.stop();
  await rm(dataFolder, { recursive: true, force: true });
}

async function startRuns(number: number, until: () => string): Promise<void> {
  const start = bench.starter(waiting, () => ({ until: until() }));
  let left = number;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await start(randomUUID());
    }
  };
  await Promise.all(Array.from({ length: 20 }, lane));
}

/** Runs that wake at once, so that what is measured begins warm; answers the milliseconds of a start. */
async function warmUp(): Promise<number> {
  const startedAt = performance.now();
  await startRuns(WARM_UP, () => new Date().toISOString());
  const startMs = (performance.now() - startedAt) / WARM_UP;
  while (woken.size < WARM_UP) await new Promise((resolve) => setTimeout(resolve, 100));
  woken.clear();
  return startMs;
}
