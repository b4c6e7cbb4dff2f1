import type { AssignmentPolicy, Calendar, MailTemplate, Team, User } from "../definitions/resources.ts";
import type { ObjectDescription } from "../definitions/catalogue.ts";
import type { Json, JsonObject } from "../definitions/json.ts";
import type { RuleSet } from "../definitions/rule-sets/rule-set.ts";
import type { SharedCondition } from "../definitions/rule-sets/shared-condition.ts";
import type { ScoringModel } from "../definitions/scoring/scoring-model.ts";

/** A record as the store gives it: declared fields, plus `id` and `object`. Instants are ISO strings. */
export type RecordFields = JsonObject & { id: string; object: string };

/** On whose behalf something is written. Every store call is scoped to the workspace. */
export interface WriteContext {
  workspaceId: string;
  /** Stable key of the step (§9); a repeat answers with the first result. Absent for people's own writes. */
  idempotencyKey?: string;
  /** Workflow keys that led here, for loop protection (§8). */
  chain: readonly string[];
  runId?: string;
  /** A user's id where a person did it. */
  byUser?: string;
  /** Bulk import may ask that no workflow starts from this write. */
  skipAutomations?: boolean;
}

export interface RecordPort {
  get(workspaceId: string, object: string, id: string): Promise<RecordFields | null>;
  /** Equality on declared fields, at most `limit` (default 100, largest 1,000), newest first. */
  find(workspaceId: string, object: string, where: JsonObject, limit?: number): Promise<RecordFields[]>;
  /** A page of a kind's records, all or those equal in `where`, newest first, at most 1,000; `nextCursor` is null at the end. */
  list(
    workspaceId: string,
    object: string,
    page: { where?: JsonObject; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<{ items: RecordFields[]; nextCursor: string | null }>;
  /** The kind of record with its declared fields. Throws `OBJECT_UNKNOWN`. */
  describe(workspaceId: string, object: string): Promise<ObjectDescription>;
  /** Record, event and idempotency entry in one transaction. Throws `RECORD_INVALID`. */
  create(object: string, fields: JsonObject, context: WriteContext): Promise<RecordFields>;
  /**
   * Compare-and-set: with `expected`, writes only where these fields still have these values, else answers
   * `{ written: false }` with the record as it is now. Throws `RECORD_UNKNOWN`, `RECORD_INVALID`.
   */
  update(
    object: string,
    id: string,
    changes: JsonObject,
    context: WriteContext,
    expected?: JsonObject,
  ): Promise<{ written: boolean; record: RecordFields }>;
  /** Insert, or update of the first record that matches on `match`. Two at once give one record. */
  upsert(
    object: string,
    match: readonly string[],
    fields: JsonObject,
    context: WriteContext,
  ): Promise<{ created: boolean; record: RecordFields }>;
  /** How many open records (not closed, converted, lost, …) each of these owners has. One query. */
  countOpenByOwner(workspaceId: string, object: string, ownerIds: readonly string[]): Promise<Map<string, number>>;
}

export interface PeoplePort {
  getUser(workspaceId: string, id: string): Promise<User | null>;
  getUsers(workspaceId: string, ids: readonly string[]): Promise<User[]>;
  findUsersByRole(workspaceId: string, role: string): Promise<User[]>;
  getTeam(workspaceId: string, key: string): Promise<Team | null>;
}

export interface ResourcePort {
  getCalendar(workspaceId: string, key: string): Promise<Calendar | null>;
  getPolicy(workspaceId: string, key: string): Promise<AssignmentPolicy | null>;
  getMailTemplate(workspaceId: string, key: string): Promise<MailTemplate | null>;
  getScoringModel(workspaceId: string, key: string): Promise<ScoringModel | null>;
  /** Keeps a model that was trained. Throws `RESOURCE_INVALID`. */
  putScoringModel(workspaceId: string, model: ScoringModel, byUser: string | null): Promise<ScoringModel>;
  getRuleSet(workspaceId: string, key: string): Promise<RuleSet | null>;
  /** Shared conditions. */
  listConditions(workspaceId: string): Promise<SharedCondition[]>;
}

/** Turns of an assignment rule: an atomic cursor, with each pick kept under its idempotency key (§9). */
export interface CursorPort {
  /**
   * Advances the cursor `name` by one pick, once for each idempotency key. `choose` gets the cursor's state (what the
   * last choose returned, null at first) and gives the pick and the next state; it is pure and may be called again
   * when another pick came between. Answers the stored pick on a repeat.
   */
  pickOnce<Pick extends Json, State extends Json>(
    workspaceId: string,
    name: string,
    idempotencyKey: string,
    choose: (state: State | null) => { pick: Pick; state: State },
  ): Promise<{ pick: Pick; repeated: boolean }>;
}

export const DELIVERY_STATUSES = ["sending", "sent", "failed", "unknown"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
export interface Delivery {
  key: string;
  status: DeliveryStatus;
  messageId: string;
  to: string[];
  subject: string;
  runId?: string;
  response?: string;
  error?: string;
  createdAt: string;
  updatedAt: string;
}
/** The mail ledger (§9): `sending` is written before the server is spoken to, `sent` after its answer. */
export interface DeliveryPort {
  /** Opens the entry, or answers the one that is there: `opened` says which. A `failed` entry is opened again. */
  open(
    workspaceId: string,
    entry: Pick<Delivery, "key" | "messageId" | "to" | "subject" | "runId">,
  ): Promise<{ opened: boolean; delivery: Delivery }>;
  settle(
    workspaceId: string,
    key: string,
    status: DeliveryStatus,
    about: { response?: string; error?: string },
  ): Promise<void>;
}

/** External ids of our records in other systems (§11 `links`). */
export interface LinkPort {
  get(
    workspaceId: string,
    connection: string,
    object: string,
    recordId: string,
  ): Promise<{ externalId: string; hash?: string } | null>;
  /** Insert once; a second put with another external id throws `LINK_CONFLICT`. */
  put(
    workspaceId: string,
    connection: string,
    object: string,
    recordId: string,
    externalId: string,
    hash?: string,
  ): Promise<void>;
}

export interface ConnectionPort {
  /** Settings with secrets decrypted. Throws `CONNECTION_UNKNOWN`, `SECRET_UNREADABLE`. */
  resolve(workspaceId: string, key: string): Promise<{ key: string; connector: string; settings: JsonObject }>;
}

/** Work for somebody that a step makes. */
export interface NewTask {
  assignees: string[];
  title: string;
  description?: string;
  /** ISO 8601. */
  dueAt?: string;
  record?: { object: string; id: string };
}
export interface NoticePort {
  /** Puts a notice in a user's inbox, once for each idempotency key. */
  notify(
    context: WriteContext,
    notice: { userId: string; text: string; kind: "info" | "reminder"; record?: { object: string; id: string } },
  ): Promise<{ id: string }>;
  createTask(context: WriteContext, task: NewTask): Promise<{ id: string }>;
}

export interface EventPort {
  /** Writes a named business event to the outbox, once for each idempotency key; depth of the chain is limited (§8). */
  emit(context: WriteContext, event: { name: string; correlate?: Json; payload: JsonObject }): Promise<{ id: string }>;
}

/** All that activities may ask of the outside. engine/store implements it on MongoDB; tests use the in-memory one. */
export interface ActivityPorts {
  records: RecordPort;
  people: PeoplePort;
  resources: ResourcePort;
  cursors: CursorPort;
  deliveries: DeliveryPort;
  links: LinkPort;
  connections: ConnectionPort;
  notices: NoticePort;
  events: EventPort;
}
