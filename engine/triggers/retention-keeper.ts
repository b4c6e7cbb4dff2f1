import { setTimeout as pause } from "node:timers/promises";
import { durationMs } from "../publish/duration-ms.ts";
import { deleteEndedRuns, type Store } from "../store/index.ts";

const EVERY_MS = 3_600_000;

/** Deletes ended runs of workflows that say how long theirs are kept (`settings.retention`), once an hour. */
export class RetentionKeeper {
  readonly #store: Store;
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  /** One look at all workflows; answers how many runs were deleted. */
  async sweep(now: number = Date.now()): Promise<number> {
    const { workflows } = await this.#store.published.listAllFresh();
    let deleted = 0;
    for (const { workspaceId, key, settings } of workflows) {
      if (settings.retention === undefined) continue;
      const before = new Date(now - durationMs(settings.retention));
      deleted += await deleteEndedRuns(this.#store.context, { workspaceId, workflowKey: key, before });
    }
    return deleted;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.sweep();
      } catch (error) {
        this.#store.context.logger.warn({ err: error }, "ended runs could not be deleted; tried again in an hour");
      }
      await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
