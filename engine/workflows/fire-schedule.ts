import { proxyLocalActivities, sleep, workflowInfo } from "@temporalio/workflow";
import type { ScheduleActivities, ScheduledStart } from "./schedule-contract.ts";

/** A start as late as this was missed: nobody was there at its time. */
const LATE_MS = 60_000;
const SETTLE = "10 seconds";

const activities = proxyLocalActivities<ScheduleActivities>({
  startToCloseTimeout: "10 seconds",
  retry: { initialInterval: "1 second", maximumInterval: "30 seconds" },
});

/**
 * What a Temporal Schedule starts: puts the trigger's firing into the outbox, from which the run is started as any other.
 * Of the starts missed under the policy `last`, all are noted first, and the latest alone goes on.
 */
export async function fireSchedule(start: ScheduledStart): Promise<void> {
  const { startTime, searchAttributes } = workflowInfo();
  // Typed search attributes have no place for the schedule's own one.
  const scheduled: unknown = searchAttributes?.["TemporalScheduledStartTime"]?.[0];
  const at = scheduled instanceof Date ? scheduled : startTime;
  const firing = { ...start, scheduledAt: at.toISOString() };
  const isLate = Date.now() - at.getTime() > LATE_MS;
  if (isLate && start.missedRuns === "none") return;
  if (isLate && start.missedRuns === "last") {
    await activities.noteMissed(firing);
    await sleep(SETTLE);
  }
  await activities.acceptScheduled({ ...firing, isLate });
}
