import { userError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import { keyedId, type StoreContext } from "./context.ts";
import { packJson, unpackJson } from "./json-text.ts";
import { digest } from "./outbox.ts";
import { isDuplicateKey } from "./transaction.ts";

const KEPT_MS = 24 * 3_600_000;
const ABANDONED_MS = 60_000;

export type RequestClaim = { claimed: true } | { claimed: false; status: number; body: Json };

/** HTTP POSTs under an Idempotency-Key: the first answer is given again for a day. */
export class RequestStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /**
   * Claims the key for `actor`. `fingerprint` is a hash of method, path and body. Throws `REQUEST_KEY_REUSED` for another
   * request under the same key, `REQUEST_IN_PROGRESS` while the first one runs (retryable).
   */
  async claim(actor: string, key: string, fingerprint: string): Promise<RequestClaim> {
    const { requests } = this.#store.collections;
    const _id = this.#id(actor, key);
    const now = new Date();
    const fresh = {
      fingerprint,
      status: null,
      body: "null",
      createdAt: now,
      expiresAt: new Date(now.getTime() + KEPT_MS),
    };
    try {
      await requests.insertOne({ _id, workspaceId: this.#workspaceId, ...fresh });
      return { claimed: true };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const found = await requests.findOne({ _id, workspaceId: this.#workspaceId });
    if (found !== null && found.fingerprint !== fingerprint)
      throw userError("REQUEST_KEY_REUSED", "The Idempotency-Key was used for another request", { key });
    if (found !== null && found.status !== null)
      return { claimed: false, status: found.status, body: unpackJson(found.body) };
    const abandoned = new Date(now.getTime() - ABANDONED_MS);
    const taken = await requests.updateOne(
      { _id, workspaceId: this.#workspaceId, status: null, createdAt: { $lt: abandoned } },
      { $set: fresh },
    );
    if (taken.modifiedCount === 1) return { claimed: true };
    throw userError("REQUEST_IN_PROGRESS", "The first request under this Idempotency-Key still runs", { key });
  }

  async complete(actor: string, key: string, status: number, body: unknown): Promise<void> {
    await this.#store.collections.requests.updateOne(
      { _id: this.#id(actor, key), workspaceId: this.#workspaceId },
      { $set: { status, body: packJson(body) } },
    );
  }

  /** Gives the key free after a failure that should be tried again. */
  async release(actor: string, key: string): Promise<void> {
    await this.#store.collections.requests.deleteOne({
      _id: this.#id(actor, key),
      workspaceId: this.#workspaceId,
      status: null,
    });
  }

  #id(actor: string, key: string): string {
    return keyedId(this.#workspaceId, digest(`${actor}|${key}`));
  }
}
