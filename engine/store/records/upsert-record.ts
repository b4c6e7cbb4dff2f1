import type { ClientSession } from "mongodb";
import type { RecordFields, WriteContext } from "../../../activities/ports.ts";
import type { ObjectDescription } from "../../../definitions/catalogue.ts";
import { userError } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { recordCollection } from "../collections.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { RecordDocument } from "../documents.ts";
import { packJson } from "../json-text.ts";
import { digest } from "../outbox.ts";
import { checkChanges, refuseUnknown } from "./record-schema.ts";
import { applyChanges, prepareRecord } from "./write-record.ts";

/**
 * Insert, or update of the oldest record that matches, within the transaction. A key document with a unique id stands
 * for "the record with these values", so that of two writers at once one inserts and the other meets a conflict, tries
 * again and updates. An empty match value is refused: it would join strangers. Throws `RECORD_MATCH_EMPTY`,
 * `RECORD_FIELD_UNKNOWN`, `RECORD_INVALID`.
 */
export async function upsertRecord(
  store: StoreContext,
  session: ClientSession,
  description: ObjectDescription,
  match: readonly string[],
  fields: JsonObject,
  context: WriteContext,
): Promise<{ created: boolean; record: RecordFields }> {
  refuseUnknown(description, fields);
  const values = matchValues(description, match, fields);
  const keyId = keyedId(context.workspaceId, description.name, digest(packJson(values)));
  const found = await findMatch(store, session, description, values, context.workspaceId, keyId);
  const { recordKeys } = store.collections;
  if (found !== null) {
    checkChanges(description, fields);
    if (!found.isKeyed)
      await pointKey(store, session, keyId, context.workspaceId, description.name, found.document._id);
    const record = await applyChanges(store, session, description, found.document, fields, context);
    return { created: false, record };
  }
  const prepared = prepareRecord(description, fields, context);
  const key = { workspaceId: context.workspaceId, object: description.name, recordId: prepared.document._id };
  const replaced = await recordKeys.updateOne({ _id: keyId }, { $set: key }, { session });
  if (replaced.matchedCount === 0) await recordKeys.insertOne({ _id: keyId, ...key }, { session });
  await recordCollection(store.database, description.name).insertOne(prepared.document, { session });
  await store.collections.events.insertOne(prepared.event, { session });
  return { created: true, record: prepared.record };
}

function matchValues(description: ObjectDescription, match: readonly string[], fields: JsonObject): JsonObject {
  const values: JsonObject = {};
  for (const name of [...match].sort()) {
    const value = fields[name] ?? null;
    if (value === null || value === "")
      throw userError(
        "RECORD_MATCH_EMPTY",
        `The field ${name} is empty, so no ${description.name} can be matched by it`,
        {
          object: description.name,
          field: name,
        },
      );
    values[name] = value;
  }
  refuseUnknown(description, values);
  return values;
}

async function findMatch(
  store: StoreContext,
  session: ClientSession,
  description: ObjectDescription,
  values: JsonObject,
  workspaceId: string,
  keyId: string,
): Promise<{ document: RecordDocument; isKeyed: boolean } | null> {
  const records = recordCollection(store.database, description.name);
  const wanted = Object.fromEntries(Object.entries(values).map(([name, value]) => [`fields.${name}`, { $eq: value }]));
  const key = await store.collections.recordKeys.findOne({ _id: keyId, workspaceId }, { session });
  if (key !== null) {
    const keyed = await records.findOne({ _id: key.recordId, workspaceId, ...wanted }, { session });
    if (keyed !== null) return { document: keyed, isKeyed: true };
  }
  const [oldest] = await records
    .find({ workspaceId, ...wanted }, { session })
    .sort({ _id: 1 })
    .limit(1)
    .toArray();
  return oldest === undefined ? null : { document: oldest, isKeyed: false };
}

async function pointKey(
  store: StoreContext,
  session: ClientSession,
  keyId: string,
  workspaceId: string,
  object: string,
  recordId: string,
): Promise<void> {
  const { recordKeys } = store.collections;
  const moved = await recordKeys.updateOne({ _id: keyId, workspaceId }, { $set: { recordId } }, { session });
  if (moved.matchedCount === 0) await recordKeys.insertOne({ _id: keyId, workspaceId, object, recordId }, { session });
}
