import type { Binary } from "mongodb";
import type { LocalizedText } from "../../definitions/text.ts";
import type { FieldDescription } from "../../definitions/catalogue.ts";
import type { ErrorData } from "../../definitions/error-data.ts";
import type { JsonObject } from "../../definitions/json.ts";
import type { User } from "../../definitions/resources.ts";
import type { CalledStart, RerunStart } from "../triggers/contract.ts";
import type { Delivery } from "../../activities/ports.ts";
import type { JsonText } from "./json-text.ts";
import type { SealedText } from "./secret-box.ts";
import type { AddressedTrigger } from "./workflows/trigger-addresses.ts";

/** The documents as MongoDB holds them. `_id`s of things with a key are `workspace:key`, so that lookups are by `_id`. */
export interface Scoped {
  _id: string;
  workspaceId: string;
}
export interface TriggerAddressDocument {
  triggerId: string;
  type: AddressedTrigger;
  /** Unguessable, part of the public URL. */
  addressId: string;
  /** Signs webhooks and app events. */
  secret: SealedText;
}
export interface WorkflowDocument extends Scoped {
  key: string;
  name: LocalizedText;
  description?: LocalizedText;
  draft: JsonText;
  draftHash: string;
  draftTriggerTypes: string[];
  draftNodeCount: number;
  revision: number;
  enabled: boolean;
  addresses: TriggerAddressDocument[];
  published: {
    version: number;
    hash: string;
    planHash: string;
    /** Triggers and settings of the published version, as JSON. */
    triggers: JsonText;
    settings: JsonText;
    /** Keys of the calendars that a run takes along. */
    calendars: string[];
  } | null;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string | null;
}
export interface VersionDocument extends Scoped {
  workflowKey: string;
  version: number;
  hash: string;
  planHash: string;
  definition: JsonText;
  note: string | null;
  publishedAt: Date;
  publishedBy: string | null;
}
export interface WorkflowTestDocument extends Scoped {
  workflowKey: string;
  testId: string;
  test: JsonText;
  updatedAt: Date;
  updatedBy: string | null;
}
export interface PresenceDocument extends Scoped {
  workflowKey: string;
  tab: string;
  userId: string;
  name: string;
  step: string | null;
  expiresAt: Date;
}
export interface PlanDocument extends Scoped {
  hash: string;
  plan: JsonText;
}
interface EventBase extends Scoped {
  chain: string[];
  at: Date;
  status: "pending" | "done" | "failed";
  attempts: number;
  leaseUntil: Date;
  /** Do not try again before; equals `at` at first. */
  nextAttemptAt: Date;
  skipAutomations?: boolean;
  byUser?: string;
  /** Where in which trace it was written (W3C Trace Context). */
  traceparent?: string;
  error?: ErrorData;
  doneAt?: Date;
  expiresAt?: Date;
  /** What came of it. */
  outcome?: { started: string[]; signalled: string[]; refused: { workflowKey: string; reason: string }[] };
}
export type EventDocument = EventBase &
  (
    | {
        kind: "record";
        object: string;
        recordId: string;
        change: "created" | "updated" | "deleted";
        changedFields: string[];
        stageChanged: boolean;
        record: JsonText;
        before: JsonText;
      }
    | { kind: "event"; name: string; eventKey: string; correlate: JsonText; payload: JsonText }
    | {
        kind: "trigger";
        workflowKey: string;
        triggerId: string;
        payload: JsonText;
        runId: string;
        dedupeKey: string;
        record?: { object: string; id: string };
        /** Another run calls this workflow. */
        call?: CalledStart;
        rerun?: RerunStart;
      }
  );
export interface RecordDocument extends Scoped {
  fields: JsonObject;
  revision: number;
}
export interface RecordKeyDocument extends Scoped {
  object: string;
  recordId: string;
}
/** The first result of a write under an idempotency key. */
export interface WriteDocument extends Scoped {
  result: JsonText;
  expiresAt: Date;
}
export interface UserDocument extends Scoped {
  user: User;
}
export interface ResourceDocument extends Scoped {
  kind: string;
  key: string;
  value: JsonText;
  /** Its newest version; absent where it was never saved since versions are kept. */
  version?: number;
  updatedAt: Date;
  updatedBy: string | null;
}
/** One saved content of a resource, never changed. */
export interface ResourceVersionDocument extends Scoped {
  kind: string;
  key: string;
  version: number;
  hash: string;
  value: JsonText;
  note: string | null;
  savedAt: Date;
  savedBy: string | null;
}
export interface ConnectionDocument extends Scoped {
  key: string;
  connector: string;
  name: string;
  /** Settings that are no secrets. */
  settings: JsonText;
  /** Each secret setting by name, encrypted. */
  secrets: Record<string, SealedText>;
  status: "untested" | "ok" | "failing";
  checkedAt: Date | null;
  message: string | null;
}
export interface CursorDocument extends Scoped {
  name: string;
  version: number;
  state: JsonText;
  last: { key: string; pick: JsonText } | null;
}
export interface PickDocument extends Scoped {
  pick: JsonText;
}
export interface DeliveryDocument extends Scoped, Omit<Delivery, "createdAt" | "updatedAt"> {
  createdAt: Date;
  updatedAt: Date;
}
export interface LinkDocument extends Scoped {
  connection: string;
  object: string;
  recordId: string;
  externalId: string;
  hash?: string;
  updatedAt: Date;
}
export interface NoticeDocument extends Scoped {
  userId: string;
  kind: "info" | "reminder";
  text: string;
  record: { object: string; id: string } | null;
  runId: string | null;
  idempotencyKey?: string;
  createdAt: Date;
  readAt: Date | null;
}
export interface ImportDocument extends Scoped {
  object: string;
  fileName: string | null;
  status: "uploading" | "queued" | "running" | "completed" | "failed";
  /** Column header to field name; empty = by name or title. */
  mapping: JsonText;
  automations: "run" | "skip";
  match: string[];
  byUser: string | null;
  size: number;
  chunks: number;
  /** Data rows settled so far: written or rejected. The write that advances it is the rows' own transaction. */
  rows: number;
  bytes: number;
  created: number;
  updated: number;
  rejected: number;
  problems: { line: number; code: string; message: string }[];
  leaseUntil: Date;
  createdAt: Date;
  endedAt: Date | null;
  error: ErrorData | null;
}
export interface ImportChunkDocument extends Scoped {
  importId: string;
  data: Binary;
}
export interface AuditDocument extends Scoped {
  at: Date;
  byUser: string | null;
  action: string;
  target: string;
  details: JsonText;
}
export interface ApiKeyDocument extends Scoped {
  name: string;
  prefix: string;
  /** SHA-256 of the key. */
  hash: string;
  role: string;
  createdBy: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
}
/** An HTTP POST under an Idempotency-Key. */
export interface RequestDocument extends Scoped {
  fingerprint: string;
  status: number | null;
  body: JsonText;
  createdAt: Date;
  expiresAt: Date;
}
export interface SettingsDocument extends Scoped {
  name: string;
  customFields?: Record<string, FieldDescription[]>;
  values?: JsonText;
}
export interface MarkDocument {
  _id: string;
  value?: unknown;
  n?: number;
  at?: Date;
}
