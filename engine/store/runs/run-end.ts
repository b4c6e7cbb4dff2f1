import type { ClientSession, UpdateResult } from "mongodb";
import type { ErrorData } from "../../../definitions/error-data.ts";
import type { Json } from "../../../definitions/json.ts";
import { RUN_CANCEL, RUN_ENDED, type RunEnded } from "../../../definitions/run-ended.ts";
import type { RunStatus } from "../../../definitions/run.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { EventDocument } from "../documents.ts";
import type { RunDocument } from "./run-documents.ts";
import { closeTasksOfRun } from "../inbox/task-work.ts";
import { unpackJson, unpackObject } from "../json-text.ts";
import { emitNamedEvent, type NamedEvent, namedEvent } from "../outbox.ts";
import { inTransaction, isDuplicateKey } from "../transaction.ts";
import { OPEN_STATUSES } from "./open-statuses.ts";

export type EndingRun = Pick<RunDocument, "_id" | "workspaceId" | "workflowKey" | "version" | "origin" | "recordRef">;
/** What a read of an ending run must bring along. */
export const ENDING_FIELDS = {
  workspaceId: 1,
  workflowKey: 1,
  version: 1,
  origin: 1,
  recordRef: 1,
  status: 1,
} as const;

/** Whether somebody wants to know that the run ended: its caller, a trigger `workflow`, a failure workflow. */
export async function isEndHeard(store: StoreContext, run: EndingRun, status: RunStatus): Promise<boolean> {
  if (run.origin.parent?.waits === true) return true;
  return store.hearsRunEnd(run.workspaceId, run.workflowKey, status);
}

/**
 * Does `close` (which writes the run's end) and tells of the end, both or neither, and once however often it is
 * repeated.
 */
export async function endRunOnce(
  store: StoreContext,
  run: EndingRun,
  end: { status: RunStatus; output: Json; error: ErrorData | null },
  close: (session: ClientSession) => Promise<UpdateResult>,
): Promise<UpdateResult> {
  const event = runEndedEvent(run, end);
  return inTransaction(store.client, async (session) => {
    const closed = await close(session);
    if (closed.modifiedCount !== 1) return closed;
    const { events } = store.collections;
    const known = await events.findOne({ _id: event._id }, { session, projection: { _id: 1 } });
    if (known === null) await events.insertOne(event, { session });
    return closed;
  });
}

/** Lets the process hear of an end that was just saved (metrics, log, trace). */
export function noteRunEnd(store: StoreContext, run: EndingRun, status: RunStatus, error: ErrorData | null): void {
  const { _id: runId, workspaceId, workflowKey, origin } = run;
  store.onRunEnded?.({ workspaceId, runId, workflowKey, status, origin, errorCode: error?.code ?? null });
}

/** Tells the caller of a run that could not begin, once. */
export async function endUnstartedRun(
  store: StoreContext,
  run: Omit<EndingRun, "recordRef">,
  error: ErrorData,
): Promise<void> {
  const event = runEndedEvent({ ...run, recordRef: null }, { status: "failed", output: null, error });
  try {
    await store.collections.events.insertOne(event);
  } catch (thrown) {
    if (!isDuplicateKey(thrown)) throw thrown;
  }
}

/** How a run ended, where it has ended; also one that could not begin. */
export async function readRunEnded(store: StoreContext, workspaceId: string, runId: string): Promise<RunEnded | null> {
  const { runs, events } = store.collections;
  const run = await runs.findOne({ _id: runId, workspaceId });
  if (run !== null) {
    if ((OPEN_STATUSES as readonly RunStatus[]).includes(run.status)) return null;
    const output = run.output === undefined ? null : unpackJson(run.output);
    return runEnded(run, { status: run.status, output, error: run.error });
  }
  const event: EventDocument | null = await events.findOne({ _id: eventIdOf(workspaceId, runId) });
  return event?.kind === "event" ? (unpackObject(event.payload) as unknown as RunEnded) : null;
}

/** After a run was ended from outside: its tasks are closed, and runs that it called and waited for are cancelled. */
export async function endDependants(store: StoreContext, run: EndingRun): Promise<void> {
  const { _id: runId, workspaceId } = run;
  await closeTasksOfRun(store, workspaceId, runId);
  const called = await store.collections.runs
    .find({ workspaceId, "origin.parent.runId": runId }, { projection: { status: 1, origin: 1 } })
    .toArray();
  for (const { _id, status, origin } of called)
    if (origin.parent?.waits === true && (OPEN_STATUSES as readonly RunStatus[]).includes(status))
      await emitNamedEvent(
        store,
        { workspaceId, runId, idempotencyKey: `cancel/${_id}`, chain: [] },
        { name: RUN_CANCEL, correlate: _id, payload: { runId: _id } },
      );
}

function runEndedEvent(run: EndingRun, end: { status: RunStatus; output: Json; error: ErrorData | null }): NamedEvent {
  const { _id: runId, workspaceId, origin, workflowKey } = run;
  const payload = { ...runEnded(run, end) } as unknown as NonNullable<Parameters<typeof namedEvent>[1]>["payload"];
  const context = { workspaceId, chain: [...origin.chain, workflowKey] };
  return namedEvent(context, { id: eventIdOf(workspaceId, runId), name: RUN_ENDED, correlate: runId, payload });
}

function runEnded(run: EndingRun, end: { status: RunStatus; output: Json; error: ErrorData | null }): RunEnded {
  const { _id: runId, workflowKey: workflow, version, recordRef } = run;
  return {
    runId,
    workflow,
    version,
    ...end,
    ...(recordRef === null ? {} : { object: recordRef.object, id: recordRef.id }),
  };
}

function eventIdOf(workspaceId: string, runId: string): string {
  return keyedId(workspaceId, "run-ended", runId);
}
