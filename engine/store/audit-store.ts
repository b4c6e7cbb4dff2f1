import type { JsonObject } from "../../definitions/json.ts";
import type { StoreContext } from "./context.ts";
import type { AuditDocument } from "./documents.ts";
import { packJson, unpackObject } from "./json-text.ts";
import { newId } from "./new-id.ts";
import { type Page, pageNewestFirst, type PageRequest } from "./page.ts";

export interface AuditEntry {
  id: string;
  at: string;
  byUser: string | null;
  action: string;
  target: string;
  details: JsonObject;
}

const MOST_OF_TARGET = 200;

/** Who changed what in one workspace. Entries are only ever added. */
export class AuditStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /** `details` must hold no secrets. */
  async add(entry: { byUser: string | null; action: string; target: string; details?: JsonObject }): Promise<void> {
    await this.#store.collections.audit.insertOne({
      _id: newId(),
      workspaceId: this.#workspaceId,
      at: new Date(),
      byUser: entry.byUser,
      action: entry.action,
      target: entry.target,
      details: packJson(entry.details ?? {}),
    });
  }

  /** The same of several targets at once. */
  async addForEach(
    targets: readonly string[],
    entry: { byUser: string | null; action: string; details?: JsonObject },
  ): Promise<void> {
    if (targets.length === 0) return;
    const shared = { workspaceId: this.#workspaceId, at: new Date(), byUser: entry.byUser, action: entry.action };
    const details = packJson(entry.details ?? {});
    await this.#store.collections.audit.insertMany(
      targets.map((target) => ({ _id: newId(), ...shared, target, details })),
    );
  }

  /** What was done to one target, oldest first: its first 200 entries. */
  async ofTarget(target: string): Promise<AuditEntry[]> {
    const found = await this.#store.collections.audit
      .find({ workspaceId: this.#workspaceId, target })
      .sort({ _id: 1 })
      .limit(MOST_OF_TARGET)
      .toArray();
    return found.map(toEntry);
  }

  /** Newest first. */
  async list(request: PageRequest): Promise<Page<AuditEntry>> {
    const page = await pageNewestFirst(this.#store.collections.audit, { workspaceId: this.#workspaceId }, request);
    return {
      items: page.items.map(toEntry),
      nextCursor: page.nextCursor,
    };
  }
}

function toEntry({ _id, at, byUser, action, target, details }: AuditDocument): AuditEntry {
  return { id: _id, at: at.toISOString(), byUser, action, target, details: unpackObject(details) };
}
