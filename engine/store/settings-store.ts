import type { JsonObject } from "../../definitions/json.ts";
import { keyedId, type StoreContext } from "./context.ts";
import { packJson, unpackObject } from "./json-text.ts";

/** Named settings of one workspace, each a JSON object. */
export class SettingsStore {
  readonly #store: StoreContext;
  readonly #workspaceId: string;

  constructor(store: StoreContext, workspaceId: string) {
    this.#store = store;
    this.#workspaceId = workspaceId;
  }

  async get(name: string): Promise<JsonObject | null> {
    const found = await this.#store.collections.settings.findOne({
      _id: this.#id(name),
      workspaceId: this.#workspaceId,
    });
    return found?.values === undefined ? null : unpackObject(found.values);
  }

  async put(name: string, values: JsonObject): Promise<void> {
    await this.#store.collections.settings.updateOne(
      { _id: this.#id(name) },
      { $set: { workspaceId: this.#workspaceId, name, values: packJson(values) } },
      { upsert: true },
    );
  }

  #id(name: string): string {
    return keyedId(this.#workspaceId, "values", name);
  }
}
