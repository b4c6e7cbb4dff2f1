import type { Issue } from "../../../../../definitions/api.ts";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import type { ValidateMessage, ValidateReply } from "./validate.worker.ts";

let worker: Worker | undefined;
let known: Catalogue | undefined;
let count = 0;
const waiting = new Map<number, { resolve: (issues: Issue[]) => void; reject: (error: Error) => void }>();

function startWorker(): Worker {
  const started = new Worker(new URL("./validate.worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<ValidateReply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("issues" in data) asked?.resolve(data.issues);
    else asked?.reject(new Error(data.failure));
  });
  started.addEventListener("error", (event) => {
    if (worker === started) worker = known = undefined;
    for (const { reject } of waiting.values()) reject(new Error(event.message || "The checker could not be loaded."));
    waiting.clear();
  });
  return started;
}

/**
 * The issues of a definition, found off the main thread. The worker is kept: it holds the whole checker. Rejects when
 * the checker breaks or cannot be loaded; after that the next call starts another worker.
 */
export function validateInWorker(definition: WorkflowDefinition, catalogue: Catalogue): Promise<Issue[]> {
  worker ??= startWorker();
  const current = worker;
  const send = (message: ValidateMessage) => current.postMessage(message, { transfer: [] });
  if (known !== catalogue) {
    known = catalogue;
    send({ catalogue });
  }
  count += 1;
  const id = count;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    send({ id, definition });
  });
}
