import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { identifyProcess } from "./process-identity.ts";
import { claimRunFolder, findRunningInstance } from "./run-folder.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "flowright-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("a second instance on the same data folder is refused, with the first one's process", async () => {
  const data = temporaryFolder();
  const first = await claimRunFolder(data);
  expect(findRunningInstance(data)).toBe(process.pid);
  await expect(claimRunFolder(data)).rejects.toMatchObject({
    code: "INSTANCE_ALREADY_RUNNING",
    details: { folder: data, pid: String(process.pid) },
  });
  first.release();
  (await claimRunFolder(data)).release();
});

test("a lock whose owner is gone, was another process, or was cut off does not hold", async () => {
  for (const content of [
    JSON.stringify({ pid: 2 ** 22 - 7, identity: "1" }),
    JSON.stringify({ pid: process.pid, identity: "a process before this one" }),
    '{"pid":',
  ]) {
    const data = temporaryFolder();
    mkdirSync(join(data, "run"));
    writeFileSync(join(data, "run", "supervisor.pid"), content);
    const claimed = await claimRunFolder(data);
    expect(findRunningInstance(data)).toBe(process.pid);
    claimed.release();
  }
});

test("what a killed supervisor left running is ended before the new start, and nothing else", async () => {
  const data = temporaryFolder();
  const orphan = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  onTestFinished(() => void stranger.kill("SIGKILL"));
  mkdirSync(join(data, "run"));
  const parts = {
    mongodb: { pid: orphan.pid, identity: identifyProcess(orphan.pid ?? 0) },
    temporal: { pid: stranger.pid, identity: "an older process with the same number" },
  };
  writeFileSync(join(data, "run", "parts.json"), JSON.stringify(parts));
  const gone = once(orphan, "exit");
  (await claimRunFolder(data)).release();
  await gone;
  expect(identifyProcess(stranger.pid ?? 0)).toBeDefined();
});

test("notes pids for people and remembers ports over starts", async () => {
  const data = temporaryFolder();
  const claimed = await claimRunFolder(data);
  claimed.notePid("api", process.pid);
  expect(readFileSync(join(data, "run", "api.pid"), "utf8")).toBe(`${process.pid}\n`);
  claimed.notePid("api", null);
  expect(existsSync(join(data, "run", "api.pid"))).toBe(false);
  claimed.notePort("mongodb", 40_123);
  claimed.release();
  const again = await claimRunFolder(data);
  expect(again.lastPort("mongodb")).toBe(40_123);
  expect(again.lastPort("temporal")).toBeUndefined();
  again.release();
});
