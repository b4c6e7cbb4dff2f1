import type { ClientSession, Db, MongoClient } from "mongodb";
import type { RunOrigin, RunStatus } from "../../definitions/run.ts";
import type { Collections } from "./collections.ts";
import type { KeyRing } from "./secret-box.ts";

/** What the store tells of itself; a pino logger fits. */
export interface StoreLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface EndedRun {
  workspaceId: string;
  runId: string;
  workflowKey: string;
  status: RunStatus;
  origin: RunOrigin;
  errorCode: string | null;
}

/** What every repository works on. */
export interface StoreContext {
  client: MongoClient;
  database: Db;
  collections: Collections;
  keyRing: KeyRing;
  logger: StoreLogger;
  /** Tells this process and, through the change stream, all others that what they cached under `name` is old. */
  touch(name: CacheName, session?: ClientSession): Promise<void>;
  /** After the transaction of a `touch`: this process knows of the change before anyone is answered, not a moment later. */
  heed(name: CacheName): Promise<void>;
  /** Hears, after it is saved, of each run that this process ended. */
  onRunEnded?(run: EndedRun): void;
  /** Whether a workflow is to be started by the end of another one's run with this status. */
  hearsRunEnd(workspaceId: string, workflowKey: string, status: RunStatus): Promise<boolean>;
}

/** What processes keep in memory: see cache-revisions.ts. */
export const CACHE_NAMES = ["published", "objects"] as const;
export type CacheName = (typeof CACHE_NAMES)[number];

/** `_id` of a thing with a key: found by `_id` alone, and never across workspaces. */
export function keyedId(workspaceId: string, ...key: string[]): string {
  return [workspaceId, ...key].join(":");
}
