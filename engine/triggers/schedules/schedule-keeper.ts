import type { Client } from "@temporalio/client";
import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "../../store/index.ts";
import { syncSchedules } from "./sync-schedules.ts";

const LOOK_MS = 2_000;
const REPEAT_MS = 300_000;

/** Keeps Temporal's schedules in step with what is published: at once after a change, and now and then anyway. */
export class ScheduleKeeper {
  readonly #client: Client;
  readonly #store: Store;
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(client: Client, store: Store) {
    this.#client = client;
    this.#store = store;
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let done = { revision: -1, at: 0 };
    while (!signal.aborted) {
      try {
        const { revision, workflows } = await this.#store.published.listAllFresh();
        if (revision !== done.revision || Date.now() - done.at > REPEAT_MS) {
          await syncSchedules(this.#client, workflows, this.#store.context.logger);
          done = { revision, at: Date.now() };
        }
      } catch (error) {
        this.#store.context.logger.warn({ err: error }, "schedules could not be brought in step; tried again");
      }
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
