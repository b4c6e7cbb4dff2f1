import { createHash } from "node:crypto";
import type { ClientSession } from "mongodb";
import { userError } from "../../../definitions/errors.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import type { ResourceKind } from "../../../definitions/resources.ts";
import type { ResourceVersion } from "../../../definitions/table-history.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { ResourceVersionDocument } from "../documents.ts";
import { type JsonText, unpackObject } from "../json-text.ts";

/** Every content that a workspace's resources were saved with; none is ever changed. */
export class ResourceVersionStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /**
   * Keeps a content as the next version and gives its number; a content equal to the newest keeps that one's number.
   * A resource from before versions were kept gets its old content as version 1. Throws a duplicate key when another
   * writer came first.
   */
  async add(
    about: { kind: ResourceKind; key: string; note: string | null; savedBy: string | null },
    value: JsonText,
    session: ClientSession,
  ): Promise<number> {
    const newest = (await this.#newest(about.kind, about.key, session)) ?? (await this.#keepOld(about, value, session));
    const hash = hashOf(value);
    if (newest?.hash === hash) return newest.version;
    const version = (newest?.version ?? 0) + 1;
    await this.#insert({ ...about, version, value, hash, savedAt: new Date() }, session);
    return version;
  }

  /** Newest first, without contents. */
  async list(kind: ResourceKind, key: string): Promise<ResourceVersion[]> {
    const [found, current] = await Promise.all([
      this.#versions
        .find({ workspaceId: this.#workspaceId, kind, key }, { projection: { value: 0 } })
        .sort({ version: -1 })
        .limit(1_000)
        .toArray(),
      this.#currentOf(kind, key),
    ]);
    return found.map((version) => toVersion(version, current));
  }

  /** Throws `RESOURCE_VERSION_UNKNOWN`. */
  async get(kind: ResourceKind, key: string, version: number): Promise<ResourceVersion & { value: JsonObject }> {
    const found = await this.#versions.findOne({
      _id: keyedId(this.#workspaceId, kind, key, String(version)),
      workspaceId: this.#workspaceId,
    });
    if (found === null)
      throw userError("RESOURCE_VERSION_UNKNOWN", `${key} among the ${kind} has no version ${version}`, {
        kind,
        key,
        version,
      });
    return { ...toVersion(found, await this.#currentOf(kind, key)), value: unpackObject(found.value) };
  }

  async #keepOld(
    about: { kind: ResourceKind; key: string },
    value: JsonText,
    session: ClientSession,
  ): Promise<{ version: number; hash: string } | null> {
    const _id = keyedId(this.#workspaceId, about.kind, about.key);
    const old = await this.#store.collections.resources.findOne({ _id, workspaceId: this.#workspaceId }, { session });
    if (old === null) return null;
    const kept = { version: 1, hash: hashOf(old.value) };
    if (old.value !== value)
      await this.#insert(
        { ...about, ...kept, value: old.value, note: null, savedAt: old.updatedAt, savedBy: old.updatedBy },
        session,
      );
    return old.value === value ? null : kept;
  }

  async #newest(kind: ResourceKind, key: string, session: ClientSession): Promise<ResourceVersionDocument | null> {
    const [found] = await this.#versions
      .find({ workspaceId: this.#workspaceId, kind, key }, { session })
      .sort({ version: -1 })
      .limit(1)
      .toArray();
    return found ?? null;
  }

  async #insert(document: Omit<ResourceVersionDocument, "_id" | "workspaceId">, session: ClientSession): Promise<void> {
    const { kind, key, version } = document;
    const _id = keyedId(this.#workspaceId, kind, key, String(version));
    await this.#versions.insertOne({ _id, workspaceId: this.#workspaceId, ...document }, { session });
  }

  async #currentOf(kind: ResourceKind, key: string): Promise<number | undefined> {
    const _id = keyedId(this.#workspaceId, kind, key);
    const found = await this.#store.collections.resources.findOne(
      { _id, workspaceId: this.#workspaceId },
      { projection: { version: 1 } },
    );
    return found?.version;
  }

  get #versions() {
    return this.#store.collections.resourceVersions;
  }
}

/** Of the content's text: the schema gives its members one order. */
function hashOf(value: JsonText): string {
  return createHash("sha256").update(value).digest("hex");
}

function toVersion(document: Omit<ResourceVersionDocument, "value">, current: number | undefined): ResourceVersion {
  const { version, hash, note, savedAt, savedBy } = document;
  return { version, hash, note, savedAt: savedAt.toISOString(), savedBy, isCurrent: version === current };
}
