import type { RunStatus } from "../../../definitions/run.ts";

/** A run in one of these is not over. */
export const OPEN_STATUSES = [
  "queued",
  "running",
  "waiting",
  "paused",
  "incident",
] as const satisfies readonly RunStatus[];
