import { AsyncLocalStorage } from "node:async_hooks";
import type { TraceContext } from "./trace-context.ts";

/** What log lines say of the work that they are about. */
export interface WorkFields {
  requestId?: string;
  eventId?: string;
  workspace?: string;
  workflow?: string;
  runId?: string;
  nodeId?: string;
  stepId?: string;
  operation?: string;
  attempt?: number;
}
interface ObservedWork {
  fields: WorkFields;
  trace: TraceContext | null;
}

/** Follows the work through its promises, so that nobody between hands it on. */
const current = new AsyncLocalStorage<ObservedWork>();

/** Does `work` as a part of the work under way: its log lines bear these fields too; `trace` is its place in its trace. */
export function observeWork<T>(about: { fields: WorkFields; trace?: TraceContext | null }, work: () => T): T {
  const outer = current.getStore();
  const fields = { ...outer?.fields, ...about.fields };
  return current.run({ fields, trace: about.trace ?? outer?.trace ?? null }, work);
}

/** The place in its trace of the work under way; null where it belongs to none. */
export function currentTrace(): TraceContext | null {
  return current.getStore()?.trace ?? null;
}

/** The fields of every log line of the work under way. */
export function currentFields(): WorkFields & { traceId?: string } {
  const work = current.getStore();
  if (work === undefined) return {};
  // A copy: pino writes into what it gets.
  return { ...work.fields, ...(work.trace === null ? {} : { traceId: work.trace.traceId }) };
}
