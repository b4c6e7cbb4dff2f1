import type { ClientSession, Filter } from "mongodb";
import type { RecordFields, RecordPort, WriteContext } from "../../../activities/ports.ts";
import type { ObjectDescription } from "../../../definitions/catalogue.ts";
import { ALL_CLOSED_STAGES } from "../../../definitions/closed-stages.ts";
import { userError } from "../../../definitions/errors.ts";
import { isSameJson } from "../../../definitions/is-same-json.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { recordCollection } from "../collections.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { RecordDocument } from "../documents.ts";
import { packJson, unpackJson } from "../json-text.ts";
import { digest } from "../outbox.ts";
import { type Page, pageNewestFirst, type PageRequest } from "../page.ts";
import { inTransaction, inTurn, isDuplicateKey, retryOnDuplicate } from "../transaction.ts";
import type { ObjectDirectory } from "./object-store.ts";
import { checkChanges, refuseUnknown } from "./record-schema.ts";
import { upsertRecord } from "./upsert-record.ts";
import { applyChanges, prepareRecord, recordEvent, RecordMoved, toRecord } from "./write-record.ts";

const WRITE_KEPT_MS = 90 * 24 * 3_600_000;
const MAXIMUM_MOVES = 20;

type Keep<T> = (result: T) => Promise<T>;

export interface RecordQuery extends PageRequest {
  /** Equality on declared fields. */
  where?: JsonObject;
  /** Text in name, e-mail or company. */
  search?: string | undefined;
}

/** Records by object: the port of activities, and lists and deletes for the API. Every method is workspace-scoped. */
export class RecordStore implements RecordPort {
  readonly #store: StoreContext;
  readonly #objects: ObjectDirectory;

  constructor(store: StoreContext, objects: ObjectDirectory) {
    this.#store = store;
    this.#objects = objects;
  }

  async get(workspaceId: string, object: string, id: string): Promise<RecordFields | null> {
    const description = await this.#objects.get(workspaceId, object);
    const found = await this.#records(object).findOne({ _id: id, workspaceId });
    return found === null ? null : toRecord(description, found);
  }

  async find(workspaceId: string, object: string, where: JsonObject, limit = 100): Promise<RecordFields[]> {
    return (await this.list(workspaceId, object, { where, limit: Math.min(limit, 1_000) })).items;
  }

  async describe(workspaceId: string, object: string): Promise<ObjectDescription> {
    return this.#objects.get(workspaceId, object);
  }

  /** A page of records, newest first. Throws `OBJECT_UNKNOWN`, `RECORD_FIELD_UNKNOWN`, `CURSOR_INVALID`. */
  async list(workspaceId: string, object: string, query: RecordQuery): Promise<Page<RecordFields>> {
    const description = await this.#objects.get(workspaceId, object);
    const where = query.where ?? {};
    refuseUnknown(description, where);
    const filter: Filter<RecordDocument> = { workspaceId };
    for (const [name, value] of Object.entries(where)) Object.assign(filter, { [`fields.${name}`]: { $eq: value } });
    if (query.search !== undefined && query.search !== "")
      Object.assign(filter, searchFilter(description, query.search));
    const page = await pageNewestFirst(this.#records(object), filter, query);
    return { items: page.items.map((document) => toRecord(description, document)), nextCursor: page.nextCursor };
  }

  async create(object: string, fields: JsonObject, context: WriteContext): Promise<RecordFields> {
    const description = await this.#objects.get(context.workspaceId, object);
    return this.#once(context, `create:${object}`, async (session, keep) => {
      const prepared = prepareRecord(description, fields, context);
      await this.#records(object).insertOne(prepared.document, { session });
      await this.#store.collections.events.insertOne(prepared.event, { session });
      return keep(prepared.record);
    });
  }

  async update(
    object: string,
    id: string,
    changes: JsonObject,
    context: WriteContext,
    expected: JsonObject = {},
  ): Promise<{ written: boolean; record: RecordFields }> {
    const description = await this.#objects.get(context.workspaceId, object);
    checkChanges(description, changes);
    refuseUnknown(description, expected);
    const work = async (session: ClientSession, keep: Keep<{ written: boolean; record: RecordFields }>) => {
      const document = await this.#require(session, context.workspaceId, object, id);
      const record = toRecord(description, document);
      if (Object.entries(expected).some(([name, value]) => !isSameJson(record[name] ?? null, value)))
        return { written: false, record };
      const written = await applyChanges(this.#store, session, description, document, changes, context);
      return keep({ written: true, record: written });
    };
    return inTurn(`${context.workspaceId}:${object}:${id}`, () => this.#once(context, `update:${object}:${id}`, work));
  }

  async upsert(
    object: string,
    match: readonly string[],
    fields: JsonObject,
    context: WriteContext,
  ): Promise<{ created: boolean; record: RecordFields }> {
    const description = await this.#objects.get(context.workspaceId, object);
    const values = packJson(match.map((name) => fields[name] ?? null));
    const what = `upsert:${object}:${digest(values)}`;
    return inTurn(`${context.workspaceId}:${what}`, () =>
      this.#once(context, what, async (session, keep) =>
        keep(await upsertRecord(this.#store, session, description, match, fields, context)),
      ),
    );
  }

  /** Deletes a record and writes its event. Throws `RECORD_UNKNOWN`. */
  async remove(object: string, id: string, context: WriteContext): Promise<void> {
    const description = await this.#objects.get(context.workspaceId, object);
    await this.#once(context, `delete:${object}:${id}`, async (session, keep) => {
      const document = await this.#require(session, context.workspaceId, object, id);
      const record = toRecord(description, document);
      await this.#records(object).deleteOne({ _id: id, workspaceId: context.workspaceId }, { session });
      const about = { recordId: id, change: "deleted", changedFields: [], stageChanged: false } as const;
      const event = recordEvent(description, context, { ...about, changedFields: [], record, before: record });
      await this.#store.collections.events.insertOne(event, { session });
      return keep(null);
    });
  }

  async countOpenByOwner(
    workspaceId: string,
    object: string,
    ownerIds: readonly string[],
  ): Promise<Map<string, number>> {
    const match = { ...(await this.#openFilter(workspaceId, object)), "fields.owner": { $in: [...ownerIds] } };
    const groups = await this.#records(object)
      .aggregate<{ _id: string; count: number }>([
        { $match: match },
        { $group: { _id: "$fields.owner", count: { $sum: 1 } } },
      ])
      .toArray();
    const counts = new Map<string, number>(ownerIds.map((id) => [id, 0]));
    for (const { _id, count } of groups) counts.set(_id, count);
    return counts;
  }

  /** How many records of the object are not at a closed stage. */
  async countOpen(workspaceId: string, object: string): Promise<number> {
    return this.#records(object).countDocuments(await this.#openFilter(workspaceId, object));
  }

  async #openFilter(workspaceId: string, object: string): Promise<Filter<RecordDocument>> {
    const { stageField } = await this.#objects.get(workspaceId, object);
    const isOpen = stageField === undefined ? {} : { [`fields.${stageField}`]: { $nin: [...ALL_CLOSED_STAGES] } };
    return { workspaceId, ...isOpen };
  }

  #records(object: string) {
    return recordCollection(this.#store.database, object);
  }

  async #require(session: ClientSession, workspaceId: string, object: string, id: string): Promise<RecordDocument> {
    const document = await this.#records(object).findOne({ _id: id, workspaceId }, { session });
    if (document === null) throw userError("RECORD_UNKNOWN", `There is no ${object} ${id}`, { object, id });
    return document;
  }

  /**
   * One transaction that also keeps the result under the idempotency key: a repeat gets the first result. `keep` marks
   * a result as final; one that was not kept (nothing was written) is worked out anew by a repeat.
   */
  async #once<T>(
    context: WriteContext,
    what: string,
    work: (session: ClientSession, keep: Keep<T>) => Promise<T>,
  ): Promise<T> {
    const { writes } = this.#store.collections;
    const { workspaceId, idempotencyKey } = context;
    const id = idempotencyKey === undefined ? null : keyedId(workspaceId, digest(idempotencyKey), what);
    const attempt = async (): Promise<T> => {
      const first = id === null ? null : await writes.findOne({ _id: id, workspaceId });
      if (first !== null) return unpackJson<T>(first.result);
      return inTransaction(this.#store.client, (session) =>
        work(session, async (result) => {
          const expiresAt = new Date(Date.now() + WRITE_KEPT_MS);
          if (id !== null)
            await writes.insertOne({ _id: id, workspaceId, result: packJson(result), expiresAt }, { session });
          return result;
        }),
      );
    };
    return retryOnDuplicate(() => retryWhenMoved(attempt));
  }
}

async function retryWhenMoved<T>(work: () => Promise<T>): Promise<T> {
  for (let turn = 1; ; turn += 1)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RecordMoved) || turn >= MAXIMUM_MOVES || isDuplicateKey(error)) throw error;
    }
}

function searchFilter(description: ObjectDescription, search: string): Filter<RecordDocument> {
  const pattern = search.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const names = new Set([description.nameField, "email", "company", "requesterEmail", "accountName"]);
  const fields = description.fields.filter(({ name }) => names.has(name));
  return { $or: fields.map(({ name }) => ({ [`fields.${name}`]: { $regex: pattern, $options: "i" } })) };
}
