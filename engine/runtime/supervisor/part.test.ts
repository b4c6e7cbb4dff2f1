import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createBackoff } from "../../backoff.ts";
import { createPart, type PartLaunch } from "./part.ts";
import { identifyProcess } from "./process-identity.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "flowright-part-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function partThatRuns(script: string, options: Partial<PartLaunch> = {}) {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(file, script);
  const log: string[] = [];
  const pids: (number | null)[] = [];
  const part = createPart(
    {
      name: "fake",
      command: process.execPath,
      args: [file],
      env: { PATH: process.env["PATH"] ?? "" },
      ready: "message",
      startLimitMs: 5_000,
      stopGraceMs: 500,
      ...options,
    },
    {
      onLine: (line) => log.push(line),
      onPid: (pid) => pids.push(pid),
      onDied: (reason) => log.push(`died: ${reason}`),
      onRestarted: () => log.push("restarted"),
    },
    createBackoff(10, 50),
  );
  onTestFinished(async () => part.stop());
  return { part, log, pids };
}

const READY = `process.send({ type: "ready" }); setInterval(() => {}, 1000);`;

test("is up when the process says so; what it prints arrives line by line", async () => {
  const { part, log } = partThatRuns(
    `console.log("one\\ntwo"); process.on("SIGTERM", () => process.exit(0)); ${READY}`,
  );
  await part.start();
  expect(part.isUp).toBe(true);
  await expect.poll(() => log).toEqual(["one", "two"]);
});

test("a process that is killed is started again, each time anew", async () => {
  const { part, log, pids } = partThatRuns(READY);
  await part.start();
  const first = part.pid;
  for (let round = 0; round < 3; round += 1) {
    part.kill("SIGKILL");
    await part.waitUntilUp(5_000);
  }
  expect(part.pid).not.toBe(first);
  await expect.poll(() => log.filter((line) => line === "restarted")).toHaveLength(3);
  expect(log).toContain("died: killed by SIGKILL");
  expect(pids.filter((pid) => pid === null)).toHaveLength(3);
});

test("a process that dies at once fails the start with its last words", async () => {
  const { part } = partThatRuns(`console.error("no such database"); process.exit(3);`);
  await expect(part.start()).rejects.toMatchObject({ code: "PART_START_FAILED", details: { part: "fake" } });
  await expect(partThatRuns(`console.error("no such database"); process.exitCode = 3;`).part.start()).rejects.toThrow(
    /exit code 3/u,
  );
});

test("a process that never becomes ready is ended at the limit, and nothing is left", async () => {
  const { part, pids } = partThatRuns("setInterval(() => {}, 1000);", { startLimitMs: 300 });
  await expect(part.start()).rejects.toThrow(/not ready within 300 ms/u);
  expect(identifyProcess(pids[0] ?? 0)).toBeUndefined();
});

test("a program that does not exist fails the start", async () => {
  const { part } = partThatRuns("", { command: join(folder, "nothing-here") });
  await expect(part.start()).rejects.toMatchObject({ code: "PART_START_FAILED" });
});

test("a check decides where the process cannot say it", async () => {
  let asked = 0;
  const { part } = partThatRuns("setInterval(() => {}, 1000);", {
    ready: async () => {
      asked += 1;
      if (asked < 3) throw new Error("not yet");
    },
  });
  await part.start();
  expect(asked).toBe(3);
});

test("stop asks first and kills what does not listen", async () => {
  const polite = partThatRuns(`process.on("SIGTERM", () => { console.log("bye"); process.exit(0); }); ${READY}`);
  await polite.part.start();
  await polite.part.stop();
  expect(polite.log).toContain("bye");
  const deaf = partThatRuns(`process.on("SIGTERM", () => {}); ${READY}`);
  await deaf.part.start();
  const pid = deaf.part.pid ?? 0;
  await deaf.part.stop();
  expect(identifyProcess(pid)).toBeUndefined();
  expect(deaf.log.some((line) => line.startsWith("died"))).toBe(false);
});

test("a part that is stopped while it waits for its restart stays down", async () => {
  const { part, log } = partThatRuns(READY);
  await part.start();
  part.kill("SIGKILL");
  await expect.poll(() => log).toContain("died: killed by SIGKILL");
  await part.stop();
  await sleep(100);
  expect(part.pid).toBeUndefined();
});

test("the backoff doubles up to its limit and begins anew after a reset", () => {
  const backoff = createBackoff(100, 500);
  expect([backoff.next(), backoff.next(), backoff.next(), backoff.next()]).toEqual([100, 200, 400, 500]);
  backoff.reset();
  expect(backoff.next()).toBe(100);
});
