import { userError } from "../../definitions/errors.ts";
import { type CancelToken, StepCancelled } from "../interpreter/cancel-token.ts";

/** How much may happen in a simulation before it is taken for endless. */
export interface SimulationLimits {
  /** How often time may move on. */
  wakes: number;
  /** How often the clock may be read: some five times a step, also in a loop that never waits. */
  readings: number;
  /** Real time, so that a simulation inside a server ends. */
  realMs: number;
}
const DEFAULT_LIMITS: SimulationLimits = { wakes: 200_000, readings: 20_000_000, realMs: Number.POSITIVE_INFINITY };
/** Real time is looked at once in so many readings. */
const READINGS_A_LOOK = 256;

/** Time that passes only when nothing else is left to do. */
export interface VirtualClock {
  /** Throws `SIMULATION_TOO_LONG` past the limits. */
  now(): number;
  sleepUntil(atMs: number, token: CancelToken): Promise<void>;
  /** Calls back at an instant; of several at one instant, the first planned comes first. Returns the way to call it off. */
  schedule(atMs: number, wake: () => void): () => void;
  /** When something is planned next; never: infinity. */
  nextAt(): number;
  /** Why the clock stopped for good, as soon as a limit was reached. */
  excess(): Error | null;
  /** Lets time pass until `isDone`, nothing is planned, or the instant `untilMs`. Throws `SIMULATION_TOO_LONG`. */
  runUntil(isDone: () => boolean, untilMs: number): Promise<void>;
}

interface Planned {
  atMs: number;
  order: number;
  wake: () => void;
}

export function createVirtualClock(startMs: number, given: Partial<SimulationLimits> = {}): VirtualClock {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const endMs = performance.now() + limits.realMs;
  let readings = 0;
  let excess: Error | null = null;
  const planned: Planned[] = [];
  let nowMs = startMs;
  let order = 0;
  const schedule: VirtualClock["schedule"] = (atMs, wake) => {
    order += 1;
    const entry = { atMs, order, wake };
    let place = planned.length;
    while (place > 0 && (planned[place - 1] as Planned).atMs > atMs) place -= 1;
    planned.splice(place, 0, entry);
    return () => {
      const index = planned.indexOf(entry);
      if (index !== -1) planned.splice(index, 1);
    };
  };
  const read = (): number => {
    readings += 1;
    const isLate = readings % READINGS_A_LOOK === 0 && performance.now() > endMs;
    if (readings > limits.readings || isLate) {
      excess ??= tooLong();
      throw excess;
    }
    return nowMs;
  };
  return {
    now: read,
    nextAt: () => planned[0]?.atMs ?? Number.POSITIVE_INFINITY,
    excess: () => excess,
    schedule,
    sleepUntil: (atMs, token) =>
      new Promise((resolve, reject) => {
        if (token.cancelled) {
          reject(new StepCancelled());
          return;
        }
        const callOff = schedule(atMs, resolve);
        token.onCancel(() => {
          callOff();
          reject(new StepCancelled());
        });
      }),
    async runUntil(isDone, untilMs) {
      for (let wakes = 0; ; wakes += 1) {
        await quiet();
        if (isDone()) return;
        const [next] = planned;
        if (next === undefined || next.atMs > untilMs) return;
        planned.shift();
        if (wakes >= limits.wakes || performance.now() > endMs) throw tooLong();
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
    },
  };
}

function tooLong(): Error {
  return userError("SIMULATION_TOO_LONG", "The simulation did not end within its limits.");
}

/** Resolves once all promises that can go on have gone on. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
