import { type Db, MongoClient } from "mongodb";
import { BUILT_IN_OBJECTS } from "../../definitions/records.ts";
import { ApiKeyStore } from "./api-key-store.ts";
import { AuditStore } from "./audit-store.ts";
import { CacheRevisions } from "./cache-revisions.ts";
import { type Collections, collectionsOf, INDEXES, RECORD_INDEXES, recordCollection } from "./collections.ts";
import type { CacheName, EndedRun, StoreContext, StoreLogger } from "./context.ts";
import { CursorStore } from "./cursor-store.ts";
import { AttemptStore } from "./runs/attempt-store.ts";
import { BlobStore } from "./blob-store.ts";
import { DeliveryStore } from "./delivery-store.ts";
import { EventQueue } from "./events/event-queue.ts";
import { ImportQueue } from "./imports/import-queue.ts";
import { ImportStore } from "./imports/import-store.ts";
import { NoticeStore } from "./inbox/notice-store.ts";
import { RunTaskStore } from "./inbox/run-task-store.ts";
import { TaskStore } from "./inbox/task-store.ts";
import { TaskWork } from "./inbox/task-work.ts";
import { LinkStore } from "./link-store.ts";
import { runMigrations } from "./migrations.ts";
import { ConnectionStore } from "./people/connection-store.ts";
import { ResourceStore } from "./people/resource-store.ts";
import { UserStore } from "./people/user-store.ts";
import { ObjectDirectory } from "./records/object-store.ts";
import { RecordStore } from "./records/record-store.ts";
import { PollMarks } from "./poll-marks.ts";
import { RequestStore } from "./request-store.ts";
import { RunStore } from "./runs/run-store.ts";
import { ScheduleMarks } from "./schedule-marks.ts";
import type { KeyRing } from "./secret-box.ts";
import { SettingsStore } from "./settings-store.ts";
import { DraftChanges } from "./workflows/draft-changes.ts";
import { PublishedIndex } from "./workflows/published-index.ts";
import { PresenceStore } from "./workflows/presence-store.ts";
import { WorkflowTestStore } from "./workflows/workflow-test-store.ts";
import { WorkflowStore } from "./workflows/workflow-store.ts";

export interface OpenStoreOptions {
  /** MongoDB 7 or newer, a replica set. */
  uri: string;
  /** Default: the one that the URI names. */
  database?: string;
  keyRing: KeyRing;
  logger: StoreLogger;
  /** Hears of each run that this process ended. */
  onRunEnded?: (run: EndedRun) => void;
}

/** The repositories of one workspace. What belongs to another workspace is not found through it. */
export interface WorkspaceStore {
  readonly workspaceId: string;
  readonly workflows: WorkflowStore;
  readonly workflowTests: WorkflowTestStore;
  readonly presence: PresenceStore;
  readonly runs: RunStore;
  readonly users: UserStore;
  readonly resources: ResourceStore;
  readonly connections: ConnectionStore;
  readonly imports: ImportStore;
  readonly audit: AuditStore;
  readonly requests: RequestStore;
  readonly settings: SettingsStore;
}

/** The open database. Repositories that take a workspaceId as an argument serve the ports of activities. */
export interface Store {
  /** Only for auth, which keeps its own collections. */
  readonly database: Db;
  readonly context: StoreContext;
  readonly records: RecordStore;
  readonly objects: ObjectDirectory;
  readonly published: PublishedIndex;
  readonly draftChanges: DraftChanges;
  readonly events: EventQueue;
  /** Jobs of all workspaces, for the process that works on them. */
  readonly imports: ImportQueue;
  readonly cursors: CursorStore;
  readonly attempts: AttemptStore;
  readonly blobs: BlobStore;
  readonly deliveries: DeliveryStore;
  readonly links: LinkStore;
  readonly notices: NoticeStore;
  readonly tasks: TaskStore;
  /** Tasks that runs open, and what is still to be told about them. */
  readonly runTasks: RunTaskStore;
  readonly taskWork: TaskWork;
  readonly apiKeys: ApiKeyStore;
  readonly schedules: ScheduleMarks;
  readonly polls: PollMarks;
  workspace(workspaceId: string): WorkspaceStore;
  /** True when the database answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** Connects, makes indexes, migrates and starts to follow cache changes. Throws what the driver throws. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const client = new MongoClient(options.uri, {
    ignoreUndefined: true,
    retryWrites: true,
    maxPoolSize: 50,
    serverSelectionTimeoutMS: 20_000,
    appName: "flowright",
  });
  await client.connect();
  try {
    const database = client.db(options.database);
    const collections = collectionsOf(database);
    const revisions = new CacheRevisions(collections.marks, options.logger);
    const { keyRing, logger } = options;
    const touch = async (name: CacheName, session?: Parameters<StoreContext["touch"]>[1]) =>
      revisions.raise(name, session);
    const heed = async (name: CacheName) => void (await revisions.current(name));
    const hearsRunEnd: StoreContext["hearsRunEnd"] = async (...about) => published.hearsRunEnd(...about);
    const { onRunEnded } = options;
    const context: StoreContext = {
      client,
      database,
      collections,
      keyRing,
      logger,
      touch,
      heed,
      hearsRunEnd,
      ...(onRunEnded === undefined ? {} : { onRunEnded }),
    };
    const published = new PublishedIndex(context, revisions);
    await createIndexes(database, collections);
    await runMigrations(context);
    await revisions.follow();
    return assemble(context, revisions, published);
  } catch (error) {
    await client.close();
    throw error;
  }
}

function assemble(context: StoreContext, revisions: CacheRevisions, published: PublishedIndex): Store {
  const objects = new ObjectDirectory(context, revisions);
  const draftChanges = new DraftChanges(context);
  return {
    database: context.database,
    context,
    objects,
    records: new RecordStore(context, objects),
    published,
    draftChanges,
    events: new EventQueue(context),
    imports: new ImportQueue(context),
    cursors: new CursorStore(context),
    attempts: new AttemptStore(context),
    blobs: new BlobStore(context),
    deliveries: new DeliveryStore(context),
    links: new LinkStore(context),
    notices: new NoticeStore(context),
    tasks: new TaskStore(context),
    runTasks: new RunTaskStore(context),
    taskWork: new TaskWork(context),
    apiKeys: new ApiKeyStore(context),
    schedules: new ScheduleMarks(context),
    polls: new PollMarks(context),
    workspace: (workspaceId) => ({
      workspaceId,
      workflows: new WorkflowStore(context, workspaceId),
      workflowTests: new WorkflowTestStore(context, workspaceId),
      presence: new PresenceStore(context, workspaceId),
      runs: new RunStore(context, workspaceId),
      users: new UserStore(context, workspaceId),
      resources: new ResourceStore(context, workspaceId),
      connections: new ConnectionStore(context, workspaceId),
      imports: new ImportStore(context, objects, workspaceId),
      audit: new AuditStore(context, workspaceId),
      requests: new RequestStore(context, workspaceId),
      settings: new SettingsStore(context, workspaceId),
    }),
    ping: async () => {
      const answer = await context.database.admin().command({ ping: 1 });
      return answer["ok"] === 1;
    },
    close: async () => {
      await revisions.close();
      await draftChanges.close();
      await context.client.close();
    },
  };
}

async function createIndexes(database: Db, collections: Collections): Promise<void> {
  for (const [name, indexes] of Object.entries(INDEXES))
    if (indexes.length > 0) await collections[name as keyof Collections].createIndexes(indexes);
  for (const { name } of BUILT_IN_OBJECTS) await recordCollection(database, name).createIndexes(RECORD_INDEXES);
}
