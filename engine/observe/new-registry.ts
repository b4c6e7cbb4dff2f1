import { collectDefaultMetrics, Registry } from "prom-client";

/** A registry of a process's figures, Node's own among them; each bears the process's part. */
export function newRegistry(part: "api" | "worker"): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ part });
  collectDefaultMetrics({ register: registry });
  return registry;
}
