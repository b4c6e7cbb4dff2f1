import type { JsonObject } from "../../../definitions/json.ts";
import type { RunOrigin } from "../../../definitions/run.ts";
import type { RerunStart } from "../../triggers/contract.ts";
import type { StoreContext } from "../context.ts";
import type { RunDocument } from "./run-documents.ts";
import { unpackJson, unpackObject } from "../json-text.ts";

/** All that a start needs of a queued run. */
export interface LaunchableRun {
  workspaceId: string;
  runId: string;
  workflowKey: string;
  version: number;
  planHash: string;
  dedupeKey: string;
  origin: RunOrigin;
  recordFields: JsonObject | null;
  trigger: JsonObject;
  slotKey: string | null;
  rerun: RerunStart | null;
}

/** A run that is still queued, or null. */
export async function readQueuedRun(
  store: StoreContext,
  workspaceId: string,
  runId: string,
): Promise<LaunchableRun | null> {
  const found = await store.collections.runs.findOne({ _id: runId, workspaceId, status: "queued" });
  return found === null ? null : toLaunchable(found);
}

/** Marks a run as waiting for a slot of its workflow (concurrency). */
export async function markWaitingForSlot(store: StoreContext, workspaceId: string, runId: string): Promise<void> {
  await store.collections.runs.updateOne(
    { _id: runId, workspaceId, status: "queued" },
    { $set: { waitingForSlot: true } },
  );
}

/** Queued runs that wait for a slot, oldest first, of all workspaces. */
export async function listWaitingForSlot(store: StoreContext, limit: number): Promise<LaunchableRun[]> {
  const found = await store.collections.runs.find({ waitingForSlot: true }).sort({ _id: 1 }).limit(limit).toArray();
  return found.map(toLaunchable);
}

function toLaunchable(document: RunDocument): LaunchableRun {
  return {
    workspaceId: document.workspaceId,
    runId: document._id,
    workflowKey: document.workflowKey,
    version: document.version,
    planHash: document.planHash,
    dedupeKey: document.dedupeKey,
    origin: document.origin,
    recordFields: unpackJson<JsonObject | null>(document.recordFields),
    trigger: unpackObject(document.trigger),
    slotKey: document.slotKey ?? null,
    rerun: document.rerun ?? null,
  };
}
