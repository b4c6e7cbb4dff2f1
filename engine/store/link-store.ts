import type { LinkPort } from "../../activities/ports.ts";
import { userError } from "../../definitions/errors.ts";
import { keyedId, type StoreContext } from "./context.ts";
import { isDuplicateKey } from "./transaction.ts";

/** Ids of our records in other systems. */
export class LinkStore implements LinkPort {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  async get(workspaceId: string, connection: string, object: string, recordId: string) {
    const found = await this.#store.collections.links.findOne({
      _id: keyedId(workspaceId, connection, object, recordId),
      workspaceId,
    });
    if (found === null) return null;
    return { externalId: found.externalId, ...(found.hash === undefined ? {} : { hash: found.hash }) };
  }

  async put(
    workspaceId: string,
    connection: string,
    object: string,
    recordId: string,
    externalId: string,
    hash?: string,
  ): Promise<void> {
    const { links } = this.#store.collections;
    const _id = keyedId(workspaceId, connection, object, recordId);
    const change = { updatedAt: new Date(), ...(hash === undefined ? {} : { hash }) };
    const updated = await links.updateOne({ _id, workspaceId, externalId }, { $set: change });
    if (updated.matchedCount === 1) return;
    try {
      await links.insertOne({ _id, workspaceId, connection, object, recordId, externalId, ...change });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const again = await links.updateOne({ _id, workspaceId, externalId }, { $set: change });
      if (again.matchedCount === 1) return;
      const details = { object, id: recordId, connection, externalId };
      throw userError("LINK_CONFLICT", `The ${object} ${recordId} has another id in ${connection} already`, details);
    }
  }
}
