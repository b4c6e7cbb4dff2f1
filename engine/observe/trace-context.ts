import { createHash, randomBytes } from "node:crypto";

/** A place in a trace: W3C Trace Context, lower-case hex of 16 and 8 bytes, neither all zero. */
export interface TraceContext {
  traceId: string;
  spanId: string;
}

const TRACEPARENT = /^(?<version>[\da-f]{2})-(?<traceId>[\da-f]{32})-(?<spanId>[\da-f]{16})-[\da-f]{2}(?<rest>-.*)?$/u;
const TRACE_ID = /^[\da-f]{32}$/u;
const ZEROS = /^0+$/u;

/**
 * The place that a `traceparent` header names, or null where it is not valid (W3C Trace Context §3.2: unknown versions may
 * carry more, 00 may not, ff is none). Whether the caller records is not taken over: see observe.decision.md.
 */
export function parseTraceparent(header: unknown): TraceContext | null {
  const groups = typeof header === "string" ? TRACEPARENT.exec(header)?.groups : undefined;
  const { version, traceId, spanId, rest } = groups ?? {};
  if (traceId === undefined || spanId === undefined || version === "ff") return null;
  if (version === "00" && rest !== undefined) return null;
  return ZEROS.test(traceId) || ZEROS.test(spanId) ? null : { traceId, spanId };
}

/** The header that tells another system this place. */
export function formatTraceparent({ traceId, spanId }: TraceContext): string {
  return `00-${traceId}-${spanId}-01`;
}

/** A place of its own in the trace of `parent`; without one, in a new trace. */
export function newTraceContext(parent?: Pick<TraceContext, "traceId"> | null): TraceContext {
  return { traceId: parent?.traceId ?? randomId(16), spanId: randomId(8) };
}

/**
 * The place of a run in its trace: the same in every process that ever works for the run, so that its operations are
 * told as its parts without anything being carried along. Null where the run has no (valid) trace id.
 */
export function traceOfRun(runId: string, traceId: unknown): TraceContext | null {
  if (typeof traceId !== "string" || !TRACE_ID.test(traceId)) return null;
  return { traceId, spanId: createHash("sha256").update(runId).digest("hex").slice(0, 16) };
}

function randomId(bytes: number): string {
  const id = randomBytes(bytes).toString("hex");
  return ZEROS.test(id) ? randomId(bytes) : id;
}
