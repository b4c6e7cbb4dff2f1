import type { ErrorData } from "../../../definitions/error-data.ts";
import { FlowrightError } from "../../../definitions/errors.ts";
import { RUN_ENDED } from "../../../definitions/run-ended.ts";
import { endsBadly } from "../../../definitions/run-status.ts";
import type { Trigger } from "../../../definitions/triggers/index.ts";
import {
  endUnstartedRun,
  type EventOutcome,
  type ExistingRun,
  type PublishedWorkflow,
  type Store,
} from "../../store/index.ts";
import type { OutboxEvent } from "../contract.ts";
import type { NamedOutboxEvent, RecordOutboxEvent } from "./match-triggers.ts";
import type { RunLauncher } from "./run-launcher.ts";

type TriggerOutboxEvent = Extract<OutboxEvent, { kind: "trigger" }>;
interface Match {
  workflow: PublishedWorkflow;
  triggers: Trigger[];
}

/**
 * The workflow as it was published at a version, for a call that names one. Re-entry does not count: who calls asks for
 * a run. Throws `VERSION_UNKNOWN`.
 */
export async function atVersion(store: Store, present: PublishedWorkflow, version: number): Promise<PublishedWorkflow> {
  const { workspaceId, key } = present;
  const found = await store.workspace(workspaceId).workflows.versions.get(key, version);
  const { calendars } = await store.published.getPlan(workspaceId, found.planHash);
  const { triggers, settings, name } = found.definition;
  const pinned = { version, planHash: found.planHash, triggers, name, calendars };
  return { ...present, ...pinned, settings: { ...settings, reentry: "always" } };
}

/** Tells a caller that waits of a call that led to no run. */
export async function tellRefusedCall(store: Store, event: TriggerOutboxEvent, outcome: EventOutcome): Promise<void> {
  const reason = outcome.refused[0]?.reason;
  if (reason === undefined) return;
  await tellFailedCall(store, event, {
    code: "CALL_REFUSED",
    class: "user",
    retryable: false,
    message: `The workflow ${event.workflowKey} could not be started: ${reason}`,
    details: { workflow: event.workflowKey, reason },
  });
}

export async function tellFailedCall(store: Store, event: TriggerOutboxEvent, error: ErrorData): Promise<void> {
  const { call, runId, workspaceId, workflowKey, chain } = event;
  if (call?.parent.waits !== true) return;
  const origin = { triggerId: event.triggerId, triggerType: "call", chain };
  await endUnstartedRun(store.context, { _id: runId, workspaceId, workflowKey, version: call.version, origin }, error);
}

/** Cancels a called run that its caller no longer wants. Throws while the run is only just starting, to be repeated. */
export async function cancelCalledRun(store: Store, launcher: RunLauncher, event: NamedOutboxEvent): Promise<void> {
  const runId = runIdOf(event);
  const { runs } = store.workspace(event.workspaceId);
  const run = await runs.getHandle(runId).catch((error: unknown): (ExistingRun & { temporalId: string }) | null => {
    if (error instanceof FlowrightError && error.code === "RUN_UNKNOWN" && event.attempts >= 5) return null;
    throw error;
  });
  if (run === null) return;
  await launcher.cancel(run.temporalId, "the run that called it does not wait for it any more");
  if (run.status === "queued") await runs.close(runId, "cancelled", null);
}

/** Beside the workflows that a run's end starts by their triggers: the failed workflow's own failure workflow. */
export function addFailureWorkflow(
  workflows: readonly PublishedWorkflow[],
  event: NamedOutboxEvent | RecordOutboxEvent,
  matches: Match[],
): Match[] {
  if (event.kind !== "event" || event.name !== RUN_ENDED || !endsBadly(event.payload["status"])) return matches;
  const failed = workflows.find(({ key }) => key === event.payload["workflow"]);
  const workflow = workflows.find(({ key }) => key === failed?.settings.failureWorkflow);
  if (workflow === undefined || matches.some((match) => match.workflow.key === workflow.key)) return matches;
  const usable = workflow.triggers.filter((trigger) => trigger.disabled !== true);
  const trigger = usable.find(({ type }) => type === "manual") ?? usable[0];
  return trigger === undefined || !workflow.enabled ? matches : [...matches, { workflow, triggers: [trigger] }];
}

/** The run that a `$run.…` event is about. */
export function runIdOf({ payload }: NamedOutboxEvent): string {
  const { runId } = payload;
  return typeof runId === "string" ? runId : "";
}
