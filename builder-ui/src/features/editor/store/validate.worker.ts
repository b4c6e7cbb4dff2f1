import type { Issue } from "../../../../../definitions/api.ts";
import type { Catalogue } from "../../../../../definitions/catalogue.ts";
import type { WorkflowDefinition } from "../../../../../definitions/workflow.ts";
import { forbidEvalInZod } from "../../../zod-without-eval.ts";

/** What the page sends: the catalogue once and whenever it changes, a definition to check each time. */
export type ValidateMessage = { catalogue: Catalogue } | { id: number; definition: WorkflowDefinition };

/** What comes back for each definition. */
export type ValidateReply = { id: number; issues: Issue[] } | { id: number; failure: string };

/** The worker's own scope; `lib: DOM` types it as a window. */
interface WorkerScope {
  addEventListener: (type: "message", listener: (event: MessageEvent<ValidateMessage>) => void) => void;
  postMessage: (message: unknown, options: { transfer: [] }) => void;
}
const scope = self as unknown as WorkerScope;

forbidEvalInZod();
// After the line above: schemas probe for `new Function` as they are made.
const checker = import("../../../../../definitions/validate/index.ts");
let catalogue: Catalogue | undefined;

async function check(definition: WorkflowDefinition): Promise<Issue[]> {
  if (catalogue === undefined) throw new Error("a definition came before the catalogue");
  const known = catalogue;
  const { validateWorkflow } = await checker;
  return validateWorkflow(definition, known);
}

async function answer(id: number, definition: WorkflowDefinition): Promise<void> {
  let reply: ValidateReply;
  try {
    reply = { id, issues: await check(definition) };
  } catch (error) {
    reply = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  scope.postMessage(reply, { transfer: [] });
}

scope.addEventListener("message", ({ data }) => {
  if ("catalogue" in data) ({ catalogue } = data);
  else void answer(data.id, data.definition);
});
