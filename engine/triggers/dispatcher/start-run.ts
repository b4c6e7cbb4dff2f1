import type { RecordFields } from "../../../activities/ports.ts";
import { FlowrightError, errorDataOf } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { RunOrigin } from "../../../definitions/run.ts";
import {
  dropClosedHolders,
  type LaunchableRun,
  markWaitingForSlot,
  type PublishedWorkflow,
  readQueuedRun,
  slotKeyOf,
  type Store,
  takeSlot,
  takeTurn,
} from "../../store/index.ts";
import { durationMs } from "../../publish/duration-ms.ts";
import { startScope } from "../start-scope.ts";
import type { RerunStart } from "../contract.ts";
import { launchRun } from "./launch-run.ts";
import type { RunLauncher } from "./run-launcher.ts";

export interface StartRequest {
  workflow: PublishedWorkflow;
  runId: string;
  dedupeKey: string;
  origin: RunOrigin;
  /** The trigger's payload. */
  payload: JsonObject;
  /** The record as it is now, with `id` and `object`. */
  record: RecordFields | null;
  /** When the cause came: later business events belong to the run. */
  eventsSince: Date;
  rerun?: RerunStart;
}
export type StartOutcome =
  | { outcome: "started" | "queued" | "dropped" | "repeated" | "failed"; runId: string }
  | { outcome: "refused"; reason: string };

/**
 * Starts a run once: the run's document under its unique key, a slot where the workflow has a limit, Temporal. Each part
 * may be repeated after a crash. A fault of the definition closes the run as failed, so that it is seen; a fault of a
 * server is thrown, for the dispatcher to try again.
 */
export async function startRun(store: Store, launcher: RunLauncher, request: StartRequest): Promise<StartOutcome> {
  const { workflow, origin } = request;
  const { workspaceId } = workflow;
  const runs = store.workspace(workspaceId).runs;
  const slot = slotOf(request);
  const created = await runs.create({
    runId: request.runId,
    workflowKey: workflow.key,
    workflowName: workflow.name,
    version: workflow.version,
    planHash: workflow.planHash,
    dedupeKey: dedupeKeyOf(request),
    origin,
    record: await recordRefOf(store, workspaceId, request.record),
    recordFields: request.record,
    trigger: request.payload,
    eventsSince: request.eventsSince,
    ...idleKeyOf(request),
    ...("key" in slot ? { slotKey: slot.key } : {}),
    ...(request.rerun === undefined ? {} : { rerun: request.rerun }),
  });
  if (created.outcome === "busy") return { outcome: "refused", reason: "REENTRY_BUSY" };
  if (created.outcome === "repeated" && created.run.status !== "queued")
    return { outcome: "repeated", runId: created.run.runId };
  const runId = created.outcome === "repeated" ? created.run.runId : request.runId;
  const run = await readQueuedRun(store.context, workspaceId, runId);
  if (run === null) return { outcome: "repeated", runId };
  if ("error" in slot) return failRun(store, run, slot.error);
  return admitRun(store, launcher, run, workflow);
}

/** A queued run goes to Temporal when it has, or gets, a slot. */
export async function admitRun(
  store: Store,
  launcher: RunLauncher,
  run: LaunchableRun,
  workflow: PublishedWorkflow | null,
): Promise<StartOutcome> {
  const { runId, workspaceId } = run;
  const concurrency = workflow?.settings.concurrency;
  if (run.slotKey !== null && concurrency !== undefined) {
    const { limit, whenFull } = concurrency;
    const has = await takeSlot(store.context, workspaceId, run.slotKey, runId, limit);
    if (!has && whenFull === "drop") return dropRun(store, run, limit);
    if (!has) {
      if (whenFull === "cancel-oldest") await cancelOldest(store, launcher, run.slotKey, workspaceId);
      await markWaitingForSlot(store.context, workspaceId, runId);
      return { outcome: "queued", runId };
    }
  }
  const rateLimit = workflow?.settings.rateLimit;
  if (rateLimit !== undefined) {
    const { limit, per } = rateLimit;
    if (!(await takeTurn(store.context, run, { limit, perMs: durationMs(per) }))) {
      await markWaitingForSlot(store.context, workspaceId, runId);
      return { outcome: "queued", runId };
    }
  }
  try {
    await launchRun(store, launcher, run, workflow?.settings.priority);
    return { outcome: "started", runId };
  } catch (error) {
    if (error instanceof FlowrightError && error.class === "user") return failRun(store, run, error);
    throw error;
  }
}

async function failRun(store: Store, run: LaunchableRun, error: unknown): Promise<StartOutcome> {
  await store.workspace(run.workspaceId).runs.close(run.runId, "failed", errorDataOf(error));
  return { outcome: "failed", runId: run.runId };
}

async function dropRun(store: Store, run: LaunchableRun, limit: number): Promise<StartOutcome> {
  await store.workspace(run.workspaceId).runs.close(run.runId, "cancelled", {
    code: "RUN_DROPPED",
    class: "user",
    retryable: false,
    message: `${limit} runs of ${run.workflowKey} are open already, and the workflow drops what is above`,
    details: { limit, key: run.workflowKey },
  });
  return { outcome: "dropped", runId: run.runId };
}

async function cancelOldest(store: Store, launcher: RunLauncher, slotKey: string, workspaceId: string): Promise<void> {
  const [oldest] = (await dropClosedHolders(store.context, slotKey)).sort();
  if (oldest === undefined) return;
  const { temporalId } = await store.workspace(workspaceId).runs.getHandle(oldest);
  await launcher.cancel(temporalId, "a newer run took its place");
}

function dedupeKeyOf({ workflow, record, dedupeKey }: StartRequest): string {
  if (workflow.settings.reentry !== "once" || record === null) return dedupeKey;
  return `once-${record.object}-${record.id}`;
}

function idleKeyOf({ workflow, record }: StartRequest): { idleKey?: string } {
  if (workflow.settings.reentry !== "when-idle" || record === null) return {};
  return { idleKey: `${workflow.key}:${record.object}:${record.id}` };
}

function slotOf(request: StartRequest): { key: string } | { error: unknown } | { none: true } {
  const { workflow, payload, record, runId } = request;
  const { concurrency } = workflow.settings;
  if (concurrency === undefined) return { none: true };
  if (concurrency.key === undefined) return { key: slotKeyOf(workflow.workspaceId, workflow.key, "*") };
  try {
    const value = evaluateMapped(concurrency.key, startScope(workflow, { trigger: payload, record, runId }));
    return { key: slotKeyOf(workflow.workspaceId, workflow.key, JSON.stringify(value)) };
  } catch (error) {
    return { error };
  }
}

async function recordRefOf(
  store: Store,
  workspaceId: string,
  record: RecordFields | null,
): Promise<{ object: string; id: string; name?: string } | null> {
  if (record === null) return null;
  const object = record.object;
  const { nameField } = await store.objects.get(workspaceId, object);
  const name = record[nameField];
  return { object, id: record.id, ...(typeof name === "string" ? { name } : {}) };
}
