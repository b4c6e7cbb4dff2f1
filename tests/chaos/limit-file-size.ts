import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Lets a process write no further than `bytes` into any file for `ms`: every write beyond fails, as on a full disk (with
 * EFBIG in ENOSPC's place; a real full disk needs a file system of its own, thus root). Resolves when the limit is off
 * again; a process that died of it has lost it with its death.
 */
export async function limitFileSize(pid: number, bytes: number, ms: number): Promise<void> {
  await run("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
  await new Promise((resolve) => setTimeout(resolve, ms));
  await run("prlimit", ["--pid", String(pid), "--fsize=unlimited:"]).catch((error: unknown) => {
    if (isAlive(pid)) throw error;
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
