import { setTimeout as sleep } from "node:timers/promises";
import type { ChangeStream, ChangeStreamDocument } from "mongodb";
import { closeQuietly } from "../close-quietly.ts";
import { keyedId, type StoreContext } from "../context.ts";

/** While the database tells of changes: so often a reader looks all the same, for tabs whose time has run out. */
const TOLD_MS = 8_000;
/** While it does not: a change stream that is being opened, or has broken. */
const UNTOLD_MS = 1_500;
const WATCHED = ["workflows", "presence"] as const;
type Watched = (typeof WATCHED)[number];
/** All that is needed of a change; drafts are large. */
const SLIM = [{ $project: { operationType: 1, documentKey: 1, "updateDescription.updatedFields.step": 1 } }];

/** One reader's view of a draft. */
export interface DraftFollower {
  /** Waits until the draft or who has it open may have changed since the last call, for some seconds at most. */
  next(signal: AbortSignal): Promise<void>;
  close(): void;
}

/**
 * Tells the readers of this process that a draft, or who has it open, has changed: by two change streams, which are open
 * while there is a reader.
 */
export class DraftChanges {
  readonly #store: Pick<StoreContext, "collections" | "logger">;
  readonly #followers = new Map<string, Set<() => void>>();
  readonly #streams = new Map<Watched, ChangeStream>();
  readonly #telling = new Set<Watched>();

  constructor(store: Pick<StoreContext, "collections" | "logger">) {
    this.#store = store;
  }

  follow(workspaceId: string, workflowKey: string): DraftFollower {
    const draftId = keyedId(workspaceId, workflowKey);
    let isChanged = false;
    let wake = new AbortController();
    const tell = () => {
      isChanged = true;
      wake.abort();
    };
    const readers = this.#followers.get(draftId) ?? new Set();
    this.#followers.set(draftId, readers.add(tell));
    this.#open();
    return {
      next: async (signal) => {
        this.#open();
        const atMostMs = this.#telling.size === WATCHED.length ? TOLD_MS : UNTOLD_MS;
        if (!isChanged)
          await sleep(atMostMs, undefined, { signal: AbortSignal.any([signal, wake.signal]) }).catch(() => undefined);
        isChanged = false;
        wake = new AbortController();
      },
      close: () => {
        readers.delete(tell);
        if (readers.size === 0 && this.#followers.get(draftId) === readers) this.#followers.delete(draftId);
        if (this.#followers.size === 0) void this.close();
      },
    };
  }

  async close(): Promise<void> {
    const streams = [...this.#streams.values()];
    this.#streams.clear();
    this.#telling.clear();
    await Promise.all(streams.map(closeQuietly));
  }

  #open(): void {
    for (const name of WATCHED) if (!this.#streams.has(name)) this.#openStream(name);
  }

  #openStream(name: Watched): void {
    const stream = this.#store.collections[name].watch(SLIM);
    this.#streams.set(name, stream);
    const isCurrent = () => this.#streams.get(name) === stream;
    // The server's first answer, with changes or without.
    stream.once("resumeTokenChanged", () => {
      if (!isCurrent()) return;
      this.#telling.add(name);
      // What has changed before it told anything.
      this.#tellAll();
    });
    stream.on("change", (change) => {
      if (isCurrent()) this.#hear(name, change);
    });
    stream.on("error", (error) => {
      void closeQuietly(stream);
      if (!isCurrent()) return;
      this.#store.logger.warn({ err: error }, "the change stream of drafts broke; it is opened again");
      this.#streams.delete(name);
      this.#telling.delete(name);
      this.#tellAll();
    });
  }

  #hear(name: Watched, change: ChangeStreamDocument): void {
    if (!("documentKey" in change)) return;
    const id = String(change.documentKey._id);
    if (name === "workflows") this.#tell(id);
    // A tab that only says that it is still here changes nothing.
    else if (change.operationType !== "update" || change.updateDescription?.updatedFields?.["step"] !== undefined)
      this.#tell(id.slice(0, id.lastIndexOf(":")));
  }

  #tell(draftId: string): void {
    for (const tell of this.#followers.get(draftId) ?? []) tell();
  }

  #tellAll(): void {
    for (const draftId of this.#followers.keys()) this.#tell(draftId);
  }
}
