import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { RunSummary } from "../../definitions/run.ts";
import { createMailboxClient } from "../../engine/runtime/mail-catcher/client.ts";
import { startStack, type Stack } from "../../engine/runtime/supervisor/start-stack.ts";
import { openApiSession } from "../stack/api-session.ts";
import { checkMixed } from "./check-mixed.ts";
import { disturb } from "./disturb.ts";
import { mixedCases } from "./mixed-cases.ts";
import { isClosed, MixedDriver, startCases, type StartedCase } from "./mixed-driver.ts";
import { prepareMixedWorkspace } from "./mixed-workspace.ts";
import { startOtherSystem, type OtherSystem } from "./other-system.ts";
import { type Check, printChecks } from "./print-checks.ts";
import { replayHistories } from "./replay-histories.ts";
import { seeded } from "./seeded.ts";
import { prepareClockStep } from "./step-clock.ts";
import { startNetworkProxy, type NetworkProxy } from "./temporal-proxy.ts";

const PASSWORD = "chaos-chaos-chaos";
const LOOK_EVERY_MS = 1_500;
const TOLD_EVERY_MS = 10_000;

interface Setting {
  stack: Stack;
  workers: Stack;
  proxy: NetworkProxy;
  system: OtherSystem;
}
interface Plan {
  count: number;
  seed: number;
  isDisturbed: boolean;
  spreadMs: number;
  limitMs: number;
}

/**
 * Runs 500 mixed runs while everything that they stand on is killed, cut off, stepped or full, then holds each against its
 * oracle. `--seed N` does the same again, `--count N` fewer or more, `--calm` without disturbances.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
      count: { type: "string", default: "500" },
      calm: { type: "boolean", default: false },
      "spread-seconds": { type: "string", default: "110" },
      "limit-minutes": { type: "string", default: "9" },
    },
  });
  const plan: Plan = {
    count: Number(values.count),
    seed: Number(values.seed),
    isDisturbed: !values.calm,
    spreadMs: Number(values["spread-seconds"]) * 1_000,
    limitMs: Number(values["limit-minutes"]) * 60_000,
  };
  console.log(`mixed runs: ${plan.count}, seed ${plan.seed}`);
  const dataFolder = await mkdtemp(path.join(tmpdir(), "flowright-mixed-"));
  const closers: (() => Promise<void>)[] = [];
  let isGood = false;
  try {
    isGood = printChecks(await runMixed(await openSetting(dataFolder, closers), plan));
    return isGood ? 0 : 1;
  } finally {
    for (const close of closers.reverse()) await close();
    if (isGood) await rm(dataFolder, { recursive: true, force: true });
    else console.log(`the stack's data is kept in ${dataFolder}`);
  }
}

/** Servers, API and mail catcher as one stack; the worker as another, whose way to Temporal is a proxy. */
async function openSetting(dataFolder: string, closers: (() => Promise<void>)[]): Promise<Setting> {
  const onLine = (part: string, line: string) =>
    process.env["FLOWRIGHT_CHAOS_LOGS"] === undefined ? undefined : console.error(`[${part}] ${line}`);
  const environment = {
    ...process.env,
    FLOWRIGHT_ADMIN_EMAIL: "chaos@example.com",
    FLOWRIGHT_ADMIN_PASSWORD: PASSWORD,
    FLOWRIGHT_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    LOG_LEVEL: "warn",
  };
  const system = await startOtherSystem();
  closers.push(async () => system.close());
  const stack = await startStack({
    dataFolder: path.join(dataFolder, "servers"),
    parts: ["temporal", "mongodb", "mailbox", "api"],
    environment,
    useFreePort: true,
    onLine,
  });
  closers.push(async () => stack.stop());
  const proxy = await startNetworkProxy(stack.urls.temporal);
  closers.push(async () => proxy.close());
  const { FLOWRIGHT_PORT: _taken, ...shared } = stack.environment;
  const workers = await startStack({
    dataFolder: path.join(dataFolder, "workers"),
    parts: ["worker"],
    environment: { ...shared, TEMPORAL_ADDRESS: proxy.address, NODE_OPTIONS: await prepareClockStep(dataFolder) },
    useFreePort: true,
    onLine,
  });
  closers.push(async () => workers.stop());
  return { stack, workers, proxy, system };
}

async function runMixed({ stack, workers, proxy, system }: Setting, plan: Plan): Promise<Check[]> {
  const beganAt = Date.now();
  const tell = (line: string) =>
    console.log(`${String(Math.round((Date.now() - beganAt) / 1000)).padStart(4)} s  ${line}`);
  const random = seeded(plan.seed);
  const cases = mixedCases(plan.count, random);
  const admin = await openApiSession(stack.urls.app, stack.administrator.email, PASSWORD);
  const workspace = await prepareMixedWorkspace(admin, system.url);
  const mailbox = createMailboxClient({ url: stack.urls.mailbox ?? "", token: stack.mailboxToken ?? "" });
  const driver = new MixedDriver(workspace, mailbox);
  const started: StartedCase[] = [];
  let isStarted = false;
  const starting = startCases(workspace, cases, plan.spreadMs, started).then(() => (isStarted = true));
  let isCalm = !plan.isDisturbed;
  const disturbing = plan.isDisturbed
    ? disturb({ stack, workers, proxy }, random, tell).finally(() => (isCalm = true))
    : Promise.resolve([]);
  const moving = pause(plan.spreadMs * 0.7).then(async () => driver.moveExits());
  const all = Promise.all([starting, disturbing, moving]);
  all.catch((error: unknown) => tell(`failed: ${String(error)}`));
  let runs: RunSummary[] = [];
  for (let toldAt = 0; Date.now() - beganAt < plan.limitMs; await pause(LOOK_EVERY_MS)) {
    runs = await driver.look(started);
    if (Date.now() - toldAt > TOLD_EVERY_MS) {
      toldAt = Date.now();
      tell(`${started.length} started, runs ${countStatuses(runs)}`);
    }
    if (isStarted && isCalm && driver.hasMoved && runs.every(isClosed)) break;
  }
  const [, disturbances, moved] = await all;
  // A second run or mail that should not be there may come late.
  await pause(5_000);
  runs = await driver.look(started);
  tell(`settled: runs ${countStatuses(runs)}; ${disturbances.length} disturbances; checking`);
  const checks = await checkMixed(admin, mailbox, system, started, runs);
  const replayed = await replayHistories(stack);
  tell("replayed");
  return [
    ...checks,
    ["runs were moved to a newer version meanwhile", moved > 0, `${moved} runs`],
    ["long and moved runs went on in further executions", replayed.continued > 2, `${replayed.continued} runs`],
    [
      "every history replays",
      replayed.failures.length === 0 && replayed.histories >= runs.length,
      `${replayed.histories} histories, ${replayed.failures.length} failed ${replayed.failures.slice(0, 3).join(" | ")}`,
    ],
  ];
}

function countStatuses(runs: readonly RunSummary[]): string {
  const counts: Record<string, number> = {};
  for (const { status } of runs) counts[status] = (counts[status] ?? 0) + 1;
  return Object.entries(counts)
    .map(([status, count]) => `${status} ${count}`)
    .join(", ");
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

process.exitCode = await main();
