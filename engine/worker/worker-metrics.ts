import { Counter, Gauge, type Registry } from "prom-client";
import { type Backlog, readBacklog, type Store } from "../store/index.ts";
import type { Dispatcher } from "../triggers/index.ts";

/** Several scrapers, or several gauges of one scrape, cost the database one look. */
const BACKLOG_KEPT_MS = 5_000;

/**
 * The dispatcher's figures and what waits, added to the process's registry. What waits is the whole installation's: every
 * worker tells the same, so take the largest of them, not their sum.
 */
export function addWorkerMetrics(registry: Registry, store: Store, dispatcher: Pick<Dispatcher, "counts">): void {
  addDispatcherMetrics(registry, dispatcher);
  addBacklogMetrics(
    registry,
    keepFor(BACKLOG_KEPT_MS, async () => readBacklog(store.context)),
  );
}

function addDispatcherMetrics(registry: Registry, dispatcher: Pick<Dispatcher, "counts">): void {
  registry.registerMetric(
    new Counter({
      name: "flowright_outbox_events_total",
      help: "Events of the outbox by what became of them",
      labelNames: ["outcome"] as const,
      registers: [],
      collect() {
        this.reset();
        for (const [outcome, count] of Object.entries(dispatcher.counts)) this.inc({ outcome }, count);
      },
    }),
  );
}

function addBacklogMetrics(registry: Registry, backlog: () => Promise<Backlog>): void {
  const add = (name: string, help: string, labelNames: string[], set: (gauge: Gauge, now: Backlog) => void) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        labelNames,
        registers: [],
        async collect() {
          this.reset();
          set(this, await backlog());
        },
      }),
    );
  add("flowright_outbox_pending", "Events of the outbox that wait, at most 10,000", [], (gauge, now) =>
    gauge.set(now.pending),
  );
  add("flowright_outbox_lag_seconds", "How late the first due event of the outbox is", [], (gauge, now) =>
    gauge.set(now.lagSeconds),
  );
  add(
    "flowright_runs",
    "Runs that wait for a slot or a start (queued), for an operator (incident), or are paused; at most 10,000",
    ["workspace", "status"],
    (gauge, now) => {
      for (const { workspace, runs } of now.workspaces)
        for (const [status, count] of Object.entries(runs)) gauge.set({ workspace, status }, count);
    },
  );
  add(
    "flowright_tasks",
    "Open tasks of people, and those past their due date; at most 10,000",
    ["workspace", "state"],
    (gauge, now) => {
      for (const { workspace, tasksOpen, tasksOverdue } of now.workspaces) {
        gauge.set({ workspace, state: "open" }, tasksOpen);
        gauge.set({ workspace, state: "overdue" }, tasksOverdue);
      }
    },
  );
}

function keepFor<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let kept: { at: number; value: Promise<T> } | null = null;
  return async () => {
    if (kept === null || performance.now() - kept.at > ms) {
      const value = read();
      kept = { at: performance.now(), value };
      // A failure is not kept: the next scrape looks again.
      value.catch(() => (kept = null));
    }
    return kept.value;
  };
}
