import type { JsonObject } from "../../definitions/json.ts";
import type { StoreContext } from "./context.ts";
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

  /** Newest first. */
  async list(request: PageRequest): Promise<Page<AuditEntry>> {
    const page = await pageNewestFirst(this.#store.collections.audit, { workspaceId: this.#workspaceId }, request);
    return {
      items: page.items.map(({ _id, at, byUser, action, target, details }) => ({
        id: _id,
        at: at.toISOString(),
        byUser,
        action,
        target,
        details: unpackObject(details),
      })),
      nextCursor: page.nextCursor,
    };
  }
}
