import { RESOURCE_SCHEMAS, type ResourceKind, type ResourceOf } from "../../../definitions/resources.ts";
import { userError } from "../../../definitions/errors.ts";
import { keyedId, type StoreContext } from "../context.ts";
import { packJson, unpackJson } from "../json-text.ts";
import { inTransaction, isDuplicateKey, retryOnDuplicate } from "../transaction.ts";
import { ResourceVersionStore } from "./resource-version-store.ts";

/** Calendars, tables, policies, mail templates, teams and queues of one workspace, by key. */
export class ResourceStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;
  readonly versions: ResourceVersionStore;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
    this.versions = new ResourceVersionStore(store, workspaceId);
  }

  async list<K extends ResourceKind>(kind: K): Promise<ResourceOf<K>[]> {
    const found = await this.#resources.find({ workspaceId: this.#workspaceId, kind }).sort({ key: 1 }).toArray();
    return found.map(({ value }) => unpackJson<ResourceOf<K>>(value));
  }

  async find<K extends ResourceKind>(kind: K, key: string): Promise<ResourceOf<K> | null> {
    const found = await this.#resources.findOne({ _id: this.#id(kind, key), workspaceId: this.#workspaceId });
    return found === null ? null : unpackJson<ResourceOf<K>>(found.value);
  }

  /** Throws `RESOURCE_UNKNOWN`. */
  async get<K extends ResourceKind>(kind: K, key: string): Promise<ResourceOf<K>> {
    const found = await this.find(kind, key);
    if (found === null) throw userError("RESOURCE_UNKNOWN", `There is no ${key} among the ${kind}`, { kind, key });
    return found;
  }

  /** Creates or replaces; a content that is another than before is a new version. Throws `RESOURCE_INVALID` with `issues`. */
  async put<K extends ResourceKind>(
    kind: K,
    given: unknown,
    byUser: string | null,
    note: string | null = null,
  ): Promise<ResourceOf<K>> {
    const value = parseResource(kind, given);
    const packed = packJson(value);
    await retryOnDuplicate(() =>
      inTransaction(this.#store.client, async (session) => {
        const by = { kind, key: value.key, note, savedBy: byUser };
        const version = await this.versions.add(by, packed, session);
        await this.#resources.updateOne(
          { _id: this.#id(kind, value.key) },
          {
            $set: {
              workspaceId: this.#workspaceId,
              kind,
              key: value.key,
              value: packed,
              version,
              updatedAt: new Date(),
              updatedBy: byUser,
            },
          },
          { upsert: true, session },
        );
      }),
    );
    return value;
  }

  /** Creates where the key is free. Answers false, and changes nothing, where it is not. Throws `RESOURCE_INVALID`. */
  async putIfFree(kind: ResourceKind, given: unknown, byUser: string | null): Promise<boolean> {
    const value = parseResource(kind, given);
    try {
      await this.#resources.insertOne({
        _id: this.#id(kind, value.key),
        workspaceId: this.#workspaceId,
        kind,
        key: value.key,
        value: packJson(value),
        updatedAt: new Date(),
        updatedBy: byUser,
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Throws `RESOURCE_UNKNOWN`. */
  async remove(kind: ResourceKind, key: string): Promise<void> {
    const removed = await this.#resources.deleteOne({ _id: this.#id(kind, key), workspaceId: this.#workspaceId });
    if (removed.deletedCount === 0)
      throw userError("RESOURCE_UNKNOWN", `There is no ${key} among the ${kind}`, { kind, key });
  }

  get #resources() {
    return this.#store.collections.resources;
  }
  #id(kind: string, key: string): string {
    return keyedId(this.#workspaceId, kind, key);
  }
}

function parseResource<K extends ResourceKind>(kind: K, given: unknown): ResourceOf<K> {
  const parsed = RESOURCE_SCHEMAS[kind].safeParse(given);
  if (parsed.success) return parsed.data as ResourceOf<K>;
  const issues = parsed.error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    code: issue.code,
    message: issue.message,
  }));
  const first = issues[0];
  throw userError("RESOURCE_INVALID", `This is not valid for ${kind}: ${first?.path ?? ""} ${first?.message ?? ""}`, {
    kind,
    problem: `${first?.path ?? ""} ${first?.message ?? ""}`,
    issues,
  });
}
