import type { Issue } from "../../../../definitions/api.ts";
import type { DecisionTable } from "../../../../definitions/resources.ts";
import { forbidEvalInZod } from "../../zod-without-eval.ts";

/** What the page sends: a table to check. */
export interface CheckMessage {
  id: number;
  table: DecisionTable;
}

/** What comes back for each. */
export type CheckReply = { id: number; issues: Issue[] } | { id: number; failure: string };

/** The worker's own scope; `lib: DOM` types it as a window. */
interface WorkerScope {
  addEventListener: (type: "message", listener: (event: MessageEvent<CheckMessage>) => void) => void;
  postMessage: (message: CheckReply, options: { transfer: [] }) => void;
}
const scope = self as unknown as WorkerScope;

forbidEvalInZod();
// After the line above: schemas probe for `new Function` as they are made.
const checker = import("./find-table-issues.ts");

async function answer({ id, table }: CheckMessage): Promise<void> {
  let reply: CheckReply;
  try {
    const { findTableIssues } = await checker;
    reply = { id, issues: findTableIssues(table) };
  } catch (error) {
    reply = { id, failure: error instanceof Error ? error.message : String(error) };
  }
  scope.postMessage(reply, { transfer: [] });
}

scope.addEventListener("message", ({ data }) => void answer(data));
