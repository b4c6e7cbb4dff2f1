import type { Issue } from "../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { workerAsker } from "../../shared/ask-worker.ts";

/**
 * The issues of a table, found off the main thread: of a long table that takes seconds, in which typing must not wait.
 * Rejects when the checker breaks or cannot be loaded.
 */
export const checkInWorker = workerAsker<DecisionTable, Issue[]>(
  () => new Worker(new URL("./check.worker.ts", import.meta.url), { type: "module" }),
);
