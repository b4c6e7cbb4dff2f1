import { join } from "node:path";
import { runtimeError } from "../runtime-error.ts";
import { createPart, type Part, type PartEvents, type PartLaunch } from "./part.ts";
import { openRotatingLog, type RotatingLog } from "./rotating-log.ts";
import type { RunFolder } from "./run-folder.ts";
import type { StackEvent } from "./stack-event.ts";

/** All parts that run here, in order of their start. */
export interface PartYard {
  /** Starts a part and keeps it; one that fails is forgotten. Throws PART_START_FAILED. */
  start(launch: PartLaunch, signal?: AbortSignal): Promise<Part>;
  /** Stops all: processes that use servers first, servers last. */
  stopAll(): Promise<void>;
  controls: {
    pidOf(part: string): number | undefined;
    kill(part: string, signal?: NodeJS.Signals): void;
    waitUntilUp(part: string, limitMs?: number): Promise<void>;
    restart(part: string): Promise<void>;
  };
}

interface YardPorts {
  runFolder: RunFolder;
  logFolder: string;
  onLine(part: string, line: string): void;
  onEvent(event: StackEvent): void;
}

/** Each stage is stopped at once, the stages one after the other. */
const STOP_ORDER: readonly (readonly string[])[] = [["api"], ["worker"], ["mailbox", "temporal"], ["mongodb"]];

export function createPartYard(ports: YardPorts): PartYard {
  const parts = new Map<string, Part>();
  const logs = new Map<string, RotatingLog>();
  return {
    controls: createControls(parts),
    async start(launch, signal) {
      const { name } = launch;
      const log = logs.get(name) ?? openRotatingLog(join(ports.logFolder, `${name}.log`));
      logs.set(name, log);
      const part = createPart(launch, partEvents(name, log, ports));
      parts.set(name, part);
      try {
        await part.start(signal);
      } catch (error) {
        parts.delete(name);
        throw error;
      }
      return part;
    },
    async stopAll() {
      for (const stage of STOP_ORDER) {
        const members = [...parts.values()].filter(({ name }) => stage.includes(name.replace(/-\d+$/u, "")));
        await Promise.all(members.map(async (part) => part.stop()));
      }
      parts.clear();
      for (const log of logs.values()) log.close();
      logs.clear();
    },
  };
}

function partEvents(name: string, log: RotatingLog, ports: YardPorts): PartEvents {
  return {
    onLine: (line) => {
      log.write(line);
      ports.onLine(name, line);
    },
    onPid: (pid) => ports.runFolder.notePid(name, pid),
    onDied: (reason, restartInMs) => ports.onEvent({ kind: "died", part: name, reason, restartInMs }),
    onRestarted: () => ports.onEvent({ kind: "restarted", part: name }),
  };
}

function createControls(parts: ReadonlyMap<string, Part>): PartYard["controls"] {
  const partNamed = (name: string): Part => {
    const part = parts.get(name);
    if (part === undefined) throw runtimeError("PART_UNKNOWN", `There is no part ${name}.`, { part: name });
    return part;
  };
  return {
    pidOf: (name) => partNamed(name).pid,
    kill: (name, signal = "SIGKILL") => partNamed(name).kill(signal),
    waitUntilUp: async (name, limitMs = 60_000) => partNamed(name).waitUntilUp(limitMs),
    async restart(name) {
      const part = partNamed(name);
      part.kill("SIGTERM");
      await part.waitUntilUp(60_000);
    },
  };
}
