import type { Stack } from "../../engine/runtime/supervisor/start-stack.ts";

const PARTS = ["worker", "api", "mongodb", "temporal"] as const;
const FIRST_PAUSE_MS = 4_000;
const PAUSE_MS = 6_000;

/** Kills worker, API, MongoDB and Temporal in turn with SIGKILL, `rounds` times; the supervisor starts each again. */
export function killParts(stack: Stack, rounds: number): { finished: Promise<string[]>; isOver(): boolean } {
  let isOver = rounds === 0;
  const kills: string[] = [];
  const work = async () => {
    if (rounds > 0) await pause(FIRST_PAUSE_MS);
    for (let round = 0; round < rounds; round += 1) {
      for (const part of PARTS) {
        stack.kill(part);
        kills.push(part);
        await stack.waitUntilUp(part, 60_000);
        await pause(PAUSE_MS);
      }
    }
    isOver = true;
    return kills;
  };
  return { finished: work(), isOver: () => isOver };
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
