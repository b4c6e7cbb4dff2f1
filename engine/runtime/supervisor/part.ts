import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { runtimeError } from "../runtime-error.ts";
import { type Backoff, createBackoff } from "../../backoff.ts";

/** A process that belongs to the stack: how it is started and how one knows that it works. */
export interface PartLaunch {
  name: string;
  command: string;
  args: readonly string[];
  /** Complete environment of the process. */
  env: Readonly<Record<string, string>>;
  /** `message`: the process says so itself (announceReady); else a check that throws until it works. */
  ready: "message" | ((signal: AbortSignal) => Promise<void>);
  startLimitMs: number;
  /** Between SIGTERM and SIGKILL. */
  stopGraceMs: number;
}

/** What a part tells its owner. */
export interface PartEvents {
  onLine(line: string): void;
  /** Null when the process is gone. */
  onPid(pid: number | null): void;
  onDied(reason: string, restartInMs: number): void;
  onRestarted(): void;
}

export interface Part {
  readonly name: string;
  /** Undefined while it is down. */
  readonly pid: number | undefined;
  readonly isUp: boolean;
  /** Starts the process and resolves when it is ready. Throws PART_START_FAILED; nothing runs then. */
  start(signal?: AbortSignal): Promise<void>;
  /** Resolves when the part is up (again). Throws PART_START_FAILED after the limit. */
  waitUntilUp(limitMs: number): Promise<void>;
  /** Sends a signal to the process; it is started again, as after any death. */
  kill(signal: NodeJS.Signals): void;
  /** Stops for good. Resolves when the process is gone. */
  stop(): Promise<void>;
}

const STABLE_MS = 30_000;
const PROBE_EVERY_MS = 100;
const LAST_LINES = 5;
const ENDING_SIGNALS: ReadonlySet<string> = new Set(["SIGKILL", "SIGTERM", "SIGINT"]);

/** A part of the stack that is started again when it dies. */
export function createPart(launch: PartLaunch, events: PartEvents, backoff: Backoff = createBackoff()): Part {
  return new SupervisedPart(launch, events, backoff);
}

class SupervisedPart implements Part {
  readonly name: string;
  isUp = false;
  readonly #launch: PartLaunch;
  readonly #events: PartEvents;
  readonly #backoff: Backoff;
  readonly #end = new AbortController();
  readonly #lastLines: string[] = [];
  #child: ChildProcess | undefined;
  #upSince = 0;
  #keeping: Promise<void> | undefined;

  constructor(launch: PartLaunch, events: PartEvents, backoff: Backoff) {
    this.name = launch.name;
    this.#launch = launch;
    this.#events = events;
    this.#backoff = backoff;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(signal?: AbortSignal): Promise<void> {
    const end = this.#end.signal;
    const started = await this.#startOnce(signal === undefined ? end : AbortSignal.any([end, signal]));
    this.#keeping = this.#keepUp(started);
  }

  async waitUntilUp(limitMs: number): Promise<void> {
    const until = Date.now() + limitMs;
    while (!this.isUp) {
      if (Date.now() > until) throw startFailed(this.name, new Error(`not up within ${limitMs} ms`), this.#lastLines);
      await sleep(25);
    }
  }

  kill(signal: NodeJS.Signals): void {
    if (this.pid === undefined) throw runtimeError("PART_UNKNOWN", `${this.name} is not running.`, { part: this.name });
    if (ENDING_SIGNALS.has(signal)) this.isUp = false;
    this.#signalGroup(signal);
  }

  async stop(): Promise<void> {
    this.#end.abort();
    const running = this.#child;
    if (running !== undefined && isAlive(running)) {
      this.#signalGroup("SIGTERM");
      const gone = exitOf(running);
      const patience = sleep(this.#launch.stopGraceMs, "too long" as const, { ref: false });
      if ((await Promise.race([gone, patience])) === "too long") this.#signalGroup("SIGKILL");
      await gone;
    }
    await this.#keeping;
    this.isUp = false;
  }

  async #startOnce(signal: AbortSignal): Promise<ChildProcess> {
    this.#lastLines.length = 0;
    const child = spawnPart(this.#launch, (line) => this.#takeLine(line));
    this.#child = child;
    if (child.pid !== undefined) this.#events.onPid(child.pid);
    try {
      await waitUntilReady(this.#launch, child, signal);
    } catch (error) {
      this.#signalGroup("SIGKILL");
      if (child.pid !== undefined) await exitOf(child);
      this.#forgetChild();
      throw startFailed(this.name, error, this.#lastLines);
    }
    this.isUp = true;
    this.#upSince = Date.now();
    return child;
  }

  async #keepUp(first: ChildProcess): Promise<void> {
    let running: ChildProcess | undefined = first;
    while (!this.#end.signal.aborted) {
      const reason = running === undefined ? "it did not become ready" : await exitOf(running);
      if (running !== undefined) this.#forgetChild();
      if (this.#end.signal.aborted) return;
      if (running !== undefined && Date.now() - this.#upSince > STABLE_MS) this.#backoff.reset();
      const delay = this.#backoff.next();
      this.#events.onDied(reason, delay);
      await sleep(delay, undefined, { signal: this.#end.signal }).catch(() => undefined);
      if (this.#end.signal.aborted) return;
      running = await this.#startOnce(this.#end.signal).catch((error: unknown) => {
        this.#takeLine(error instanceof Error ? error.message : String(error));
        return undefined;
      });
      if (running !== undefined) this.#events.onRestarted();
    }
  }

  #takeLine(line: string): void {
    this.#lastLines.push(line);
    if (this.#lastLines.length > LAST_LINES) this.#lastLines.shift();
    this.#events.onLine(line);
  }

  #forgetChild(): void {
    this.isUp = false;
    this.#child = undefined;
    this.#events.onPid(null);
  }

  /** The whole group: a server may have started processes of its own. */
  #signalGroup(signal: NodeJS.Signals): void {
    const child = this.#child;
    if (child?.pid === undefined || !isAlive(child)) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      child.kill(signal);
    }
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Own process group, so that Ctrl-C reaches the supervisor alone and parts stop in order. */
function spawnPart(launch: PartLaunch, onLine: (line: string) => void): ChildProcess {
  const child = spawn(launch.command, launch.args, {
    env: launch.env,
    detached: true,
    stdio: launch.ready === "message" ? ["ignore", "pipe", "pipe", "ipc"] : ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface({ input: stream }).on("line", onLine);
  child.on("error", (error) => onLine(`cannot start ${launch.command}: ${error.message}`));
  return child;
}

async function waitUntilReady(launch: PartLaunch, child: ChildProcess, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const limit = AbortSignal.any([AbortSignal.timeout(launch.startLimitMs), signal, settled.signal]);
  const died = new Promise<never>((_resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, killedBy) => reject(new Error(`it ended at once (${killedBy ?? `exit code ${code}`})`)));
  });
  const tooLate = new Promise<never>((_resolve, reject) => {
    limit.addEventListener(
      "abort",
      () => reject(new Error(signal.aborted ? "stopped" : `not ready within ${launch.startLimitMs} ms`)),
      {
        once: true,
      },
    );
  });
  const ready = launch.ready === "message" ? readyMessage(child, limit) : probeUntilReady(launch.ready, limit);
  try {
    await Promise.race([ready, died, tooLate]);
  } finally {
    for (const pending of [ready, died, tooLate]) pending.catch(() => undefined);
    settled.abort();
  }
}

async function readyMessage(child: ChildProcess, signal: AbortSignal): Promise<void> {
  for (;;) {
    const [message] = (await once(child, "message", { signal })) as [unknown];
    if (typeof message === "object" && message !== null && "type" in message && message.type === "ready") return;
  }
}

/** The last failure of the check becomes the reason when time is up. */
async function probeUntilReady(probe: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await probe(signal);
      return;
    } catch {
      await sleep(PROBE_EVERY_MS, undefined, { signal });
    }
  }
}

async function exitOf(child: ChildProcess): Promise<string> {
  if (isAlive(child)) await once(child, "exit");
  return child.signalCode === null ? `exit code ${child.exitCode}` : `killed by ${child.signalCode}`;
}

function startFailed(part: string, error: unknown, lastLines: readonly string[]) {
  const problem = error instanceof Error ? error.message : String(error);
  const said = lastLines.length === 0 ? "" : ` It said: ${lastLines.join(" | ").slice(-600)}`;
  return runtimeError(
    "PART_START_FAILED",
    `${part} did not become ready: ${problem}.${said}`,
    { part, problem, log: `logs/${part}.log` },
    {
      class: "system",
      retryable: true,
      cause: error,
    },
  );
}
