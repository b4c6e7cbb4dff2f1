import type { BulkRequest } from "../../../../definitions/api.ts";
import { CLOSED_RUN_STATUSES, type RunStatus } from "../../../../definitions/run-status.ts";

/** What an operator does with many runs at once; `terminate` is left to machines. */
export const BULK_OPERATIONS = ["retry", "skip", "pause", "resume", "rerun", "cancel"] as const;
export type BulkOperation = (typeof BULK_OPERATIONS)[number];

/** Which runs are meant: those chosen, or all that a filter finds. */
export type RunScope = Pick<BulkRequest, "search" | "workflow" | "status" | "recordId" | "from" | "to" | "ids">;

/** One thing that an operator is about to do with runs; its dialog is loaded when it is asked for. */
export type RunWork =
  | { kind: "bulk"; operation: BulkOperation; scope: RunScope }
  | {
      kind: "rerun";
      run: { id: string; workflowKey: string; version: number; isOpen: boolean };
      /** The step to begin at, with the outermost container that it is in. */
      from: { nodeId: string; name: string; container: string | null } | null;
    }
  | { kind: "migrate"; workflows: readonly string[]; ids?: readonly string[] };

const CLOSED: ReadonlySet<string> = new Set(CLOSED_RUN_STATUSES);

/** Whether a run of this status is meant by an operation. The server decides again. */
export function appliesTo(operation: BulkOperation | "migrate", status: RunStatus): boolean {
  const isOpen = !CLOSED.has(status);
  switch (operation) {
    case "rerun":
      return !isOpen;
    case "retry":
    case "skip":
      return status === "incident";
    case "pause":
      return isOpen && status !== "paused" && status !== "queued";
    case "resume":
      return status === "paused";
    case "cancel":
    case "migrate":
      return isOpen;
  }
}
