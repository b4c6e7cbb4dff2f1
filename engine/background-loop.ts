import { setTimeout as pause } from "node:timers/promises";
import type { StoreLogger } from "./store/index.ts";

/** Does one piece of work again and again, a pause apart, until it is stopped; a turn that fails is logged and repeated. */
export class BackgroundLoop {
  readonly #turn: () => Promise<unknown>;
  readonly #everyMs: number;
  readonly #logger: StoreLogger;
  readonly #complaint: string;
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  /** `complaint` is the log line of a turn that failed. */
  constructor(options: { turn: () => Promise<unknown>; everyMs: number; logger: StoreLogger; complaint: string }) {
    this.#turn = options.turn;
    this.#everyMs = options.everyMs;
    this.#logger = options.logger;
    this.#complaint = options.complaint;
  }

  /** Whether a turn under way should come to its end. */
  get isStopping(): boolean {
    return this.#stop.signal.aborted;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Lets the turn in hand end. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#turn();
      } catch (error) {
        this.#logger.warn({ err: error }, this.#complaint);
      }
      await pause(this.#everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
