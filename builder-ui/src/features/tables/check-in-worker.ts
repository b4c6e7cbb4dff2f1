import type { Issue } from "../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import type { CheckMessage, CheckReply } from "./check.worker.ts";

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, { resolve: (issues: Issue[]) => void; reject: (error: Error) => void }>();

function startWorker(): Worker {
  const started = new Worker(new URL("./check.worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<CheckReply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("issues" in data) asked?.resolve(data.issues);
    else asked?.reject(new Error(data.failure));
  });
  started.addEventListener("error", (event) => {
    if (worker === started) worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error(event.message || "The checker could not be loaded."));
    waiting.clear();
  });
  return started;
}

/**
 * The issues of a table, found off the main thread: of a long table that takes seconds, in which typing must not wait.
 * Rejects when the checker breaks or cannot be loaded; after that the next call starts another worker.
 */
export function checkInWorker(table: DecisionTable): Promise<Issue[]> {
  worker ??= startWorker();
  const current = worker;
  count += 1;
  const message: CheckMessage = { id: count, table };
  return new Promise((resolve, reject) => {
    waiting.set(message.id, { resolve, reject });
    current.postMessage(message, { transfer: [] });
  });
}
