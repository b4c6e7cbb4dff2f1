import type { SyncService } from "../../connectors/sdk/services.ts";
import type { LinkPort } from "../ports.ts";
import { hashPayload } from "./payload-hash.ts";

export interface SyncServiceOptions {
  links: LinkPort;
  workspaceId: string;
  connection: string;
  runId: string;
}

/**
 * External ids of our records in one connection's system. Two links a record: from our id to theirs with the hash of
 * what was sent last, and back from theirs to ours with the run that created the thing (`<object>-origin`), which is
 * what a compensation with `onlyIfCreated` asks.
 */
export function createSyncService({ links, workspaceId, connection, runId }: SyncServiceOptions): SyncService {
  return {
    async pushOnce({ object, id, payload }, push) {
      const hash = hashPayload(payload);
      const known = await links.get(workspaceId, connection, object, id);
      if (known !== null && known.hash === hash) {
        return {
          externalId: known.externalId,
          created: await isOwnCreation(object, known.externalId),
          unchanged: true,
        };
      }
      const { externalId, created } = await push(known?.externalId ?? null);
      // Before the link, so that a crash between the two leaves the record to be pushed again and its creator known.
      const origin = await links.get(workspaceId, connection, originOf(object), externalId);
      if (created || origin === null) {
        await links.put(workspaceId, connection, originOf(object), externalId, id, created ? runId : FOUND_THERE);
      }
      await links.put(workspaceId, connection, object, id, externalId, hash);
      return { externalId, created: created || (await isOwnCreation(object, externalId)), unchanged: false };
    },
    createdByThisRun: isOwnCreation,
    async forget(object, externalId) {
      const origin = await links.get(workspaceId, connection, originOf(object), externalId);
      if (origin !== null) await links.put(workspaceId, connection, object, origin.externalId, externalId, FORGOTTEN);
    },
  };

  async function isOwnCreation(object: string, externalId: string): Promise<boolean> {
    return (await links.get(workspaceId, connection, originOf(object), externalId))?.hash === runId;
  }
}

/** No payload has this hash. */
const FORGOTTEN = "forgotten";
/** Instead of a run's id: the thing was in the other system before. */
const FOUND_THERE = "found-there";
function originOf(object: string): string {
  return `${object}-origin`;
}
