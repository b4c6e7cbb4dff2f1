import type { Collection, Db, IndexDescription } from "mongodb";
import type * as D from "./documents.ts";
import type { AttemptDocument } from "./runs/attempt-store.ts";
import type * as R from "./runs/run-documents.ts";
import type { TaskDocument } from "./inbox/task-document.ts";

/** Every collection, typed. Records have one collection an object, see `recordCollection`. */
export function collectionsOf(database: Db) {
  return {
    workflows: database.collection<D.WorkflowDocument>("workflows"),
    versions: database.collection<D.VersionDocument>("versions"),
    workflowTests: database.collection<D.WorkflowTestDocument>("workflowTests"),
    presence: database.collection<D.PresenceDocument>("presence"),
    plans: database.collection<D.PlanDocument>("plans"),
    runs: database.collection<R.RunDocument>("runs"),
    steps: database.collection<R.StepDocument>("steps"),
    attempts: database.collection<AttemptDocument>("attempts"),
    slots: database.collection<R.SlotDocument>("slots"),
    blobs: database.collection<R.BlobDocument>("blobs"),
    rates: database.collection<R.RateDocument>("rates"),
    events: database.collection<D.EventDocument>("events"),
    recordKeys: database.collection<D.RecordKeyDocument>("recordKeys"),
    writes: database.collection<D.WriteDocument>("writes"),
    users: database.collection<D.UserDocument>("users"),
    resources: database.collection<D.ResourceDocument>("resources"),
    resourceVersions: database.collection<D.ResourceVersionDocument>("resourceVersions"),
    connections: database.collection<D.ConnectionDocument>("connections"),
    cursors: database.collection<D.CursorDocument>("cursors"),
    picks: database.collection<D.PickDocument>("picks"),
    deliveries: database.collection<D.DeliveryDocument>("deliveries"),
    links: database.collection<D.LinkDocument>("links"),
    notices: database.collection<D.NoticeDocument>("notices"),
    tasks: database.collection<TaskDocument>("tasks"),
    imports: database.collection<D.ImportDocument>("imports"),
    importChunks: database.collection<D.ImportChunkDocument>("importChunks"),
    audit: database.collection<D.AuditDocument>("audit"),
    apiKeys: database.collection<D.ApiKeyDocument>("apiKeys"),
    requests: database.collection<D.RequestDocument>("requests"),
    settings: database.collection<D.SettingsDocument>("settings"),
    /** Resume tokens, cache revisions and migrations: process state that belongs to no workspace. */
    marks: database.collection<D.MarkDocument>("marks"),
  };
}
export type Collections = ReturnType<typeof collectionsOf>;

/** The records of one object. `object` must be a declared name: see records/record-schema.ts. */
export function recordCollection(database: Db, object: string): Collection<D.RecordDocument> {
  return database.collection<D.RecordDocument>(`records.${object}`);
}

const byWorkspace = (...fields: string[]): IndexDescription["key"] =>
  Object.fromEntries(["workspaceId", ...fields].map((field) => [field, 1]));
const expiring: IndexDescription = { key: { expiresAt: 1 }, name: "expire", expireAfterSeconds: 0 };

/** All indexes, in one place. They are made at start, while collections are empty (on the fallback server that matters). */
export const INDEXES: Partial<Record<keyof Collections, IndexDescription[]>> = {
  workflows: [
    { key: byWorkspace("key"), name: "key", unique: true },
    { key: byWorkspace("addresses.addressId"), name: "address" },
  ],
  versions: [{ key: byWorkspace("workflowKey", "version"), name: "version", unique: true }],
  workflowTests: [{ key: byWorkspace("workflowKey", "testId"), name: "test" }],
  presence: [{ key: byWorkspace("workflowKey"), name: "workflow" }, expiring],
  runs: [
    { key: byWorkspace("workflowKey", "dedupeKey"), name: "dedupe", unique: true },
    { key: byWorkspace("_id"), name: "newest" },
    { key: byWorkspace("workflowKey", "_id"), name: "workflow" },
    { key: byWorkspace("status", "_id"), name: "status" },
    { key: byWorkspace("recordRef.id", "_id"), name: "record" },
    { key: byWorkspace("subscriptionKeys"), name: "subscription" },
    {
      key: byWorkspace("origin.parent.runId", "_id"),
      name: "called",
      partialFilterExpression: { "origin.parent.runId": { $exists: true } },
    },
    {
      key: byWorkspace("idleKey"),
      name: "idle",
      unique: true,
      partialFilterExpression: { idleKey: { $exists: true } },
    },
    { key: byWorkspace("workflowKey", "endedAt"), name: "ended" },
    {
      key: { waitingForSlot: 1, _id: 1 },
      name: "slot",
      partialFilterExpression: { waitingForSlot: true },
    },
  ],
  steps: [{ key: { runId: 1 }, name: "run" }],
  attempts: [{ key: { runId: 1, stepId: 1 }, name: "step" }],
  events: [
    { key: { status: 1, nextAttemptAt: 1 }, name: "pending", partialFilterExpression: { status: "pending" } },
    {
      key: byWorkspace("kind", "eventKey", "at"),
      name: "businessEvents",
      partialFilterExpression: { kind: "event" },
    },
    expiring,
  ],
  recordKeys: [],
  writes: [expiring],
  users: [{ key: byWorkspace("user.email"), name: "email", unique: true }],
  resources: [{ key: byWorkspace("kind", "key"), name: "key", unique: true }],
  resourceVersions: [{ key: byWorkspace("kind", "key", "version"), name: "version", unique: true }],
  connections: [{ key: byWorkspace("key"), name: "key", unique: true }],
  deliveries: [{ key: byWorkspace("createdAt"), name: "newest" }],
  links: [{ key: byWorkspace("object", "recordId"), name: "record" }],
  notices: [{ key: byWorkspace("userId", "_id"), name: "inbox" }],
  tasks: [
    { key: byWorkspace("assignees", "status"), name: "assignee" },
    {
      key: byWorkspace("ask.key"),
      name: "ask",
      unique: true,
      partialFilterExpression: { "ask.key": { $exists: true } },
    },
    { key: { "ask.work": 1, "ask.workAt": 1 }, name: "work", partialFilterExpression: { "ask.work": true } },
    { key: byWorkspace("runId", "status"), name: "run" },
    { key: byWorkspace("status", "_id"), name: "status" },
  ],
  imports: [
    { key: byWorkspace("_id"), name: "newest" },
    { key: { status: 1, leaseUntil: 1 }, name: "work" },
  ],
  importChunks: [{ key: { importId: 1 }, name: "import" }],
  audit: [
    { key: byWorkspace("_id"), name: "newest" },
    { key: byWorkspace("target", "_id"), name: "target" },
  ],
  apiKeys: [{ key: { hash: 1 }, name: "hash", unique: true }],
  blobs: [{ key: byWorkspace("workflowId"), name: "run" }, expiring],
  requests: [expiring],
};

/** Of every object's records; `match` fields of upserts beyond these are found by scanning the workspace's records. */
export const RECORD_INDEXES: IndexDescription[] = [
  { key: byWorkspace("_id"), name: "newest" },
  { key: byWorkspace("fields.owner"), name: "owner" },
  { key: byWorkspace("fields.email"), name: "email" },
];
