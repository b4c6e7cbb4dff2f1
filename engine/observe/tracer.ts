import { observeWork, type WorkFields } from "./observed-work.ts";
import { newTraceContext, type TraceContext } from "./trace-context.ts";

/** `server`: a request; `consumer`: an event of the outbox; `client`: an operation; `internal`: a run's start or end. */
export type SpanKind = "server" | "consumer" | "client" | "internal";
export interface SpanStart {
  name: string;
  kind: SpanKind;
  /** Null: it begins a trace. */
  parent: TraceContext | null;
  /** Its own place, where that is known beforehand (a run's). */
  context?: TraceContext;
  attributes?: SpanAttributes;
}
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;
export interface OpenSpan {
  context: TraceContext;
  /** Ends the span; with `error` (a code) as failed; `name` where a better one came to be known. */
  end(outcome?: { name?: string; error?: string; attributes?: SpanAttributes }): void;
}

/** Makes spans. What is not exported still has its place in the trace: logs and headers tell it. */
export interface Tracer {
  start(span: SpanStart): OpenSpan;
  /** Hands over what is left. Never throws. */
  close(): Promise<void>;
}

/** Gives places and exports nothing. */
export const PLAIN_TRACER: Tracer = {
  start: ({ parent, context }) => ({ context: context ?? newTraceContext(parent), end: () => undefined }),
  close: async () => undefined,
};

/** Does `work` inside a span of its own: its logs, events and calls belong to it; what it throws ends it as failed. */
export async function inSpan<T>(
  tracer: Tracer,
  start: SpanStart,
  fields: WorkFields,
  work: (context: TraceContext) => Promise<T>,
): Promise<T> {
  const span = tracer.start(start);
  try {
    const value = await observeWork({ fields, trace: span.context }, async () => work(span.context));
    span.end();
    return value;
  } catch (thrown) {
    span.end({ error: problemOf(thrown) });
    throw thrown;
  }
}

/** A code rather than a message: messages may hold people's data, and they go to another system. */
function problemOf(thrown: unknown): string {
  if (thrown instanceof Error) return "code" in thrown && typeof thrown.code === "string" ? thrown.code : thrown.name;
  return "unknown";
}
