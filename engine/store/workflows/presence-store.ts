import type { Presence } from "../../../definitions/api.ts";
import { keyedId, type StoreContext } from "../context.ts";

/** A tab that has not been heard of for so long is gone: its process ended without saying so. */
const KEPT_MS = 20_000;

/** Who has which draft open. In the database, since the tabs of one draft may hang on several API processes. */
export class PresenceStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  /** Says that a tab is here, and stays for a while; the step that it tells is kept. */
  async enter(workflowKey: string, { tab, userId, name }: Omit<Presence, "step">): Promise<void> {
    await this.#documents.updateOne(
      { _id: this.#id(workflowKey, tab), workspaceId: this.#workspaceId },
      {
        $set: { workflowKey, tab, userId, name, expiresAt: new Date(Date.now() + KEPT_MS) },
        $setOnInsert: { step: null },
      },
      { upsert: true },
    );
  }

  /** The step that a tab has selected. Nothing happens for a tab that is not here, or is somebody else's. */
  async tell(workflowKey: string, tab: string, userId: string, step: string | null): Promise<void> {
    await this.#documents.updateOne(
      { _id: this.#id(workflowKey, tab), workspaceId: this.#workspaceId, userId },
      { $set: { step } },
    );
  }

  async leave(workflowKey: string, tab: string): Promise<void> {
    await this.#documents.deleteOne({ _id: this.#id(workflowKey, tab), workspaceId: this.#workspaceId });
  }

  /** All tabs that are here now, in a lasting order. */
  async list(workflowKey: string): Promise<Presence[]> {
    const found = await this.#documents
      .find({ workspaceId: this.#workspaceId, workflowKey, expiresAt: { $gt: new Date() } })
      .sort({ _id: 1 })
      .toArray();
    return found.map(({ tab, userId, name, step }) => ({ tab, userId, name, step }));
  }

  get #documents() {
    return this.#store.collections.presence;
  }
  #id(workflowKey: string, tab: string): string {
    return keyedId(this.#workspaceId, workflowKey, tab);
  }
}
