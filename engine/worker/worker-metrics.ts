import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { Dispatcher } from "../triggers/index.ts";
import type { Store } from "../store/index.ts";

/** The worker's own figures: the outbox and Node's. Temporal's SDK figures are served by its runtime. */
export function createWorkerMetrics(store: Store, dispatcher: Dispatcher): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const events = new Counter({
    name: "flowright_outbox_events_total",
    help: "Events of the outbox by what became of them",
    labelNames: ["outcome"] as const,
    registers: [registry],
    collect() {
      this.reset();
      const { processed, retried, failed, swept } = dispatcher.counts;
      this.inc({ outcome: "processed" }, processed);
      this.inc({ outcome: "retried" }, retried);
      this.inc({ outcome: "failed" }, failed);
      this.inc({ outcome: "swept" }, swept);
    },
  });
  const pending = new Gauge({
    name: "flowright_outbox_pending",
    help: "Events that wait, at most 1,000",
    registers: [registry],
    async collect() {
      this.set(await store.events.countPending());
    },
  });
  registry.setDefaultLabels({ part: "worker" });
  void events;
  void pending;
  return registry;
}
