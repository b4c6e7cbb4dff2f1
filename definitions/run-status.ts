export const RUN_STATUSES = [
  "queued",
  "running",
  "waiting",
  "paused",
  "incident",
  "completed",
  "exited",
  "failed",
  "cancelled",
  "timed-out",
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export const CLOSED_RUN_STATUSES = [
  "completed",
  "exited",
  "failed",
  "cancelled",
  "timed-out",
] as const satisfies readonly RunStatus[];

/** Whether a run with this status ended in a way that starts the failure workflow. */
export function endsBadly(status: unknown): boolean {
  return status === "failed" || status === "timed-out";
}
