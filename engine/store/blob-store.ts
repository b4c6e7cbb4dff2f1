import { Binary } from "mongodb";
import type { StoreContext } from "./context.ts";
import { isDuplicateKey } from "./transaction.ts";

/** Longer than any run is kept in Temporal; runs that are deleted take their blobs along earlier. */
const KEPT_MS = 400 * 86_400_000;

/** Payloads too large to travel through Temporal, by a name that their writer gives. Written once, never changed. */
export class BlobStore {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** Keeps a payload of a run (`workspace:workflow:…`); a repeat of the name changes nothing. */
  async put(name: string, workflowId: string, data: Uint8Array): Promise<void> {
    try {
      await this.#store.collections.blobs.insertOne({
        _id: name,
        workspaceId: workflowId.split(":")[0] ?? "",
        workflowId,
        data: new Binary(data),
        expiresAt: new Date(Date.now() + KEPT_MS),
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Null where there is none of that name. */
  async get(name: string): Promise<Uint8Array | null> {
    const found = await this.#store.collections.blobs.findOne({ _id: name });
    return found === null ? null : found.data.value();
  }
}
