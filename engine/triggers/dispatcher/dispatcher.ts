import { setTimeout as pause } from "node:timers/promises";
import { errorDataOf } from "../../../definitions/errors.ts";
import { dropClosedHolders, listWaitingForSlot, newId, type Store } from "../../store/index.ts";
import { observeWork } from "../../observe/observed-work.ts";
import { parseTraceparent } from "../../observe/trace-context.ts";
import { inSpan, PLAIN_TRACER, type SpanStart, type Tracer } from "../../observe/tracer.ts";
import type { OutboxEvent } from "../contract.ts";
import { tellFailedCall } from "./called-runs.ts";
import { processEvent } from "./process-event.ts";
import type { RunLauncher } from "./run-launcher.ts";
import { admitRun } from "./start-run.ts";
import { Turnstile } from "./turnstile.ts";

export interface DispatcherOptions {
  store: Store;
  launcher: RunLauncher;
  /** Events worked on at once. */
  concurrency?: number;
  /** How long the change stream may take before the sweep looks after an event itself. */
  sweepAfterMs?: number;
  sweepEveryMs?: number;
  leaseMs?: number;
  maximumAttempts?: number;
  tracer?: Tracer;
}
/** Figures for metrics. */
export interface DispatcherCounts {
  processed: number;
  retried: number;
  failed: number;
  swept: number;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 60_000;
const SWEEP_BATCH = 100;

/**
 * Follows the outbox: the change stream for speed, a sweep behind it for whatever a crash or a broken stream left. Any
 * number of dispatchers may run; an event is worked on by the one that holds its lease.
 */
export class Dispatcher {
  readonly counts: DispatcherCounts = { processed: 0, retried: 0, failed: 0, swept: 0 };
  readonly #store: Store;
  readonly #launcher: RunLauncher;
  readonly #turnstile: Turnstile;
  readonly #settings: Required<Omit<DispatcherOptions, "store" | "launcher" | "concurrency" | "tracer">>;
  readonly #tracer: Tracer;
  readonly #stop = new AbortController();
  readonly #held = new Set<string>();
  #loops: Promise<void>[] = [];
  #nudged = false;

  constructor(options: DispatcherOptions) {
    this.#store = options.store;
    this.#launcher = options.launcher;
    this.#tracer = options.tracer ?? PLAIN_TRACER;
    this.#turnstile = new Turnstile(options.concurrency ?? 16);
    this.#settings = {
      sweepAfterMs: options.sweepAfterMs ?? 5_000,
      sweepEveryMs: options.sweepEveryMs ?? 1_000,
      leaseMs: options.leaseMs ?? 30_000,
      maximumAttempts: options.maximumAttempts ?? 10,
    };
  }

  /** Starts both loops; returns at once. */
  start(): void {
    this.#loops = [this.#followLoop(), this.#sweepLoop()];
  }

  /** Takes no more events, finishes those in hand. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
    await this.#turnstile.whenEmpty();
  }

  /** A run closed: a slot may be free. Looked at within the next turn of the sweep loop, at once where it idles. */
  nudge(): void {
    this.#nudged = true;
  }

  /** One sweep: events that are due, then runs that wait for a slot. Answers how many events it took up. */
  async sweep(graceMs = this.#settings.sweepAfterMs): Promise<number> {
    const due = await this.#store.events.listDue(new Date(Date.now() - graceMs), SWEEP_BATCH);
    const works: Promise<void>[] = [];
    for (const event of due) {
      if (this.#stop.signal.aborted) break;
      works.push((await this.#takeUp(event)).work);
    }
    await Promise.all(works);
    this.counts.swept += works.length;
    return works.length;
  }

  /** Gives free slots to the runs that wait for them, oldest first. */
  async fillSlots(): Promise<void> {
    const { context, published } = this.#store;
    const waiting = await listWaitingForSlot(context, 500);
    const full = new Set<string>();
    const cleaned = new Set<string>();
    for (const run of waiting) {
      const line = run.slotKey ?? `${run.workspaceId}:${run.workflowKey}`;
      if (full.has(line)) continue;
      if (run.slotKey !== null && !cleaned.has(run.slotKey)) {
        cleaned.add(run.slotKey);
        await dropClosedHolders(context, run.slotKey);
      }
      const workflow = await published.getFresh(run.workspaceId, run.workflowKey);
      const patient = workflow === null ? null : withoutHurry(workflow);
      const { outcome } = await admitRun(this.#store, this.#launcher, run, patient);
      if (outcome === "queued") full.add(line);
    }
  }

  async #followLoop(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted)
      try {
        for await (const event of this.#store.events.follow(signal)) await this.#takeUp(event);
      } catch (error) {
        this.#store.context.logger.warn({ err: error }, "the change stream of events broke; it is opened again");
        await pause(1_000, undefined, { signal }).catch(() => undefined);
      }
  }

  async #sweepLoop(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        if (!this.#turnstile.isFull) await this.sweep();
        this.#nudged = false;
        await this.fillSlots();
      } catch (error) {
        this.#store.context.logger.warn({ err: error }, "a sweep of the outbox failed; it is repeated");
      }
      const until = Date.now() + this.#settings.sweepEveryMs;
      while (Date.now() < until && !this.#nudged && !signal.aborted)
        await pause(50, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Waits for a free place, then works on the event in the background; answers that work. */
  async #takeUp(event: OutboxEvent): Promise<{ work: Promise<void> }> {
    if (this.#held.has(event._id)) return { work: Promise.resolve() };
    this.#held.add(event._id);
    const leave = await this.#turnstile.enter();
    const work = this.#work(event).finally(() => {
      this.#held.delete(event._id);
      leave();
    });
    return { work };
  }

  async #work(event: OutboxEvent): Promise<void> {
    const { events, context } = this.#store;
    try {
      const attempt = await events.claim(event, this.#settings.leaseMs);
      if (attempt === null) return;
      const fields = { eventId: event._id, workspace: event.workspaceId, attempt };
      try {
        await inSpan(this.#tracer, spanOf(event), fields, async () =>
          events.complete(event, await processEvent(this.#store, this.#launcher, event, newId)),
        );
        this.counts.processed += 1;
      } catch (error) {
        await observeWork({ fields, trace: parseTraceparent(event.traceparent) }, async () =>
          this.#postpone(event, attempt, error),
        );
      }
    } catch (error) {
      context.logger.warn({ err: error, eventId: event._id }, "an event was left for the sweep");
    }
  }

  async #postpone(event: OutboxEvent, attempt: number, error: unknown): Promise<void> {
    const { events, context } = this.#store;
    const data = errorDataOf(error);
    if (attempt < this.#settings.maximumAttempts) {
      this.counts.retried += 1;
      context.logger.warn({ err: error }, "an event is tried again");
      await events.retryLater(event, data, Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1)));
      return;
    }
    this.counts.failed += 1;
    context.logger.error({ err: error }, "an event is given up");
    await this.#store.workspace(event.workspaceId).runs.failStarts(event._id, data);
    if (event.kind === "trigger") await tellFailedCall(this.#store, event, data);
    await events.fail(event, data);
  }
}

function spanOf(event: OutboxEvent): SpanStart {
  return {
    name: `event ${event.kind}`,
    kind: "consumer",
    parent: parseTraceparent(event.traceparent),
    attributes: { "flowright.event_id": event._id, "flowright.workspace": event.workspaceId },
  };
}

/** For a run that waits already: `cancel-oldest` and `drop` were decided when it came. */
function withoutHurry<T extends { settings: { concurrency?: { whenFull: string } | undefined } }>(workflow: T): T {
  const { concurrency } = workflow.settings;
  if (concurrency === undefined) return workflow;
  return { ...workflow, settings: { ...workflow.settings, concurrency: { ...concurrency, whenFull: "queue" } } };
}
