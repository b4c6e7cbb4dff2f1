import { createHash } from "node:crypto";
import type { RecordFields } from "../../../activities/ports.ts";
import { errorDataOf, userError } from "../../../definitions/errors.ts";
import { evaluateMapped } from "../../../definitions/expression/index.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { evaluateCondition } from "../../../definitions/rules/index.ts";
import { RUN_CANCEL, RUN_ENDED } from "../../../definitions/run-ended.ts";
import type { RunOrigin } from "../../../definitions/run.ts";
import type { Trigger } from "../../../definitions/triggers/index.ts";
import type { EventOutcome, PublishedWorkflow, Store } from "../../store/index.ts";
import { parseTraceparent } from "../../observe/trace-context.ts";
import type { OutboxEvent } from "../contract.ts";
import { startScope } from "../start-scope.ts";
import { addFailureWorkflow, atVersion, cancelCalledRun, runIdOf, tellRefusedCall } from "./called-runs.ts";
import { matchTriggers, type NamedOutboxEvent, type RecordOutboxEvent, refuseChain } from "./match-triggers.ts";
import type { RunLauncher } from "./run-launcher.ts";
import { startRun, type StartOutcome } from "./start-run.ts";

type TriggerOutboxEvent = Extract<OutboxEvent, { kind: "trigger" }>;
interface Start {
  workflow: PublishedWorkflow;
  trigger: Trigger;
  runId: string;
  dedupeKey: string;
  payload: JsonObject;
  record: RecordFields | null;
}

/**
 * All that an event asks for: starts each workflow that it matches, signals each run that waits for it. May be repeated
 * after a crash at any point. Throws only what trying again may mend.
 */
export async function processEvent(
  store: Store,
  launcher: RunLauncher,
  event: OutboxEvent,
  newRunId: () => string,
): Promise<EventOutcome> {
  const outcome: EventOutcome = { started: [], signalled: [], refused: [] };
  if (event.kind === "trigger") {
    await processTrigger(store, launcher, event, outcome);
    await tellRefusedCall(store, event, outcome);
  } else if (event.kind === "event" && event.name === RUN_CANCEL) await cancelCalledRun(store, launcher, event);
  else {
    if (event.kind === "event") await signalRuns(store, launcher, event, outcome);
    const workflows = await store.published.listFresh(event.workspaceId);
    for (const { workflow, triggers } of addFailureWorkflow(workflows, event, matchTriggers(workflows, event)))
      await startMatching(store, launcher, event, workflow, triggers, newRunId(), outcome);
  }
  return outcome;
}

async function signalRuns(
  store: Store,
  launcher: RunLauncher,
  event: NamedOutboxEvent,
  outcome: EventOutcome,
): Promise<void> {
  const waiting = await store.workspace(event.workspaceId).runs.findSubscribed(event.name, event.correlate);
  for (const { runId, temporalId } of waiting) {
    const sent = await launcher.signal(temporalId, {
      id: event._id,
      name: event.name,
      ...(event.correlate === null ? {} : { correlate: event.correlate }),
      payload: event.payload,
      at: event.at.toISOString(),
    });
    if (sent === "sent") outcome.signalled.push(runId);
  }
}

/** The first trigger of the workflow whose `when` holds starts it. A `when` that cannot be evaluated is a failed run. */
async function startMatching(
  store: Store,
  launcher: RunLauncher,
  event: RecordOutboxEvent | NamedOutboxEvent,
  workflow: PublishedWorkflow,
  triggers: readonly Trigger[],
  runId: string,
  outcome: EventOutcome,
): Promise<void> {
  const refused = refuseChain(workflow.key, event.chain);
  if (refused !== null) {
    outcome.refused.push({ workflowKey: workflow.key, reason: refused });
    return;
  }
  const payload = payloadOf(event);
  const record = await recordOf(store, event);
  for (const trigger of triggers) {
    const start: Start = { workflow, trigger, runId, dedupeKey: event._id, payload, record };
    const held = holds(start);
    if (held === false) continue;
    const keyed = held === true ? takeOwnKey(start) : held;
    if (keyed === true) note(outcome, workflow, await startOnce(store, launcher, event, start));
    else note(outcome, workflow, await startFailed(store, event, start, keyed.error));
    return;
  }
}

async function processTrigger(
  store: Store,
  launcher: RunLauncher,
  event: TriggerOutboxEvent,
  outcome: EventOutcome,
): Promise<void> {
  const { call, rerun, workspaceId, workflowKey } = event;
  const present = await store.published.getFresh(workspaceId, workflowKey);
  const version = call?.version ?? rerun?.version;
  const workflow = version === undefined || present === null ? present : await atVersion(store, present, version);
  const trigger = workflow?.triggers.find(({ id }) => id === event.triggerId);
  if (workflow === null || trigger === undefined) {
    outcome.refused.push({ workflowKey: event.workflowKey, reason: "TRIGGER_UNKNOWN" });
    return;
  }
  const refused = refuseChain(workflow.key, event.chain);
  if (refused !== null) {
    outcome.refused.push({ workflowKey: workflow.key, reason: refused });
    return;
  }
  const { runId, dedupeKey, payload } = event;
  const start: Start = { workflow, trigger, runId, dedupeKey, payload, record: null };
  try {
    start.record = await recordOfTrigger(store, event, start);
  } catch (error) {
    if (errorDataOf(error).class !== "user") throw error;
    note(outcome, workflow, await startFailed(store, event, start, error));
    return;
  }
  const held = rerun !== undefined || holds(start);
  if (held === true) note(outcome, workflow, await startOnce(store, launcher, event, start));
  else if (held === false) outcome.refused.push({ workflowKey: workflow.key, reason: "CONDITION_NOT_HELD" });
  else note(outcome, workflow, await startFailed(store, event, start, held.error));
}

/** The record that the trigger names, or that it writes first (`upsert`), once for each event. */
async function recordOfTrigger(store: Store, event: TriggerOutboxEvent, start: Start): Promise<RecordFields | null> {
  const { workspaceId, record, rerun } = event;
  // What was done before the step was done for the record as it was then.
  if (rerun !== undefined && rerun.from !== null)
    return (await store.workspace(workspaceId).runs.get(rerun.of)).recordFields as RecordFields | null;
  if (record !== undefined) {
    const found = await store.records.get(workspaceId, record.object, record.id);
    if (found === null) throw userError("RECORD_UNKNOWN", `There is no ${record.object} ${record.id}`, { ...record });
    return found;
  }
  const { trigger, workflow } = start;
  if (!("upsert" in trigger) || trigger.upsert === undefined) return null;
  const { object, match, fields } = trigger.upsert;
  const scope = startScope(workflow, { trigger: event.payload, record: null, runId: event.runId });
  const written = await store.records.upsert(object, match, evaluateMapped(fields, scope) as JsonObject, {
    workspaceId,
    chain: [...event.chain, workflow.key],
    idempotencyKey: `trigger/${event._id}`,
    runId: event.runId,
    ...(event.byUser === undefined ? {} : { byUser: event.byUser }),
  });
  return written.record;
}

/** An event trigger may tell repeats apart by a key of its own: one run for each value. */
function takeOwnKey(start: Start): true | { error: unknown } {
  const { trigger, workflow, payload, record, runId } = start;
  if (trigger.type !== "event" || trigger.dedupeKey === undefined) return true;
  try {
    const value = evaluateMapped(trigger.dedupeKey, startScope(workflow, { trigger: payload, record, runId }));
    const hash = createHash("sha256").update(JSON.stringify(value)).digest("base64url");
    start.dedupeKey = `${trigger.id}-${hash}`;
    return true;
  } catch (error) {
    return { error };
  }
}

function holds({ workflow, trigger, payload, record, runId }: Start): boolean | { error: unknown } {
  if (trigger.when === undefined) return true;
  try {
    return evaluateCondition(trigger.when, { ...startScope(workflow, { trigger: payload, record, runId }) });
  } catch (error) {
    return { error };
  }
}

async function startOnce(store: Store, launcher: RunLauncher, event: OutboxEvent, start: Start): Promise<StartOutcome> {
  return startRun(store, launcher, {
    workflow: start.workflow,
    runId: start.runId,
    dedupeKey: start.dedupeKey,
    origin: originOf(event, start.trigger),
    payload: start.payload,
    record: start.record,
    eventsSince: event.at,
    ...(event.kind === "trigger" && event.rerun !== undefined ? { rerun: event.rerun } : {}),
  });
}

/** A run that could not begin, so that people see why. */
async function startFailed(store: Store, event: OutboxEvent, start: Start, error: unknown): Promise<StartOutcome> {
  const { workflow, runId } = start;
  const { runs } = store.workspace(workflow.workspaceId);
  await runs.create({
    runId,
    workflowKey: workflow.key,
    workflowName: workflow.name,
    version: workflow.version,
    planHash: workflow.planHash,
    dedupeKey: start.dedupeKey,
    origin: originOf(event, start.trigger),
    record: null,
    recordFields: start.record,
    trigger: start.payload,
    eventsSince: event.at,
  });
  await runs.close(runId, "failed", errorDataOf(error));
  return { outcome: "failed", runId };
}

function originOf(event: OutboxEvent, trigger: Trigger): RunOrigin {
  return {
    triggerId: trigger.id,
    triggerType: trigger.type,
    eventId: event._id,
    chain: event.chain,
    ...traceIdOf(event),
    ...(event.byUser === undefined ? {} : { byUser: event.byUser }),
    ...(event.kind === "trigger" && event.call !== undefined ? { triggerType: "call", parent: event.call.parent } : {}),
    ...(event.kind === "trigger" && event.rerun !== undefined ? { rerunOf: event.rerun.of } : {}),
    ...(event.kind === "event" && event.name === RUN_ENDED ? { afterRun: runIdOf(event) } : {}),
  };
}

function traceIdOf({ traceparent }: OutboxEvent): { traceId?: string } {
  const trace = parseTraceparent(traceparent);
  return trace === null ? {} : { traceId: trace.traceId };
}

function note(outcome: EventOutcome, workflow: PublishedWorkflow, start: StartOutcome): void {
  if (start.outcome === "refused") outcome.refused.push({ workflowKey: workflow.key, reason: start.reason });
  else outcome.started.push(start.runId);
}

function payloadOf(event: RecordOutboxEvent | NamedOutboxEvent): JsonObject {
  if (event.kind === "event" && event.name === RUN_ENDED) return event.payload;
  if (event.kind === "event") return { name: event.name, correlate: event.correlate, payload: event.payload };
  const { object, recordId, change, changedFields, before } = event;
  return { object, id: recordId, change, changedFields, before };
}

/** A record event's own record; for a business event about a record (`lead.contacted`), that record as it is now. */
async function recordOf(store: Store, event: RecordOutboxEvent | NamedOutboxEvent): Promise<RecordFields | null> {
  if (event.kind === "record") return event.record as RecordFields;
  const { object, id } = event.payload;
  if (typeof object !== "string" || typeof id !== "string") return null;
  try {
    return await store.records.get(event.workspaceId, object, id);
  } catch (error) {
    if (errorDataOf(error).code === "OBJECT_UNKNOWN") return null;
    throw error;
  }
}
