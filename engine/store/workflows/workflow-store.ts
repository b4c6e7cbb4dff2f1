import { userError } from "../../../definitions/errors.ts";
import type { LocalizedText } from "../../../definitions/text.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { WorkflowDocument } from "../documents.ts";
import { packJson, unpackJson } from "../json-text.ts";
import { unseal } from "../secret-box.ts";
import { changeCached, isDuplicateKey } from "../transaction.ts";
import { type PublishRequest, publishVersion } from "./publish-version.ts";
import { addressPlace, draftConflict, type TriggerAddress } from "./trigger-addresses.ts";
import { VersionStore, type StoredVersion } from "./version-store.ts";

export interface StoredWorkflow {
  key: string;
  name: LocalizedText;
  description?: LocalizedText;
  draft: WorkflowDefinition;
  draftHash: string;
  revision: number;
  enabled: boolean;
  published: { version: number; hash: string; planHash: string } | null;
  createdAt: string;
  updatedAt: string;
  updatedBy: string | null;
}
/** What a list shows: no draft. */
export type ListedWorkflow = Omit<StoredWorkflow, "draft"> & { triggerTypes: string[]; nodeCount: number };

/** Workflows of one workspace: drafts under compare-and-set, publishing, trigger addresses. */
export class WorkflowStore {
  readonly versions: VersionStore;
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
    this.versions = new VersionStore(store, workspaceId);
  }

  /** All workflows, by key. */
  async list(): Promise<ListedWorkflow[]> {
    const found = await this.#documents
      .find({ workspaceId: this.#workspaceId }, { projection: { draft: 0 } })
      .sort({ key: 1 })
      .toArray();
    return found.map(toListed);
  }

  /** Throws `WORKFLOW_UNKNOWN`. */
  async get(key: string): Promise<StoredWorkflow> {
    return toWorkflow(await this.#require(key));
  }

  /** The draft's revision, and who saved it, without the draft. Throws `WORKFLOW_UNKNOWN`. */
  async revisionOf(key: string): Promise<{ revision: number; updatedBy: string | null }> {
    const found = await this.#documents.findOne(
      { _id: this.#id(key), workspaceId: this.#workspaceId },
      { projection: { revision: 1, updatedBy: 1 } },
    );
    if (found === null) throw userError("WORKFLOW_UNKNOWN", `There is no workflow ${key}`, { key });
    return { revision: found.revision, updatedBy: found.updatedBy };
  }

  /** `hash` is the draft's content hash. Throws `WORKFLOW_EXISTS`. */
  async create(draft: WorkflowDefinition, hash: string, byUser: string | null): Promise<StoredWorkflow> {
    const now = new Date();
    const document: WorkflowDocument = {
      _id: this.#id(draft.key),
      workspaceId: this.#workspaceId,
      key: draft.key,
      ...draftPart(draft, hash),
      revision: 1,
      enabled: true,
      addresses: [],
      published: null,
      createdAt: now,
      updatedAt: now,
      updatedBy: byUser,
    };
    try {
      await this.#documents.insertOne(document);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw userError("WORKFLOW_EXISTS", `There is a workflow ${draft.key} already`, { key: draft.key });
    }
    return toWorkflow(document);
  }

  /**
   * Saves the draft where its revision still is `revision`. Throws `WORKFLOW_CONFLICT` with the present `revision`,
   * `WORKFLOW_UNKNOWN`, `WORKFLOW_KEY_FIXED` when the definition names another key.
   */
  async saveDraft(
    key: string,
    revision: number,
    draft: WorkflowDefinition,
    hash: string,
    byUser: string | null,
  ): Promise<StoredWorkflow> {
    if (draft.key !== key)
      throw userError("WORKFLOW_KEY_FIXED", `The definition's key is ${draft.key}, the workflow's ${key}`, { key });
    const saved = await this.#documents.updateOne(
      { _id: this.#id(key), workspaceId: this.#workspaceId, revision },
      { $set: { ...draftPart(draft, hash), updatedAt: new Date(), updatedBy: byUser }, $inc: { revision: 1 } },
    );
    const present = await this.#require(key);
    if (saved.modifiedCount !== 1) throw draftConflict(key, present.revision);
    return toWorkflow(present);
  }

  /** See `publishVersion`. */
  async publish(key: string, request: PublishRequest): Promise<StoredVersion> {
    return publishVersion(this.#store, this.#workspaceId, key, request);
  }

  /** Switches the published triggers. Throws `WORKFLOW_UNKNOWN`. */
  async setEnabled(key: string, enabled: boolean, byUser: string | null): Promise<StoredWorkflow> {
    await changeCached(this.#store, "published", async (session) =>
      this.#documents.updateOne(
        { _id: this.#id(key), workspaceId: this.#workspaceId },
        { $set: { enabled, updatedAt: new Date(), updatedBy: byUser } },
        { session },
      ),
    );
    return this.get(key);
  }

  /** Throws `WORKFLOW_UNKNOWN`, `WORKFLOW_HAS_RUNS` while a run is open. Its tests go too; versions and closed runs stay. */
  async remove(key: string): Promise<void> {
    await this.#require(key);
    const open = await this.#store.collections.runs.findOne({
      workspaceId: this.#workspaceId,
      workflowKey: key,
      status: { $in: ["queued", "running", "waiting", "paused", "incident"] },
    });
    if (open !== null)
      throw userError("WORKFLOW_HAS_RUNS", `The workflow ${key} has open runs; cancel them first`, { key });
    await changeCached(this.#store, "published", async (session) => {
      await this.#documents.deleteOne({ _id: this.#id(key), workspaceId: this.#workspaceId }, { session });
      const ofWorkflow = { workspaceId: this.#workspaceId, workflowKey: key };
      await this.#store.collections.workflowTests.deleteMany(ofWorkflow, { session });
    });
  }

  /** The public addresses of webhooks and forms, with the secret that signs webhooks. */
  async addresses(key: string): Promise<TriggerAddress[]> {
    const document = await this.#require(key);
    return document.addresses.map((address) => ({
      triggerId: address.triggerId,
      type: address.type,
      addressId: address.addressId,
      secret: unseal(this.#store.keyRing, addressPlace(this.#workspaceId, key, address.triggerId), address.secret),
    }));
  }

  get #documents() {
    return this.#store.collections.workflows;
  }
  #id(key: string): string {
    return keyedId(this.#workspaceId, key);
  }
  async #require(key: string): Promise<WorkflowDocument> {
    const found = await this.#documents.findOne({ _id: this.#id(key), workspaceId: this.#workspaceId });
    if (found === null) throw userError("WORKFLOW_UNKNOWN", `There is no workflow ${key}`, { key });
    return found;
  }
}

function draftPart(draft: WorkflowDefinition, hash: string) {
  return {
    name: draft.name,
    ...(draft.description === undefined ? {} : { description: draft.description }),
    draft: packJson(draft),
    draftHash: hash,
    draftTriggerTypes: [...new Set(draft.triggers.map(({ type }) => type))],
    draftNodeCount: draft.nodes.length,
  };
}

function commonOf(document: Omit<WorkflowDocument, "draft">): Omit<StoredWorkflow, "draft"> {
  const { key, name, description, draftHash, revision, enabled, published, updatedBy } = document;
  return {
    key,
    name,
    ...(description === undefined ? {} : { description }),
    draftHash,
    revision,
    enabled,
    published:
      published === null ? null : { version: published.version, hash: published.hash, planHash: published.planHash },
    createdAt: document.createdAt.toISOString(),
    updatedAt: document.updatedAt.toISOString(),
    updatedBy,
  };
}

function toListed(document: Omit<WorkflowDocument, "draft">): ListedWorkflow {
  return {
    ...commonOf(document),
    triggerTypes: document.draftTriggerTypes,
    nodeCount: document.draftNodeCount,
  };
}

function toWorkflow(document: WorkflowDocument): StoredWorkflow {
  return { ...commonOf(document), draft: unpackJson<WorkflowDefinition>(document.draft) };
}
