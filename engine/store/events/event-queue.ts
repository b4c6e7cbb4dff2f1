import { type ChangeStream, MongoError, type ResumeToken } from "mongodb";
import type { ErrorData } from "../../../definitions/error-data.ts";
import type { OutboxEvent } from "../../triggers/contract.ts";
import type { StoreContext } from "../context.ts";
import type { EventDocument, MarkDocument } from "../documents.ts";
import { hasCome } from "../instant-filter.ts";
import { toOutboxEvent } from "../outbox.ts";

const TOKEN_ID = "resume:events";
const TOKEN_SAVED_MS = 1_000;
const DONE_KEPT_MS = 30 * 24 * 3_600_000;
/** The server no longer knows what followed the token. */
const HISTORY_LOST = new Set([286, 280, 136, 222]);

/** What came of an event, kept with it for people who ask why nothing started. */
export interface EventOutcome {
  started: string[];
  signalled: string[];
  refused: { workflowKey: string; reason: string }[];
}

/** The outbox as a queue: follow, claim, settle. Claims are compare-and-set, so any number of dispatchers may run. */
export class EventQueue {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /**
   * New events as they are committed, from the saved resume token on. Ends when `signal` aborts; throws when the stream
   * breaks (the caller opens it again, the sweep covers the gap).
   */
  async *follow(signal: AbortSignal): AsyncGenerator<OutboxEvent> {
    const stream = await this.#openStream();
    const close = () => void stream.close();
    signal.addEventListener("abort", close, { once: true });
    let saved = 0;
    try {
      while (!signal.aborted) {
        const change = await stream.tryNext();
        if (Date.now() - saved > TOKEN_SAVED_MS) {
          saved = Date.now();
          await this.#saveToken(stream.resumeToken);
        }
        if (change !== null && change.operationType === "insert") yield toOutboxEvent(change.fullDocument);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof MongoError && HISTORY_LOST.has(Number(error.code)))
        await this.#store.collections.marks.deleteOne({ _id: TOKEN_ID });
      throw error;
    } finally {
      signal.removeEventListener("abort", close);
      await stream.close();
    }
  }

  /** Pending events that nobody holds and whose time has come, a few at a time. */
  async listDue(before: Date, limit: number): Promise<OutboxEvent[]> {
    const now = new Date();
    const found = await this.#events
      .find({ status: "pending", $and: [hasCome("nextAttemptAt", now, before), hasCome("leaseUntil", now)] })
      .limit(limit)
      .toArray();
    return found.map(toOutboxEvent);
  }

  /** Takes the event for `leaseMs`. Answers which attempt this is, or null when another one has it or it is settled. */
  async claim(event: OutboxEvent, leaseMs: number): Promise<number | null> {
    const now = new Date();
    const taken = await this.#events.updateOne(
      { _id: event._id, status: "pending", ...hasCome("leaseUntil", now) },
      { $set: { leaseUntil: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } },
    );
    return taken.modifiedCount === 1 ? event.attempts + 1 : null;
  }

  /** Done: kept for 30 days, a trigger's for ever where its key must go on refusing repeats. */
  async complete(event: OutboxEvent, outcome: EventOutcome): Promise<void> {
    const doneAt = new Date();
    const expires =
      event.kind === "trigger" && event.dedupeKey !== event.runId ? {} : { expiresAt: later(DONE_KEPT_MS) };
    await this.#events.updateOne(
      { _id: event._id, status: "pending" },
      { $set: { status: "done", doneAt, outcome, ...expires }, $unset: { error: "" } },
    );
  }

  /** Gives the event back, to be tried after `delayMs`. */
  async retryLater(event: OutboxEvent, error: ErrorData, delayMs: number): Promise<void> {
    await this.#events.updateOne(
      { _id: event._id, status: "pending" },
      { $set: { leaseUntil: new Date(0), nextAttemptAt: later(delayMs), error } },
    );
  }

  /** Gives up. The event stays, with the reason. */
  async fail(event: OutboxEvent, error: ErrorData): Promise<void> {
    await this.#events.updateOne({ _id: event._id, status: "pending" }, { $set: { status: "failed", error } });
  }

  get #events() {
    return this.#store.collections.events;
  }

  async #openStream(): Promise<ChangeStream<EventDocument>> {
    const mark = await this.#store.collections.marks.findOne({ _id: TOKEN_ID });
    return this.#events.watch<EventDocument>([{ $match: { operationType: "insert" } }], {
      maxAwaitTimeMS: 500,
      batchSize: 200,
      ...(mark?.value === undefined ? {} : { resumeAfter: mark.value as ResumeToken }),
    });
  }

  async #saveToken(token: ResumeToken): Promise<void> {
    if (token === undefined || token === null) return;
    const mark: Partial<MarkDocument> = { value: token, at: new Date() };
    await this.#store.collections.marks.updateOne({ _id: TOKEN_ID }, { $set: mark }, { upsert: true });
  }
}

function later(ms: number): Date {
  return new Date(Date.now() + ms);
}
