import { randomUUID } from "node:crypto";
import type { RunOnce } from "./bench-worker.ts";

/** Runs/s of `count` runs with `inFlight` at once. */
export async function measureThroughput(runOnce: RunOnce, count: number, inFlight: number): Promise<number> {
  let left = count;
  const startedAt = performance.now();
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await runOnce(randomUUID());
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return count / ((performance.now() - startedAt) / 1_000);
}

/** The median time of one run after the other, in milliseconds. */
export async function measureLatency(runOnce: RunOnce, count: number): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) times.push(await timeOf(runOnce));
  return median(times);
}

/** The same of two kinds of runs, of each in turn. */
export async function compareLatency(
  first: RunOnce,
  second: RunOnce,
  count: number,
): Promise<{ first: number; second: number }> {
  const firsts: number[] = [];
  const seconds: number[] = [];
  for (let index = 0; index < count; index += 1) {
    firsts.push(await timeOf(first));
    seconds.push(await timeOf(second));
  }
  return { first: median(firsts), second: median(seconds) };
}

async function timeOf(runOnce: RunOnce): Promise<number> {
  const startedAt = performance.now();
  await runOnce(randomUUID());
  return performance.now() - startedAt;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Measures two things turn by turn, so that both see the same machine, and answers the median of each. */
export async function alternate(
  rounds: number,
  first: () => Promise<number>,
  second: () => Promise<number>,
): Promise<{ first: number; second: number }> {
  const firsts: number[] = [];
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Each goes first in turn, so that neither always finds the warmer machine.
    const order = round % 2 === 0 ? ["first", "second"] : ["second", "first"];
    for (const which of order) {
      if (which === "first") firsts.push(await first());
      else seconds.push(await second());
    }
  }
  return { first: median(firsts), second: median(seconds) };
}
