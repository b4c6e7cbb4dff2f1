import { endsBadly, type RunStatus } from "../../../definitions/run-status.ts";
import type { Trigger } from "../../../definitions/triggers/index.ts";
import type { LocalizedText } from "../../../definitions/text.ts";
import type { Settings } from "../../../definitions/workflow.ts";
import type { Plan } from "../../interpreter/plan.ts";
import type { CacheRevisions } from "../cache-revisions.ts";
import { keyedId, type StoreContext } from "../context.ts";
import type { WorkflowDocument } from "../documents.ts";
import { unpackJson } from "../json-text.ts";
import { unseal } from "../secret-box.ts";
import { VersionStore } from "./version-store.ts";
import { addressPlace, type TriggerAddress } from "./trigger-addresses.ts";

/** A published workflow as triggers and the dispatcher see it. */
export interface PublishedWorkflow {
  workspaceId: string;
  key: string;
  name: LocalizedText;
  enabled: boolean;
  version: number;
  planHash: string;
  triggers: Trigger[];
  settings: Settings;
  calendars: string[];
  addresses: TriggerAddress[];
}
interface Snapshot {
  revision: number;
  byWorkspace: Map<string, PublishedWorkflow[]>;
  byAddress: Map<string, { workflow: PublishedWorkflow; address: TriggerAddress }>;
}

const PLANS_KEPT = 200;

/** All published workflows, in memory; a change anywhere raises a revision that makes the next look-up load anew. */
export class PublishedIndex {
  readonly #store: StoreContext;
  readonly #revisions: CacheRevisions;
  #snapshot: Snapshot | undefined;
  #loading: Promise<Snapshot> | undefined;
  readonly #plans = new Map<string, Promise<Plan>>();

  constructor(store: StoreContext, revisions: CacheRevisions) {
    this.#store = store;
    this.#revisions = revisions;
  }

  /**
   * The published workflows of a workspace as they are in the database at this moment (one read by key when nothing
   * changed): an event that was written after a publish always meets the published version.
   */
  async listFresh(workspaceId: string): Promise<PublishedWorkflow[]> {
    const revision = await this.#revisions.current("published");
    return (await this.#atLeast(revision)).byWorkspace.get(workspaceId) ?? [];
  }

  /** Those of all workspaces, with the revision that they belong to. */
  async listAllFresh(): Promise<{ revision: number; workflows: PublishedWorkflow[] }> {
    const snapshot = await this.#atLeast(await this.#revisions.current("published"));
    return { revision: snapshot.revision, workflows: [...snapshot.byWorkspace.values()].flat() };
  }

  /** One workflow, as fresh as `listFresh`. */
  async getFresh(workspaceId: string, key: string): Promise<PublishedWorkflow | null> {
    return (await this.listFresh(workspaceId)).find((workflow) => workflow.key === key) ?? null;
  }

  /** Whether the end of a run with this status starts a workflow: by a trigger `workflow`, or as its failure workflow. */
  async hearsRunEnd(workspaceId: string, workflowKey: string, status: RunStatus): Promise<boolean> {
    const workflows = await this.listFresh(workspaceId);
    return workflows.some((workflow) => {
      if (workflow.key === workflowKey && endsBadly(status) && workflow.settings.failureWorkflow !== undefined)
        return true;
      if (!workflow.enabled) return false;
      return workflow.triggers.some(
        (trigger) =>
          trigger.type === "workflow" &&
          trigger.disabled !== true &&
          trigger.workflow === workflowKey &&
          trigger.on.some((each) => each === status),
      );
    });
  }

  /**
   * The trigger at a public address of this workspace, from memory; the database is asked only for an address that
   * memory does not know. Null when there is none.
   */
  async findAddress(
    workspaceId: string,
    addressId: string,
  ): Promise<{ workflow: PublishedWorkflow; address: TriggerAddress } | null> {
    const id = keyedId(workspaceId, addressId);
    const known = (await this.#atLeast(this.#revisions.known("published"))).byAddress.get(id);
    if (known !== undefined) return known;
    const revision = await this.#revisions.current("published");
    return (await this.#atLeast(revision)).byAddress.get(id) ?? null;
  }

  /** A plan by hash; plans never change, so the latest 200 stay in memory. Throws `PLAN_UNKNOWN`. */
  async getPlan(workspaceId: string, planHash: string): Promise<Plan> {
    const id = keyedId(workspaceId, planHash);
    let plan = this.#plans.get(id);
    if (plan === undefined) {
      plan = new VersionStore(this.#store, workspaceId).getPlan(planHash);
      this.#plans.set(id, plan);
      plan.catch(() => this.#plans.delete(id));
      const oldest = this.#plans.keys().next().value;
      if (this.#plans.size > PLANS_KEPT && oldest !== undefined) this.#plans.delete(oldest);
    }
    return plan;
  }

  async #atLeast(revision: number): Promise<Snapshot> {
    while (this.#snapshot === undefined || this.#snapshot.revision < revision) {
      this.#loading ??= this.#load().finally(() => {
        this.#loading = undefined;
      });
      await this.#loading;
    }
    return this.#snapshot;
  }

  async #load(): Promise<Snapshot> {
    const revision = await this.#revisions.current("published");
    const snapshot: Snapshot = { revision, byWorkspace: new Map(), byAddress: new Map() };
    const found = this.#store.collections.workflows.find({ published: { $ne: null } }, { projection: { draft: 0 } });
    for await (const document of found) {
      const workflow = this.#toPublished(document);
      if (workflow === null) continue;
      const list = snapshot.byWorkspace.get(workflow.workspaceId) ?? [];
      list.push(workflow);
      snapshot.byWorkspace.set(workflow.workspaceId, list);
      for (const address of workflow.addresses)
        if (workflow.triggers.some(({ id, type }) => id === address.triggerId && type === address.type))
          snapshot.byAddress.set(keyedId(workflow.workspaceId, address.addressId), { workflow, address });
    }
    this.#snapshot = snapshot;
    return snapshot;
  }

  #toPublished(document: WorkflowDocument): PublishedWorkflow | null {
    const { workspaceId, key, published } = document;
    if (published === null) return null;
    const addresses: TriggerAddress[] = [];
    for (const { triggerId, type, addressId, secret } of document.addresses)
      try {
        const place = addressPlace(workspaceId, key, triggerId);
        addresses.push({ triggerId, type, addressId, secret: unseal(this.#store.keyRing, place, secret) });
      } catch (error) {
        this.#store.logger.error({ err: error, workflow: key, triggerId }, "a trigger's secret cannot be read");
      }
    return {
      workspaceId,
      key,
      name: document.name,
      enabled: document.enabled,
      version: published.version,
      planHash: published.planHash,
      triggers: unpackJson<Trigger[]>(published.triggers),
      settings: unpackJson<Settings>(published.settings),
      calendars: published.calendars,
      addresses,
    };
  }
}
