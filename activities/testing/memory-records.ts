import type { ObjectDescription } from "../../definitions/catalogue.ts";
import { ALL_CLOSED_STAGES } from "../../definitions/closed-stages.ts";
import { FlowrightError, userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import { BUILT_IN_OBJECTS } from "../../definitions/records.ts";
import type { RecordFields, RecordPort, WriteContext } from "../ports.ts";
import type { MemoryState } from "./memory-state.ts";

interface RecordBook {
  state: MemoryState;
  now: () => string;
  describe(object: string): ObjectDescription;
}

/** RecordPort in memory: the semantics of activities/ports.ts, for tests and simulation. */
export function createMemoryRecords(
  state: MemoryState,
  now: () => string,
  objects: readonly ObjectDescription[] = BUILT_IN_OBJECTS,
): RecordPort {
  const describe = (object: string): ObjectDescription => {
    const found = objects.find(({ name }) => name === object);
    if (found === undefined) throw userError("OBJECT_UNKNOWN", `There is no object ${object}.`, { object });
    return found;
  };
  const book: RecordBook = { state, now, describe };
  const read = (workspaceId: string, object: string, id: string) =>
    state.workspace(workspaceId).records.get(`${object}/${id}`) ?? null;
  const list = (workspaceId: string, object: string) =>
    [...state.workspace(workspaceId).records.values()].filter((record) => record.object === object);
  /** What was changed meanwhile moves no page: the cursor is a place among all records. */
  const newest = (workspaceId: string, object: string, where: JsonObject = {}, after?: string) => {
    checkFields(describe(object), where, false);
    const all = list(workspaceId, object).reverse();
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
    return all.slice(from).filter((record) => matches(record, where));
  };
  return {
    async get(workspaceId, object, id) {
      describe(object);
      return structuredClone(read(workspaceId, object, id));
    },
    async find(workspaceId, object, where, limit = 100) {
      return structuredClone(newest(workspaceId, object, where).slice(0, Math.min(limit, 1_000)));
    },
    list: async (workspaceId, object, page) => pageOf(newest(workspaceId, object, page.where, page.cursor), page.limit),
    describe: async (_workspaceId, object) => describe(object),
    async create(object, fields, context) {
      return state.once(context.workspaceId, `create ${object}`, context.idempotencyKey, () =>
        insertRecord(book, object, fields, context),
      );
    },
    async update(object, id, changes, context, expected) {
      const write = () => {
        describe(object);
        const record = read(context.workspaceId, object, id);
        if (record === null) throw userError("RECORD_UNKNOWN", `There is no ${object} ${id}.`, { object, id });
        if (expected !== undefined && !matches(record, expected)) return { written: false, record };
        return { written: true, record: changeRecord(book, record, changes, context) };
      };
      const kind = `update ${object} ${id}`;
      return state.once(context.workspaceId, kind, context.idempotencyKey, write, ({ written }) => written);
    },
    async upsert(object, match, fields, context) {
      return state.once(context.workspaceId, `upsert ${object}`, context.idempotencyKey, () => {
        const where = Object.fromEntries(match.map((name) => [name, fields[name] ?? null]));
        const found = list(context.workspaceId, object).find((record) => matches(record, where));
        if (found === undefined) return { created: true, record: insertRecord(book, object, fields, context) };
        return { created: false, record: changeRecord(book, found, fields, context) };
      });
    },
    countOpenByOwner: async (workspaceId, object, ownerIds) =>
      countOpen(describe(object), list(workspaceId, object), ownerIds),
  };
}

function pageOf(newest: readonly RecordFields[], limit = 50): { items: RecordFields[]; nextCursor: string | null } {
  const items = newest.slice(0, Math.min(limit, 1_000));
  const isLast = items.length >= newest.length;
  return structuredClone({ items, nextCursor: isLast ? null : (items.at(-1)?.id ?? null) });
}

function insertRecord(book: RecordBook, object: string, fields: JsonObject, context: WriteContext): RecordFields {
  const description = book.describe(object);
  checkFields(description, fields, true);
  const empty = Object.fromEntries(description.fields.map(({ name }) => [name, null]));
  const { stageField } = description;
  const stage = description.fields.find(({ name }) => name === stageField)?.values?.[0];
  const record: RecordFields = {
    ...empty,
    ...(stageField === undefined ? {} : { [stageField]: stage ?? null }),
    createdAt: book.now(),
    updatedAt: book.now(),
    ...fields,
    id: typeof fields["id"] === "string" ? fields["id"] : book.state.newId(object),
    object,
  };
  book.state.workspace(context.workspaceId).records.set(`${object}/${record.id}`, record);
  return record;
}

function changeRecord(
  book: RecordBook,
  record: RecordFields,
  changes: JsonObject,
  context: WriteContext,
): RecordFields {
  const description = book.describe(record.object);
  checkFields(description, changes, false);
  const after: RecordFields = { ...record, ...changes, id: record.id, object: record.object, updatedAt: book.now() };
  const workspace = book.state.workspace(context.workspaceId);
  workspace.records.set(`${record.object}/${record.id}`, after);
  const stage = description.stageField === undefined ? null : (after[description.stageField] ?? null);
  if (typeof stage === "string" && stage !== record[description.stageField ?? ""]) {
    workspace.events.push({
      id: book.state.newId("event"),
      name: `${record.object}.${stage}`,
      correlate: record.id,
      payload: { record: after },
      chain: [...context.chain],
    });
  }
  return after;
}

function countOpen(
  { stageField }: ObjectDescription,
  records: readonly RecordFields[],
  ownerIds: readonly string[],
): Map<string, number> {
  const counts = new Map(ownerIds.map((id) => [id, 0]));
  for (const record of records) {
    const owner = record["owner"];
    if (typeof owner !== "string" || !counts.has(owner)) continue;
    const stage: Json = stageField === undefined ? null : (record[stageField] ?? null);
    if (typeof stage === "string" && ALL_CLOSED_STAGES.includes(stage)) continue;
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return counts;
}

function matches(record: RecordFields, where: JsonObject): boolean {
  return Object.entries(where).every(([name, value]) => (record[name] ?? null) === (value ?? null));
}

function checkFields(description: ObjectDescription, fields: JsonObject, isNew: boolean): void {
  const issues: { path: string; message: string }[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const field = description.fields.find((candidate) => candidate.name === name);
    if (field === undefined) {
      if (name === "id" || name === "object") continue;
      throw userError("RECORD_FIELD_UNKNOWN", `${description.name} has no field ${name}.`, {
        object: description.name,
        field: name,
      });
    }
    if (value === null) continue;
    const isText = !["number", "boolean", "list", "object"].includes(field.type);
    const isRight =
      (field.type === "list" && Array.isArray(value)) ||
      (field.type === "object" && typeof value === "object" && !Array.isArray(value)) ||
      (isText ? typeof value === "string" : typeof value === field.type);
    if (!isRight) issues.push({ path: name, message: `must be ${field.type}` });
    if (field.values !== undefined && typeof value === "string" && !field.values.includes(value)) {
      issues.push({ path: name, message: `must be one of ${field.values.join(", ")}` });
    }
  }
  for (const field of isNew ? description.fields : []) {
    if (field.required === true && (fields[field.name] ?? null) === null) {
      issues.push({ path: field.name, message: "is required" });
    }
  }
  if (issues.length === 0) return;
  throw new FlowrightError({
    code: "RECORD_INVALID",
    class: "user",
    retryable: false,
    message: `The ${description.name} is not valid: ${issues.map((issue) => `${issue.path} ${issue.message}`).join("; ")}.`,
    details: { object: description.name, issues },
  });
}
