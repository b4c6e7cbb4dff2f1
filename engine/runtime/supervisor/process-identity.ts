import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A text that no later process with the same pid shares: its start time. Undefined when no such process runs.
 * Where the system does not tell (no /proc, no ps), "unknown" for any live process.
 */
export function identifyProcess(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  return startTimeFromProc(pid) ?? startTimeFromPs(pid) ?? "unknown";
}

/** Field 22 of /proc/PID/stat counted after the command name, which may hold spaces (proc(5)). */
function startTimeFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[19];
  } catch {
    return undefined;
  }
}

function startTimeFromPs(pid: number): string | undefined {
  const { status, stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return status === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
}
