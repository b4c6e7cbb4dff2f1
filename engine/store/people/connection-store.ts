import { userError } from "../../../definitions/errors.ts";
import type { Connection } from "../../../definitions/api.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { ConnectionDocument } from "../documents.ts";
import { packJson, unpackJson, unpackObject } from "../json-text.ts";
import { isSealedByFirstKey, seal, type SealedText, unseal } from "../secret-box.ts";

/** Configured credentials of one workspace. Secrets go in, and come out for operations only. */
export class ConnectionStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /** Without secrets, by key. */
  async list(): Promise<Connection[]> {
    const found = await this.#connections.find({ workspaceId: this.#workspaceId }).sort({ key: 1 }).toArray();
    return found.map(toConnection);
  }

  /** Without secrets. Throws `CONNECTION_UNKNOWN`. */
  async get(key: string): Promise<Connection> {
    return toConnection(await this.#require(key));
  }

  /**
   * Creates or changes a connection. `secretNames` are the settings to encrypt; a secret that is left out stays, null
   * removes it. The test's result is forgotten.
   */
  async put(
    key: string,
    given: { connector: string; name: string; settings: JsonObject },
    secretNames: readonly string[],
  ): Promise<Connection> {
    const id = this.#id(key);
    const present = await this.#connections.findOne({ _id: id, workspaceId: this.#workspaceId });
    const secrets = present === null || present.connector !== given.connector ? {} : { ...present.secrets };
    const settings: JsonObject = {};
    for (const [name, value] of Object.entries(given.settings))
      if (!secretNames.includes(name)) settings[name] = value;
      else if (value === null) delete secrets[name];
      else secrets[name] = seal(this.#store.keyRing, this.#place(key, name), packJson(value));
    const document = {
      workspaceId: this.#workspaceId,
      key,
      connector: given.connector,
      name: given.name,
      settings: packJson(settings),
      secrets,
      status: "untested" as const,
      checkedAt: null,
      message: null,
    };
    await this.#connections.replaceOne({ _id: id }, document, { upsert: true });
    return toConnection({ _id: id, ...document });
  }

  /** Keeps the result of a test. Throws `CONNECTION_UNKNOWN`. */
  async setStatus(key: string, status: "ok" | "failing", message: string | null): Promise<Connection> {
    await this.#connections.updateOne(
      { _id: this.#id(key), workspaceId: this.#workspaceId },
      { $set: { status, message, checkedAt: new Date() } },
    );
    return this.get(key);
  }

  /** Throws `CONNECTION_UNKNOWN`. */
  async remove(key: string): Promise<void> {
    const removed = await this.#connections.deleteOne({ _id: this.#id(key), workspaceId: this.#workspaceId });
    if (removed.deletedCount === 0) throw unknown(key);
  }

  /** Settings with secrets in clear, for operations. Throws `CONNECTION_UNKNOWN`, `SECRET_UNREADABLE`. */
  async resolve(key: string): Promise<{ key: string; connector: string; settings: JsonObject }> {
    const document = await this.#require(key);
    const settings = unpackObject(document.settings);
    for (const [name, sealed] of Object.entries(document.secrets)) settings[name] = this.#open(key, name, sealed);
    return { key, connector: document.connector, settings };
  }

  /** Encrypts everything anew that is not under the first key. Answers how many connections changed. */
  async rotateSecrets(): Promise<number> {
    let changed = 0;
    for (const document of await this.#connections.find({ workspaceId: this.#workspaceId }).toArray()) {
      const old = Object.entries(document.secrets).filter(
        ([, sealed]) => !isSealedByFirstKey(this.#store.keyRing, sealed),
      );
      if (old.length === 0) continue;
      const secrets = { ...document.secrets };
      for (const [name, sealed] of old) {
        const plain = packJson(this.#open(document.key, name, sealed));
        secrets[name] = seal(this.#store.keyRing, this.#place(document.key, name), plain);
      }
      const saved = await this.#connections.updateOne(
        { _id: document._id, workspaceId: this.#workspaceId, secrets: document.secrets },
        { $set: { secrets } },
      );
      changed += saved.modifiedCount;
    }
    return changed;
  }

  get #connections() {
    return this.#store.collections.connections;
  }
  #id(key: string): string {
    return keyedId(this.#workspaceId, key);
  }
  #place(key: string, name: string): string {
    return `${this.#workspaceId}/connections/${key}/${name}`;
  }
  #open(key: string, name: string, sealed: SealedText): Json {
    return unpackJson(unseal(this.#store.keyRing, this.#place(key, name), sealed));
  }
  async #require(key: string): Promise<ConnectionDocument> {
    const found = await this.#connections.findOne({ _id: this.#id(key), workspaceId: this.#workspaceId });
    if (found === null) throw unknown(key);
    return found;
  }
}

function unknown(key: string) {
  return userError("CONNECTION_UNKNOWN", `There is no connection ${key}`, { key });
}

function toConnection(document: ConnectionDocument): Connection {
  return {
    key: document.key,
    connector: document.connector,
    name: document.name,
    settings: unpackObject(document.settings),
    secretsSet: Object.fromEntries(Object.keys(document.secrets).map((name) => [name, true])),
    status: document.status,
    checkedAt: document.checkedAt?.toISOString() ?? null,
    message: document.message,
  };
}
