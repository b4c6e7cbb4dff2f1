import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from "@temporalio/client";
import { createHash } from "node:crypto";
import type { Trigger } from "../../../definitions/triggers/index.ts";
import { durationMs } from "../../publish/duration-ms.ts";
import type { PublishedWorkflow, StoreLogger } from "../../store/index.ts";
import { TASK_QUEUE } from "../../workflows/contract.ts";
import { SCHEDULE_WORKFLOW_TYPE, type ScheduledStart } from "../../workflows/schedule-contract.ts";

type ScheduleTrigger = Extract<Trigger, { type: "schedule" }>;

const ALL_MISSED = "365 days";
/** Shortest window that Temporal takes: what is older counts as missed and is not made up for. */
const NONE_MISSED = "1 minute";

/**
 * Makes Temporal's schedules those of the published, enabled workflows: creates, changes and removes. One that Temporal
 * refuses is logged and left out; the others are still set. Answers how many changed.
 */
export async function syncSchedules(
  client: Client,
  workflows: readonly PublishedWorkflow[],
  logger: StoreLogger,
  taskQueue: string = TASK_QUEUE,
): Promise<number> {
  const wanted = wantedSchedules(workflows, logger, taskQueue);
  // The task queue is part of the id: installations that share a Temporal namespace leave each other's alone.
  const prefix = `${taskQueue}:`;
  let changed = 0;
  for await (const { scheduleId, memo } of client.schedule.list()) {
    if (!scheduleId.startsWith(prefix)) continue;
    const options = wanted.get(scheduleId);
    if (options !== undefined && memo?.["hash"] === options.memo?.["hash"]) wanted.delete(scheduleId);
    else {
      // A memo cannot be changed, so a changed schedule is made anew.
      await removeSchedule(client, scheduleId);
      changed += 1;
    }
  }
  for (const [scheduleId, options] of wanted)
    try {
      await client.schedule.create(options);
      changed += 1;
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning))
        logger.error({ err: error, schedule: scheduleId }, "Temporal refused a schedule");
    }
  return changed;
}

function wantedSchedules(
  workflows: readonly PublishedWorkflow[],
  logger: StoreLogger,
  taskQueue: string,
): Map<string, ScheduleOptions> {
  const wanted = new Map<string, ScheduleOptions>();
  for (const workflow of workflows)
    for (const trigger of workflow.enabled ? workflow.triggers : [])
      if (trigger.type === "schedule" && trigger.disabled !== true)
        try {
          const options = scheduleOf(workflow, trigger, taskQueue);
          wanted.set(options.scheduleId, options);
        } catch (error) {
          logger.error({ err: error, workflow: workflow.key, trigger: trigger.id }, "a schedule cannot be used");
        }
  return wanted;
}

function scheduleOf(workflow: PublishedWorkflow, trigger: ScheduleTrigger, taskQueue: string): ScheduleOptions {
  const { workspaceId, key } = workflow;
  const id = `${workspaceId}:${key}:${trigger.id}`;
  const start: ScheduledStart = {
    workspaceId,
    workflowKey: key,
    triggerId: trigger.id,
    missedRuns: trigger.missedRuns,
  };
  const timezone = trigger.timeZone ?? workflow.settings.timeZone ?? "UTC";
  const spec: ScheduleOptions["spec"] = {
    ...(trigger.cron === undefined ? {} : { cronExpressions: [trigger.cron] }),
    ...(trigger.every === undefined ? {} : { intervals: [{ every: durationMs(trigger.every) }] }),
    timezone,
  };
  const hash = createHash("sha256")
    .update(JSON.stringify([spec, start, taskQueue]))
    .digest("hex");
  return {
    scheduleId: `${taskQueue}:${id}`,
    spec,
    policies: {
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
      catchupWindow: trigger.missedRuns === "none" ? NONE_MISSED : ALL_MISSED,
    },
    action: {
      type: "startWorkflow",
      workflowType: SCHEDULE_WORKFLOW_TYPE,
      workflowId: `schedule:${id}`,
      taskQueue,
      args: [start],
    },
    memo: { hash },
  };
}

async function removeSchedule(client: Client, scheduleId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
