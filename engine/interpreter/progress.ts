import type { BusinessEvent, RunStatus } from "../../definitions/run.ts";
import { findNode } from "./plan.ts";
import type { Progress } from "./ports.ts";
import { nowIso, type Run } from "./run.ts";

/** Steps changed since the last save at which progress is saved though nothing waits, so that a save stays small. */
const BATCH_STEPS = 400;

/**
 * Saves a run's progress before long waits, in batches when it grows, and at the end; nothing else costs a history
 * event. Requests made while nodes are being started together are one save; one save is in flight at a time. A save
 * begins in the very turn that asks for it: whether two activities that end together are told in one turn or in two
 * differs between a run and its replay.
 */
export interface ProgressKeeper {
  /** Something waits, and may wait for long. */
  request(): void;
  /** Nodes are being started: requests wait until the last `release`. */
  hold(): void;
  release(): void;
  /** A step was resolved. */
  grown(): void;
  /** Saves now, and is done when that is saved. */
  flush(): Promise<void>;
  /** Number of the last save. */
  sequence(): number;
  /** Waits for a save in flight, then saves the end, and calls back. */
  finish(saved: () => void): void;
}

export function createProgressKeeper(
  run: () => Run,
  onBug: (bug: unknown) => void,
  carriedSequence: number,
): ProgressKeeper {
  let sequence = carriedSequence;
  let wanted = false;
  let saving: Promise<void> | null = null;
  const nextSnapshot = (): Progress => {
    sequence += 1;
    return snapshot(run(), sequence);
  };
  const send = (): Promise<BusinessEvent[]> => run().ports.saveProgress(nextSnapshot(), run().inbox.knownIds());
  const pump = async (): Promise<void> => {
    try {
      if (run().ports.savesLate === true) await Promise.resolve();
      while (wanted && !run().closed) {
        wanted = false;
        await saveOnce(run(), send);
      }
    } catch (bug) {
      onBug(bug);
    } finally {
      saving = null;
    }
  };
  let holds = 0;
  const begin = () => {
    const isHeld = holds > 0 && run().ports.savesLate !== true;
    if (wanted && !isHeld && saving === null && !run().closed) saving = pump();
  };
  const request = () => {
    wanted = true;
    run().armTimeout();
    begin();
  };
  return {
    request,
    hold: () => void (holds += 1),
    release: () => ((holds -= 1), begin()),
    grown() {
      if (run().timeline.changedCount() >= BATCH_STEPS) request();
    },
    async flush() {
      wanted = true;
      saving ??= pump();
      await saving;
    },
    sequence: () => sequence,
    finish(saved) {
      const { saveEnd } = run().ports;
      if (saveEnd === undefined) return void (saving === null ? send() : saving.then(send)).then(saved, onBug);
      const end = () => (saveEnd(nextSnapshot()), saved());
      if (saving === null) end();
      else saving.then(end).catch(onBug);
    },
  };
}

/** Saves, forgets what the store has now, and takes the events that the save found. */
async function saveOnce({ ports, timeline, inbox }: Run, send: () => Promise<BusinessEvent[]>): Promise<void> {
  const events = await send();
  if (ports.keptSteps !== undefined) timeline.forgetSaved(ports.keptSteps);
  for (const event of events) inbox.deliver(event);
}

/** The run's status as people see it (§5.6). */
export function statusOf(run: Run): RunStatus {
  if (run.closed && run.outcome !== null) return run.outcome.status;
  if (run.paused) return "paused";
  if (run.incidents.count() > 0) return "incident";
  const leaves = run.timeline.open().filter((step) => !isContainer(run, step.nodeId));
  return leaves.length > 0 && leaves.every((step) => step.status === "waiting") ? "waiting" : "running";
}

function isContainer(run: Run, nodeId: string): boolean {
  const body = findNode(run.plan, nodeId)?.body;
  return body !== undefined && body !== null;
}

function snapshot(run: Run, sequence: number): Progress {
  const ended = run.closed;
  return {
    sequence,
    status: statusOf(run),
    startedAt: new Date(run.startedMs).toISOString(),
    endedAt: ended ? nowIso(run) : null,
    waitingFor: run.timeline.waiting(),
    vars: { ...run.vars },
    liveEdges: [...run.timeline.liveEdges],
    deadEdges: [...run.timeline.deadEdges],
    steps: run.timeline.takeChanged(),
    subscriptions: ended ? [] : run.inbox.subscriptions(),
    ...(ended ? { output: run.outcome?.output ?? null, error: run.outcome?.error ?? null } : {}),
  };
}
