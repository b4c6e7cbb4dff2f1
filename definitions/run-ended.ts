import type { ErrorData } from "./error-data.ts";
import type { Json } from "./json.ts";

/** Tells that a run ended, to who called it and to triggers `workflow`. No business event can have such a name. */
export const RUN_ENDED = "$run.ended";
/** Asks that a called run be cancelled. */
export const RUN_CANCEL = "$run.cancel";

/** What is told of a run that ended. `object` and `id` name the record that it was about. */
export interface RunEnded {
  runId: string;
  workflow: string;
  version: number;
  status: string;
  output: Json;
  error: ErrorData | null;
  object?: string;
  id?: string;
}

/** Statuses of a called run that count as success: done, or ended early by its own rule. */
export function endedWell({ status }: Pick<RunEnded, "status">): boolean {
  return status === "completed" || status === "exited";
}
