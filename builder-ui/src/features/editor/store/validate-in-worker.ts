import type { Issue } from "../../../../../definitions/api.ts";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { workerAsker } from "../../../shared/ask-worker.ts";
import type { ValidateQuestion } from "./validate.worker.ts";

/** The catalogue that the worker has; it is large, so it is sent only when it is another one. */
let known: Catalogue | undefined;

const ask = workerAsker<ValidateQuestion, Issue[]>(
  () => new Worker(new URL("./validate.worker.ts", import.meta.url), { type: "module" }),
  () => {
    known = undefined;
  },
);

/** The issues of a definition, found off the main thread. Rejects when the checker breaks or cannot be loaded. */
export function validateInWorker(definition: WorkflowDefinition, catalogue: Catalogue): Promise<Issue[]> {
  if (known === catalogue) return ask({ definition });
  known = catalogue;
  return ask({ definition, catalogue });
}
