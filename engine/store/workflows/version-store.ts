import { userError } from "../../../definitions/errors.ts";
import type { WorkflowDefinition } from "../../../definitions/workflow.ts";
import type { Plan } from "../../interpreter/plan.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { VersionDocument } from "../documents.ts";
import { unpackJson } from "../json-text.ts";

export interface StoredVersion {
  version: number;
  hash: string;
  planHash: string;
  note: string | null;
  publishedAt: string;
  publishedBy: string | null;
}

/** Immutable published snapshots of one workspace, and the plans compiled from them. */
export class VersionStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /** Newest first, without definitions. */
  async list(workflowKey: string): Promise<StoredVersion[]> {
    const found = await this.#store.collections.versions
      .find({ workspaceId: this.#workspaceId, workflowKey }, { projection: { definition: 0 } })
      .sort({ version: -1 })
      .toArray();
    return found.map(toVersion);
  }

  /** Throws `VERSION_UNKNOWN`. */
  async get(workflowKey: string, version: number): Promise<StoredVersion & { definition: WorkflowDefinition }> {
    const found = await this.#store.collections.versions.findOne({
      _id: keyedId(this.#workspaceId, workflowKey, String(version)),
      workspaceId: this.#workspaceId,
    });
    if (found === null)
      throw userError("VERSION_UNKNOWN", `The workflow ${workflowKey} has no version ${version}`, {
        key: workflowKey,
        version,
      });
    return { ...toVersion(found), definition: unpackJson<WorkflowDefinition>(found.definition) };
  }

  /** The compiled plan, by its hash. Throws `PLAN_UNKNOWN`. */
  async getPlan(planHash: string): Promise<Plan> {
    const found = await this.#store.collections.plans.findOne({
      _id: keyedId(this.#workspaceId, planHash),
      workspaceId: this.#workspaceId,
    });
    if (found === null) throw userError("PLAN_UNKNOWN", `There is no plan ${planHash}`, { planHash });
    return unpackJson<Plan>(found.plan);
  }
}

export function toVersion(document: Omit<VersionDocument, "definition">): StoredVersion {
  return {
    version: document.version,
    hash: document.hash,
    planHash: document.planHash,
    note: document.note,
    publishedAt: document.publishedAt.toISOString(),
    publishedBy: document.publishedBy,
  };
}
