import type { Stack } from "../../engine/runtime/supervisor/start-stack.ts";
import { limitFileSize } from "./limit-file-size.ts";
import type { Seeded } from "./seeded.ts";
import { CLOCK_STEP_MINUTES, STEP_CLOCK_SIGNAL } from "./step-clock.ts";
import type { Cut, NetworkProxy } from "./temporal-proxy.ts";

const UP_MS = 90_000;

export interface Disturbed {
  /** Servers, API and mail catcher. */
  stack: Stack;
  /** The worker, whose way to Temporal is the proxy and whose clock can be stepped. */
  workers: Stack;
  proxy: NetworkProxy;
}
interface Disturbance {
  name: string;
  happen(): Promise<void>;
}

/** Kills, cuts, clock steps and full disks at seeded moments, each told as it happens. Resolves when all is well again. */
export async function disturb(about: Disturbed, random: Seeded, tell: (line: string) => void): Promise<string[]> {
  const done: string[] = [];
  for (const { name, happen } of random.shuffle(disturbances(about, random))) {
    await pause(random.between(2_000, 8_000));
    tell(name);
    await happen();
    await allUp(about);
    done.push(name);
  }
  return done;
}

function disturbances({ stack, workers, proxy }: Disturbed, random: Seeded): Disturbance[] {
  const kill = (part: "worker" | "api" | "mongodb" | "temporal"): Disturbance => ({
    name: `SIGKILL of ${part}`,
    happen: async () => (part === "worker" ? workers : stack).kill(part),
  });
  const cut = (how: Cut): Disturbance => {
    const ms = random.between(4_000, 9_000);
    return {
      name: `network between worker and Temporal cut for ${ms} ms (${how})`,
      happen: async () => proxy.cut(how, ms),
    };
  };
  const step: Disturbance = {
    name: `clock of the worker stepped by ${CLOCK_STEP_MINUTES} minutes`,
    happen: async () => workers.kill("worker", STEP_CLOCK_SIGNAL),
  };
  const fillDisk = (part: "mailbox" | "mongodb"): Disturbance => {
    const ms = random.between(3_000, 6_000);
    return {
      name: `disk of ${part} full for ${ms} ms`,
      happen: async () => {
        const pid = stack.pidOf(part);
        if (pid === undefined) throw new Error(`${part} is down`);
        await limitFileSize(pid, 0, ms);
        // A server that has met a full disk may have shut its files for good: who makes room starts it again.
        if (part === "mongodb" && stack.pidOf(part) === pid) stack.kill(part);
      },
    };
  };
  return [
    ...(["worker", "worker", "worker", "api", "api", "mongodb", "mongodb", "temporal", "temporal"] as const).map(kill),
    ...(["refuse", "silence"] as const).map(cut),
    step,
    step,
    fillDisk("mailbox"),
    fillDisk("mongodb"),
  ];
}

async function allUp({ stack, workers }: Disturbed): Promise<void> {
  for (const part of ["temporal", "mongodb", "mailbox", "api"] as const) await stack.waitUntilUp(part, UP_MS);
  await workers.waitUntilUp("worker", UP_MS);
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
