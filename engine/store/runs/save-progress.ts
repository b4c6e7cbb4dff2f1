import type { BusinessEvent, RunStatus, Step } from "../../../definitions/run.ts";
import { CLOSED_RUN_STATUSES } from "../../../definitions/run.ts";
import { systemError } from "../../../definitions/errors.ts";
import type { EventSubscription } from "../../interpreter/ports.ts";
import type { ProgressWrite } from "../../workflows/contract.ts";
import type { StoreContext } from "../context.ts";
import type { RunDocument, StepDocument } from "./run-documents.ts";
import { packJson } from "../json-text.ts";
import { eventKeyOf, type NamedEvent, subscriptionKeyOf, toBusinessEvent } from "../outbox.ts";
import { MongoBulkWriteError } from "mongodb";
import { isDuplicateKey } from "../transaction.ts";
import { ENDING_FIELDS, endRunOnce, isEndHeard, noteRunEnd } from "./run-end.ts";
import { releaseSlot } from "./slots.ts";
import { factsOf } from "./step-facts.ts";

const EVENTS_MOST = 200;

/**
 * Saves a run's progress: the changed steps (one bulk write), then the run, each only over an equal or older sequence.
 * A repeat and a late write are harmless. Closing a run frees its slot and its reentry key. Answers the business events
 * for its subscriptions that were written since the run's origin and that it does not know: read after the
 * subscriptions are in place, so an event is either found here or signalled by the dispatcher.
 * Throws `RUN_UNKNOWN`.
 */
export async function saveProgress(
  store: StoreContext,
  write: ProgressWrite,
  knownEventIds: readonly string[],
): Promise<{ events: BusinessEvent[] }> {
  if (isClosed(write.status)) return saveEnd(store, write);
  await saveSteps(store, write);
  const { runs } = store.collections;
  const saved = await runs.updateOne(newerThan(write), progressUpdate(write));
  const run = await runs.findOne(
    { _id: write.runId, workspaceId: write.workspaceId },
    { projection: { eventsSince: 1, origin: 1 } },
  );
  if (run === null) throw unknownRun(write);
  if (saved.matchedCount === 0 || write.subscriptions.length === 0) return { events: [] };
  return { events: await findEarlierEvents(store, write, run, knownEventIds) };
}

/** The last save; told to whoever wants to know of the run's end, in the same transaction. */
async function saveEnd(store: StoreContext, write: ProgressWrite): Promise<{ events: [] }> {
  const { runs } = store.collections;
  const [run] = await Promise.all([
    runs.findOne(
      { _id: write.runId, workspaceId: write.workspaceId },
      { projection: { ...ENDING_FIELDS, slotKey: 1 } },
    ),
    saveSteps(store, write),
  ]);
  if (run === null) throw unknownRun(write);
  const end = { status: write.status, output: write.output ?? null, error: write.error ?? null };
  const update = progressUpdate(write);
  if (!isClosed(run.status) && (await isEndHeard(store, run, write.status)))
    await endRunOnce(store, run, end, (session) => runs.updateOne(newerThan(write), update, { session }));
  else await runs.updateOne(newerThan(write), update);
  if (run.slotKey !== undefined) await releaseSlot(store, run.slotKey, write.runId);
  if (!isClosed(run.status)) noteRunEnd(store, run, write.status, end.error);
  return { events: [] };
}

function newerThan({ runId, workspaceId, sequence }: ProgressWrite) {
  return { _id: runId, workspaceId, sequence: { $lte: sequence } };
}

function unknownRun({ runId }: ProgressWrite) {
  return systemError("RUN_UNKNOWN", `There is no run ${runId}`, false);
}

function isClosed(status: RunStatus): boolean {
  return (CLOSED_RUN_STATUSES as readonly RunStatus[]).includes(status);
}

function progressUpdate(write: ProgressWrite) {
  const closed = isClosed(write.status);
  const subscriptions = closed ? [] : write.subscriptions;
  return {
    $set: {
      sequence: write.sequence,
      version: write.version,
      planHash: write.planHash,
      status: write.status,
      startedAt: new Date(write.startedAt),
      endedAt: write.endedAt === null ? null : new Date(write.endedAt),
      waitingFor: write.waitingFor,
      vars: packJson(write.vars),
      liveEdges: write.liveEdges,
      deadEdges: write.deadEdges,
      subscriptions,
      subscriptionKeys: [...new Set(subscriptions.map(({ event, correlate }) => subscriptionKeyOf(event, correlate)))],
      error: write.error ?? null,
      ...(write.output === undefined ? {} : { output: packJson(write.output) }),
    },
    $unset: { waitingForSlot: "" as const, ...(closed ? { idleKey: "" as const } : {}) },
  };
}

async function saveSteps(store: StoreContext, write: ProgressWrite): Promise<void> {
  if (write.steps.length === 0) return;
  const { workspaceId, runId, sequence } = write;
  const operations = write.steps.map((step, index) => {
    const document: Omit<StepDocument, "_id" | "order"> = {
      workspaceId,
      runId,
      sequence,
      step: packJson(step),
      facts: factsOf(step),
    };
    const filter = { _id: `${runId}/${step.stepId}`, sequence: { $lte: sequence } };
    // As it was first saved: a container is saved again after its body.
    const update = { $set: document, $setOnInsert: { order: orderOf(step, index) } };
    return { updateOne: { filter, update, upsert: true } };
  });
  try {
    await store.collections.steps.bulkWrite(operations, { ordered: false });
  } catch (error) {
    if (!onlyDuplicates(error)) throw error;
  }
}

/** A step that a newer write saved already does not match, and its insert is refused: that is what should happen. */
function onlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return isDuplicateKey(error);
  const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return (
    failures.length > 0 &&
    failures.every(({ code }) => code === 11_000) &&
    error.result.getWriteConcernError() === undefined
  );
}

/** By start; within one instant in the order that the interpreter gave. */
function orderOf(step: Step, index: number): string {
  return `${step.startedAt}/${String(index).padStart(6, "0")}`;
}

async function findEarlierEvents(
  store: StoreContext,
  write: ProgressWrite,
  run: Pick<RunDocument, "eventsSince" | "origin">,
  knownEventIds: readonly string[],
): Promise<BusinessEvent[]> {
  const known = new Set([...knownEventIds, ...(run.origin.eventId === undefined ? [] : [run.origin.eventId])]);
  // One query a key: an index serves each of them everywhere, an $or of them not on the fallback server.
  const lists = await Promise.all(
    write.subscriptions.map((subscription) =>
      store.collections.events
        .find({
          kind: "event",
          workspaceId: write.workspaceId,
          eventKey: keyFilter(subscription),
          at: { $gt: run.eventsSince },
        })
        .limit(EVENTS_MOST + known.size)
        .toArray(),
    ),
  );
  const found = new Map(lists.flat().map((event) => [event._id, event]));
  return [...found.values()]
    .filter((event): event is NamedEvent => event.kind === "event" && !known.has(event._id))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1))
    .map(toBusinessEvent);
}

function keyFilter({ event, correlate }: EventSubscription) {
  return correlate === null ? { $gte: `${event}|`, $lt: `${event}}` } : eventKeyOf(event, correlate);
}
