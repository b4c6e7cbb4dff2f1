import type { ClientSession } from "mongodb";
import type { RecordFields, WriteContext } from "../../../activities/ports.ts";
import type { ObjectDescription } from "../../../definitions/catalogue.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { recordCollection } from "../collections.ts";
import type { StoreContext } from "../context.ts";
import type { EventDocument, RecordDocument } from "../documents.ts";
import { packJson } from "../json-text.ts";
import { newId } from "../new-id.ts";
import { namedEvent, newEventBase, type RecordEvent } from "../outbox.ts";
import { changedFieldsOf, completeFields } from "./record-schema.ts";

/** A record as callers see it: every declared field, null where empty, and nothing that is not declared. */
export function toRecord(description: ObjectDescription, document: RecordDocument): RecordFields {
  const record: RecordFields = { id: document._id, object: description.name };
  for (const { name } of description.fields) record[name] = document.fields[name] ?? null;
  return record;
}

/** A new record and its event, not yet written. Throws `RECORD_FIELD_UNKNOWN`, `RECORD_INVALID`. */
export function prepareRecord(
  description: ObjectDescription,
  given: JsonObject,
  context: WriteContext,
): { document: RecordDocument; event: RecordEvent; record: RecordFields } {
  const fields = completeFields(description, given, new Date().toISOString());
  const document = { _id: newId(), workspaceId: context.workspaceId, fields, revision: 1 };
  const record = toRecord(description, document);
  const event = recordEvent(description, context, {
    recordId: document._id,
    change: "created",
    changedFields: Object.keys(given),
    stageChanged: false,
    record,
    before: null,
  });
  return { document, event, record };
}

/**
 * Applies changes to a record within the transaction: the record, its event and, when its stage changed, the business
 * event `<object>.<stage>` with the record's id as correlate. Equal values write nothing.
 */
export async function applyChanges(
  store: StoreContext,
  session: ClientSession,
  description: ObjectDescription,
  document: RecordDocument,
  changes: JsonObject,
  context: WriteContext,
): Promise<RecordFields> {
  const before = toRecord(description, document);
  const changed = changedFieldsOf(before, changes);
  if (changed.length === 0) return before;
  const set: JsonObject = Object.fromEntries(changed.map((name) => [name, changes[name] ?? null]));
  set["updatedAt"] = new Date().toISOString();
  const outcome = await recordCollection(store.database, description.name).updateOne(
    { _id: document._id, workspaceId: context.workspaceId, revision: document.revision },
    {
      $set: Object.fromEntries(Object.entries(set).map(([name, value]) => [`fields.${name}`, value])),
      $inc: { revision: 1 },
    },
    { session },
  );
  if (outcome.modifiedCount !== 1) throw new RecordMoved();
  const record = toRecord(description, { ...document, fields: { ...document.fields, ...set } });
  const stageChanged = description.stageField !== undefined && changed.includes(description.stageField);
  const events: EventDocument[] = [
    recordEvent(description, context, {
      recordId: document._id,
      change: "updated",
      changedFields: changed,
      stageChanged,
      record,
      before,
    }),
    ...(stageChanged ? stageEvent(description, context, record) : []),
  ];
  await store.collections.events.insertMany(events, { session });
  return record;
}

/** Another writer changed the record since it was read; the caller reads again. */
export class RecordMoved extends Error {
  override readonly name = "RecordMoved";
}

export function recordEvent(
  description: ObjectDescription,
  context: WriteContext,
  about: Pick<RecordEvent, "recordId" | "change" | "changedFields" | "stageChanged"> & {
    record: RecordFields;
    before: RecordFields | null;
  },
): RecordEvent {
  return {
    _id: newId(),
    ...newEventBase(context),
    kind: "record",
    object: description.name,
    recordId: about.recordId,
    change: about.change,
    changedFields: about.changedFields,
    stageChanged: about.stageChanged,
    record: packJson(about.record),
    before: packJson(about.before),
  };
}

function stageEvent(description: ObjectDescription, context: WriteContext, record: RecordFields): EventDocument[] {
  const stage = description.stageField === undefined ? null : record[description.stageField];
  if (typeof stage !== "string") return [];
  return [
    namedEvent(context, {
      name: `${description.name}.${stage}`,
      correlate: record.id,
      payload: { object: description.name, id: record.id, record },
    }),
  ];
}
