import type { CarriedRun } from "./carry.ts";
import type { Run } from "./run.ts";
import { createCancelSource } from "./cancel-token.ts";
import type { OpenTurn } from "./active-step.ts";

/** So long nothing new starts while steps under way end; then the run goes on, and tries again later. */
const HOLD_MS = 60_000;
const AGAIN_AFTER_MS = 300_000;

/** Brings a run to a point from which another execution can go on, and says what that needs. */
export interface Carrier {
  /** Nothing new starts. */
  readonly held: boolean;
  /** Asks the port whether this execution has grown too large. */
  consider(): void;
  /** Holds the run until it can be carried, however long that takes. */
  demand(): void;
  /** A step came to rest, or ended. */
  changed(): void;
}

/** `handOver` is called once, with the run at rest. */
export function createCarrier(run: () => Run, handOver: () => void, onBug: (bug: unknown) => void): Carrier {
  const state = { held: false, demanded: false, done: false, checking: false, dirty: false, notBeforeMs: 0 };
  const timer = createCancelSource();
  const isAtRest = () => state.held && !state.done && run().outcome === null && (run().rootWalk?.parked() ?? false);
  const check = async (): Promise<void> => {
    // What is under way in this turn of the queue settles first.
    await Promise.resolve();
    if (!isAtRest()) return;
    await run().progress.flush();
    if (!isAtRest()) return;
    state.done = true;
    timer.cancel();
    handOver();
  };
  const checkUntilClean = async (): Promise<void> => {
    state.checking = true;
    while (state.dirty && !state.done) {
      state.dirty = false;
      await check();
    }
    state.checking = false;
  };
  const carrier: Carrier = {
    get held() {
      return state.held;
    },
    consider() {
      const { ports } = run();
      if (state.held || ports.isOversized?.() !== true || ports.clock.now() < state.notBeforeMs) return;
      hold();
      const letGo = () => {
        if (state.done || state.demanded) return;
        state.held = false;
        state.notBeforeMs = ports.clock.now() + AGAIN_AFTER_MS;
        for (const walk of run().walks) walk.drain();
      };
      ports.clock.sleepUntil(ports.clock.now() + HOLD_MS, timer).then(letGo, () => undefined);
    },
    demand() {
      state.demanded = true;
      hold();
    },
    changed() {
      if (!state.held || state.done) return;
      state.dirty = true;
      if (!state.checking) checkUntilClean().catch(onBug);
    },
  };
  const hold = () => {
    state.held = true;
    carrier.changed();
  };
  return carrier;
}

/** What of the run is not in its walks. */
export function snapshotRun(run: Run, root: OpenTurn): CarriedRun {
  return {
    carryVersion: 1,
    startedMs: run.startedMs,
    vars: { ...run.vars },
    completions: run.completions,
    paused: run.paused,
    sequence: run.progress.sequence(),
    armed: run.armed,
    deadlineMs: run.root.deadlineMs,
    compensated: [...run.compensated],
    inbox: run.inbox.carry(),
    exitCorrelates: run.exitCorrelates,
    liveEdges: [...run.timeline.liveEdges],
    deadEdges: [...run.timeline.deadEdges],
    root: root.carry(),
  };
}
