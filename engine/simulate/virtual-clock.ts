import { systemError } from "../../definitions/errors.ts";
import { type CancelToken, StepCancelled } from "../interpreter/cancel-token.ts";

/** A simulation that wakes more often than this is taken for endless. */
const MAX_WAKES = 200_000;

/** Time that passes only when nothing else is left to do. */
export interface VirtualClock {
  now(): number;
  sleepUntil(atMs: number, token: CancelToken): Promise<void>;
  /** Calls back at an instant; of several at one instant, the first planned comes first. Returns the way to call it off. */
  schedule(atMs: number, wake: () => void): () => void;
  /** Lets time pass until `isDone` or nothing is planned. Throws `SIMULATION_TOO_LONG`. */
  runUntil(isDone: () => boolean): Promise<void>;
}

interface Planned {
  atMs: number;
  order: number;
  wake: () => void;
}

export function createVirtualClock(startMs: number): VirtualClock {
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
  return {
    now: () => nowMs,
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
    async runUntil(isDone) {
      for (let wakes = 0; ; wakes += 1) {
        await quiet();
        if (isDone()) return;
        const next = planned.shift();
        if (next === undefined) return;
        if (wakes >= MAX_WAKES)
          throw systemError("SIMULATION_TOO_LONG", `The simulation woke ${MAX_WAKES} times without ending.`, false);
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
      }
    },
  };
}

/** Resolves once all promises that can go on have gone on. */
function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
