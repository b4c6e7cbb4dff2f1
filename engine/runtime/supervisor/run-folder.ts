import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { writeFileDurably } from "../durable-file.ts";
import { runtimeError } from "../runtime-error.ts";
import { identifyProcess } from "./process-identity.ts";

const ownerSchema = z.object({ pid: z.int().positive(), identity: z.string() });
type Owner = z.infer<typeof ownerSchema>;
const partsSchema = z.record(z.string(), ownerSchema);
const portsSchema = z.record(z.string(), z.int());

/** `<data>/run`: who owns the data folder, which processes run, which ports they had. */
export interface RunFolder {
  readonly path: string;
  /** Notes the process of a part (`<part>.pid` for people and tests); null removes the note. */
  notePid(part: string, pid: number | null): void;
  lastPort(name: string): number | undefined;
  notePort(name: string, port: number): void;
  /** Gives the data folder up. */
  release(): void;
}

/**
 * Claims the data folder for this process and ends what a killed supervisor left behind.
 * Throws INSTANCE_ALREADY_RUNNING when a living supervisor owns it.
 */
export async function claimRunFolder(dataFolder: string): Promise<RunFolder> {
  const path = join(dataFolder, "run");
  mkdirSync(path, { recursive: true });
  const lock = join(path, "supervisor.pid");
  takeLock(lock, dataFolder);
  const partsFile = join(path, "parts.json");
  await endOrphans(readJson(partsFile, partsSchema));
  rmSync(partsFile, { force: true });
  const parts: Record<string, Owner> = {};
  const portsFile = join(path, "ports.json");
  const ports = { ...readJson(portsFile, portsSchema) };
  return {
    path,
    notePid(part, pid) {
      const file = join(path, `${part}.pid`);
      if (pid === null) {
        delete parts[part];
        rmSync(file, { force: true });
      } else {
        parts[part] = { pid, identity: identifyProcess(pid) ?? "gone" };
        writeFileDurably(file, `${pid}\n`);
      }
      writeFileDurably(partsFile, JSON.stringify(parts));
    },
    lastPort: (name) => ports[name],
    notePort(name, port) {
      if (ports[name] === port) return;
      ports[name] = port;
      writeFileDurably(portsFile, JSON.stringify(ports));
    },
    release() {
      rmSync(lock, { force: true });
    },
  };
}

/** The living process that owns the data folder, or undefined. */
export function findRunningInstance(dataFolder: string): number | undefined {
  const owner = readJson(join(dataFolder, "run", "supervisor.pid"), ownerSchema);
  return owner !== undefined && identifyProcess(owner.pid) === owner.identity ? owner.pid : undefined;
}

function takeLock(lock: string, dataFolder: string): void {
  const owner: Owner = { pid: process.pid, identity: identifyProcess(process.pid) ?? "unknown" };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const file = openSync(lock, "wx");
      writeSync(file, JSON.stringify(owner));
      closeSync(file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 1) throw error;
      const running = findRunningInstance(dataFolder);
      if (running !== undefined) throw alreadyRunning(dataFolder, running);
      rmSync(lock, { force: true });
    }
  }
}

function alreadyRunning(folder: string, pid: number) {
  return runtimeError(
    "INSTANCE_ALREADY_RUNNING",
    `Flowright already runs on the data folder ${folder} (process ${pid}).`,
    {
      folder,
      pid: String(pid),
    },
  );
}

/** Databases lock their files, so the old processes must be gone before new ones start. */
async function endOrphans(parts: Record<string, Owner> | undefined): Promise<void> {
  const isAlive = ({ pid, identity }: Owner) => identifyProcess(pid) === identity;
  const orphans = Object.values(parts ?? {}).filter(isAlive);
  for (const { pid } of orphans) sendSignal(pid, "SIGTERM");
  for (let waited = 0; waited < 10_000 && orphans.some(isAlive); waited += 100) await sleep(100);
  for (const orphan of orphans.filter(isAlive)) sendSignal(orphan.pid, "SIGKILL");
  for (let waited = 0; waited < 2_000 && orphans.some(isAlive); waited += 50) await sleep(50);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Undefined for a file that is missing or was cut off by a crash: it holds nothing that cannot be found out anew. */
function readJson<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}
