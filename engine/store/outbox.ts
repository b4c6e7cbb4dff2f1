import { createHash } from "node:crypto";
import type { WriteContext } from "../../activities/ports.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { BusinessEvent } from "../../definitions/run.ts";
import { currentTrace } from "../observe/observed-work.ts";
import { formatTraceparent, newTraceContext } from "../observe/trace-context.ts";
import type { OutboxEvent } from "../triggers/contract.ts";
import type { StoreContext } from "./context.ts";
import type { EventDocument } from "./documents.ts";
import { packJson, unpackJson, unpackObject } from "./json-text.ts";
import { newId } from "./new-id.ts";
import { isDuplicateKey } from "./transaction.ts";

export type RecordEvent = Extract<EventDocument, { kind: "record" }>;
export type NamedEvent = Extract<EventDocument, { kind: "event" }>;
export type TriggerEvent = Extract<EventDocument, { kind: "trigger" }>;

/** Fits any correlate, so that an index can find it: `name|<canonical JSON>`. */
export function eventKeyOf(name: string, correlate: Json | null): string {
  const text = packJson(sortNames(correlate));
  return `${name}|${text.length > 200 ? createHash("sha256").update(text).digest("hex") : text}`;
}
/** Subscriptions without a correlate hear every event of the name. */
export function subscriptionKeyOf(name: string, correlate: Json | null): string {
  return correlate === null ? `${name}|*` : eventKeyOf(name, correlate);
}

/** The fields that every new outbox document has. */
export function newEventBase(context: Pick<WriteContext, "workspaceId" | "chain" | "byUser" | "skipAutomations">) {
  const at = new Date();
  // What nobody's request led to begins a trace of its own.
  const trace = currentTrace() ?? newTraceContext();
  return {
    workspaceId: context.workspaceId,
    chain: [...context.chain],
    at,
    status: "pending" as const,
    attempts: 0,
    leaseUntil: new Date(0),
    nextAttemptAt: at,
    traceparent: formatTraceparent(trace),
    ...(context.skipAutomations === true ? { skipAutomations: true } : {}),
    ...(context.byUser === undefined ? {} : { byUser: context.byUser }),
  };
}

/** The document of a named business event, not yet written. */
export function namedEvent(
  context: WriteContext,
  event: { id?: string; name: string; correlate: Json | null; payload: JsonObject },
): NamedEvent {
  return {
    _id: event.id ?? newId(),
    ...newEventBase(context),
    kind: "event",
    name: event.name,
    eventKey: eventKeyOf(event.name, event.correlate),
    correlate: packJson(event.correlate),
    payload: packJson(event.payload),
  };
}

/**
 * Writes a named event once for each idempotency key (or each id given from outside). Answers its id.
 */
export async function emitNamedEvent(
  store: StoreContext,
  context: WriteContext,
  event: { id?: string; name: string; correlate?: Json; payload: JsonObject },
): Promise<{ id: string; repeated: boolean }> {
  const key = context.idempotencyKey ?? event.id;
  const id = key === undefined ? newId() : `${context.workspaceId}:event:${digest(key)}`;
  const document = namedEvent(context, {
    id,
    name: event.name,
    correlate: event.correlate ?? null,
    payload: event.payload,
  });
  try {
    await store.collections.events.insertOne(document);
    return { id, repeated: false };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return { id, repeated: true };
  }
}

/** A named event as runs receive it. */
export function toBusinessEvent(document: NamedEvent): BusinessEvent {
  const correlate = unpackJson(document.correlate);
  return {
    id: document._id,
    name: document.name,
    ...(correlate === null ? {} : { correlate }),
    payload: unpackObject(document.payload),
    at: document.at.toISOString(),
  };
}

/** An outbox document in the shape of the contract, free JSON unpacked. */
export function toOutboxEvent(document: EventDocument): OutboxEvent {
  const { _id, workspaceId, chain, at, status, attempts, skipAutomations, byUser, traceparent } = document;
  const base = { _id, workspaceId, chain, at, status, attempts, skipAutomations, byUser, traceparent };
  if (document.kind === "record")
    return {
      ...base,
      kind: "record",
      object: document.object,
      recordId: document.recordId,
      change: document.change,
      changedFields: document.changedFields,
      stageChanged: document.stageChanged,
      record: unpackObject(document.record),
      before: unpackJson<JsonObject | null>(document.before),
    };
  if (document.kind === "event")
    return {
      ...base,
      kind: "event",
      name: document.name,
      correlate: unpackJson(document.correlate),
      payload: unpackObject(document.payload),
    };
  const { workflowKey, triggerId, runId, dedupeKey, record, call, rerun } = document;
  return {
    ...base,
    kind: "trigger",
    workflowKey,
    triggerId,
    payload: unpackObject(document.payload),
    runId,
    dedupeKey,
    ...(record === undefined ? {} : { record }),
    ...(call === undefined ? {} : { call }),
    ...(rerun === undefined ? {} : { rerun }),
  };
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

function sortNames(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortNames);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sortNames(value[name] ?? null)]),
  );
}
