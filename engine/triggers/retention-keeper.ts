import { durationMs } from "../publish/duration-ms.ts";
import { deleteEndedRuns, type Store } from "../store/index.ts";
import { BackgroundLoop } from "../background-loop.ts";

const EVERY_MS = 3_600_000;

/** Deletes ended runs of workflows that say how long theirs are kept (`settings.retention`), once an hour. */
export class RetentionKeeper {
  readonly #store: Store;
  readonly #loop: BackgroundLoop;

  constructor(store: Store) {
    this.#store = store;
    this.#loop = new BackgroundLoop({
      turn: () => this.sweep(),
      everyMs: EVERY_MS,
      logger: store.context.logger,
      complaint: "ended runs could not be deleted; tried again in an hour",
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
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
}
