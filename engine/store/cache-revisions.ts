import type { ChangeStream, ClientSession } from "mongodb";
import { closeQuietly } from "./close-quietly.ts";
import type { Collections } from "./collections.ts";
import { CACHE_NAMES, type CacheName, type StoreLogger } from "./context.ts";

const REFRESH_MS = 5_000;

/**
 * Revisions of what processes cache. A change raises the revision (in the change's own transaction), the change stream
 * carries it to all processes; a slow poll stands behind the stream.
 */
export class CacheRevisions {
  readonly #marks: Collections["marks"];
  readonly #logger: StoreLogger;
  readonly #known = new Map<CacheName, number>();
  #stream: ChangeStream | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(marks: Collections["marks"], logger: StoreLogger) {
    this.#marks = marks;
    this.#logger = logger;
  }

  /** Starts to follow; call `close` at the end. */
  async follow(): Promise<void> {
    await this.#readAll();
    this.#openStream();
    this.#timer = setInterval(() => {
      if (this.#stream === undefined) this.#openStream();
      void this.#readAll().catch((error: unknown) => this.#logger.warn({ err: error }, "cache revisions not read"));
    }, REFRESH_MS);
    this.#timer.unref();
  }

  /** The newest revision that this process has heard of. */
  known(name: CacheName): number {
    return this.#known.get(name) ?? 0;
  }

  /** The revision as the database has it now: one read by key. */
  async current(name: CacheName): Promise<number> {
    const found = await this.#marks.findOne({ _id: markId(name) });
    const revision = found?.n ?? 0;
    this.#learn(name, revision);
    return revision;
  }

  async raise(name: CacheName, session?: ClientSession): Promise<void> {
    await this.#marks.updateOne(
      { _id: markId(name) },
      { $inc: { n: 1 } },
      { upsert: true, ...(session === undefined ? {} : { session }) },
    );
    if (session === undefined) await this.current(name);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await closeQuietly(this.#stream);
  }

  async #readAll(): Promise<void> {
    for (const name of CACHE_NAMES) await this.current(name);
  }

  #learn(name: CacheName, revision: number): void {
    if (revision > this.known(name)) this.#known.set(name, revision);
  }

  #openStream(): void {
    if (this.#closed) return;
    const stream = this.#marks.watch([{ $match: { "documentKey._id": { $in: CACHE_NAMES.map(markId) } } }], {
      fullDocument: "updateLookup",
    });
    this.#stream = stream;
    stream.on("change", (change) => {
      if (!("documentKey" in change)) return;
      const name = CACHE_NAMES.find((candidate) => markId(candidate) === change.documentKey._id);
      if (name !== undefined && "fullDocument" in change) this.#learn(name, change.fullDocument?.n ?? 0);
    });
    stream.on("error", (error) => {
      if (!this.#closed) this.#logger.warn({ err: error }, "the change stream of caches broke; it is opened again");
      this.#stream = undefined;
      void closeQuietly(stream);
    });
  }
}

function markId(name: CacheName): string {
  return `revision:${name}`;
}
