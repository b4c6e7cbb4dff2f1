import { userError } from "../../definitions/errors.ts";
import type { StoreContext } from "./context.ts";
import type { ApiKeyDocument } from "./documents.ts";
import { newId } from "./new-id.ts";

export interface StoredApiKey {
  id: string;
  workspaceId: string;
  name: string;
  prefix: string;
  role: string;
  createdAt: string;
  lastUsedAt: string | null;
}

const USE_NOTED_MS = 60_000;

/** Keys of machines; only their hashes are kept. */
export class ApiKeyStore {
  readonly #store: StoreContext;

  constructor(store: StoreContext) {
    this.#store = store;
  }

  /** `hash` is the SHA-256 of the key as hex, `prefix` what people recognise it by. */
  async create(
    workspaceId: string,
    key: { name: string; prefix: string; hash: string; role: string; createdBy: string | null },
  ): Promise<StoredApiKey> {
    const document: ApiKeyDocument = { _id: newId(), workspaceId, ...key, createdAt: new Date(), lastUsedAt: null };
    await this.#store.collections.apiKeys.insertOne(document);
    return toApiKey(document);
  }

  /** The key with this hash, in whatever workspace it is; its use is noted, at most once a minute. */
  async findByHash(hash: string): Promise<StoredApiKey | null> {
    const found = await this.#store.collections.apiKeys.findOne({ hash });
    if (found === null) return null;
    if (found.lastUsedAt === null || Date.now() - found.lastUsedAt.getTime() > USE_NOTED_MS)
      await this.#store.collections.apiKeys.updateOne({ _id: found._id }, { $set: { lastUsedAt: new Date() } });
    return toApiKey(found);
  }

  async list(workspaceId: string): Promise<StoredApiKey[]> {
    return (await this.#store.collections.apiKeys.find({ workspaceId }).toArray()).map(toApiKey);
  }

  /** Throws `API_KEY_UNKNOWN`. */
  async remove(workspaceId: string, id: string): Promise<void> {
    const removed = await this.#store.collections.apiKeys.deleteOne({ _id: id, workspaceId });
    if (removed.deletedCount === 0) throw userError("API_KEY_UNKNOWN", `There is no API key ${id}`, { id });
  }
}

function toApiKey(document: ApiKeyDocument): StoredApiKey {
  const { _id, workspaceId, name, prefix, role, createdAt, lastUsedAt } = document;
  const used = lastUsedAt?.toISOString() ?? null;
  return { id: _id, workspaceId, name, prefix, role, createdAt: createdAt.toISOString(), lastUsedAt: used };
}
