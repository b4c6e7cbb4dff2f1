import type { MISSED_RUN_POLICIES } from "../../definitions/triggers/index.ts";

/** The workflow type that Temporal Schedules start. */
export const SCHEDULE_WORKFLOW_TYPE = "fireSchedule";

/** The argument of `fireSchedule`. */
export interface ScheduledStart {
  workspaceId: string;
  workflowKey: string;
  triggerId: string;
  missedRuns: (typeof MISSED_RUN_POLICIES)[number];
}
/** One firing; `scheduledAt` is the instant (ISO) that the schedule meant. */
export interface ScheduleFiring extends ScheduledStart {
  scheduledAt: string;
}

/** Local activities of `fireSchedule`. */
export interface ScheduleActivities {
  /** Keeps the latest instant that was missed. */
  noteMissed(firing: ScheduleFiring): Promise<void>;
  /** Puts the firing into the outbox, once for each instant. A late one that is not the latest missed is left out. */
  acceptScheduled(firing: ScheduleFiring & { isLate: boolean }): Promise<void>;
}
