import { isOpen } from "../../../definitions/calendar/index.ts";
import type { Store } from "../../store/index.ts";
import type { ScheduleActivities } from "../../workflows/schedule-contract.ts";
import { acceptTrigger } from "../accept-trigger.ts";

/** The local activities of `fireSchedule` on this store. */
export function createScheduleActivities(store: Store): ScheduleActivities {
  return {
    noteMissed: ({ workspaceId, workflowKey, triggerId, scheduledAt }) =>
      store.schedules.noteMissed(workspaceId, workflowKey, triggerId, scheduledAt),
    acceptScheduled: async (firing) => {
      const { workspaceId, workflowKey, triggerId, scheduledAt, isLate, missedRuns } = firing;
      const workflow = await store.published.getFresh(workspaceId, workflowKey);
      const trigger = workflow?.triggers.find(({ id }) => id === triggerId);
      if (workflow?.enabled !== true || trigger?.type !== "schedule" || trigger.disabled === true) return;
      if (isLate && missedRuns === "last") {
        const latest = await store.schedules.latestMissed(workspaceId, workflowKey, triggerId);
        if (latest !== null && latest > scheduledAt) return;
      }
      if (trigger.calendar !== undefined) {
        const calendar = await store.workspace(workspaceId).resources.get("calendars", trigger.calendar);
        if (!isOpen(calendar, scheduledAt)) return;
      }
      const dedupeKey = `${triggerId}@${scheduledAt}`;
      await acceptTrigger(store, { workspaceId, workflowKey, triggerId, payload: { scheduledAt }, dedupeKey });
    },
  };
}
