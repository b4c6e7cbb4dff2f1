import type { JsonObject } from "../../../definitions/json.ts";
import type { CalledStart, RerunStart } from "../../triggers/contract.ts";
import type { StoreContext } from "../context.ts";
import { keyedId } from "../context.ts";
import { packJson } from "../json-text.ts";
import { newId } from "../new-id.ts";
import { digest, newEventBase, type TriggerEvent } from "../outbox.ts";
import { isDuplicateKey } from "../transaction.ts";

export interface TriggerAcceptance {
  workspaceId: string;
  workflowKey: string;
  triggerId: string;
  payload: JsonObject;
  /** One run for each value within the workflow; absent = a run of its own. */
  dedupeKey?: string | undefined;
  record?: { object: string; id: string } | undefined;
  chain?: readonly string[] | undefined;
  byUser?: string | undefined;
  call?: CalledStart | undefined;
  rerun?: RerunStart | undefined;
}

/** Writes the outbox document of a trigger with one insert; a repeat of the dedupe key answers the first run's id. */
export async function acceptTriggerEvent(
  store: StoreContext,
  given: TriggerAcceptance,
): Promise<{ runId: string; repeated: boolean }> {
  const { workspaceId, workflowKey, triggerId, payload, record, byUser, call, rerun, chain = [] } = given;
  const runId = newId();
  const dedupeKey = given.dedupeKey === undefined ? runId : boundedKey(given.dedupeKey);
  const document: TriggerEvent = {
    _id: keyedId(workspaceId, "trigger", workflowKey, dedupeKey),
    ...newEventBase({ workspaceId, chain, ...(byUser === undefined ? {} : { byUser }) }),
    kind: "trigger",
    workflowKey,
    triggerId,
    payload: packJson(payload),
    runId,
    dedupeKey,
    ...(record === undefined ? {} : { record }),
    ...(call === undefined ? {} : { call }),
    ...(rerun === undefined ? {} : { rerun }),
  };
  const { events } = store.collections;
  try {
    await events.insertOne(document);
    return { runId, repeated: false };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const first = await events.findOne({ _id: document._id, workspaceId });
    if (first?.kind !== "trigger") throw error;
    return { runId: first.runId, repeated: true };
  }
}

/** Short plain keys stay readable in Temporal's workflow ids, others become a hash. */
function boundedKey(key: string): string {
  return /^[\w.@=+-]{1,128}$/u.test(key) ? `k-${key}` : `h-${digest(key)}`;
}
