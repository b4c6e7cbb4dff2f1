import type { Client } from "@temporalio/client";
import type { Store } from "../../store/index.ts";
import { BackgroundLoop } from "../../background-loop.ts";
import { syncSchedules } from "./sync-schedules.ts";

const LOOK_MS = 2_000;
const REPEAT_MS = 300_000;

/** Keeps Temporal's schedules in step with what is published: at once after a change, and now and then anyway. */
export class ScheduleKeeper {
  readonly #client: Client;
  readonly #store: Store;
  readonly #loop: BackgroundLoop;
  #done = { revision: -1, at: 0 };

  constructor(client: Client, store: Store) {
    this.#client = client;
    this.#store = store;
    this.#loop = new BackgroundLoop({
      turn: () => this.#look(),
      everyMs: LOOK_MS,
      logger: store.context.logger,
      complaint: "schedules could not be brought in step; tried again",
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #look(): Promise<void> {
    const { revision, workflows } = await this.#store.published.listAllFresh();
    if (revision === this.#done.revision && Date.now() - this.#done.at <= REPEAT_MS) return;
    await syncSchedules(this.#client, workflows, this.#store.context.logger);
    this.#done = { revision, at: Date.now() };
  }
}
