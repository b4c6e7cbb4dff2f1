import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import type { Store } from "../../../engine/store/index.ts";
import { newWorkspaceId, openTestStore, publish } from "./open-test-store.ts";

let store: Store;
let database: string;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, database, drop } = await openTestStore()));
afterAll(() => drop());

const draft = (key: string, name: string) => workflowDefinitionSchema.parse({ schemaVersion: 1, key, name });

describe("workflows", () => {
  it("refuse a save over somebody else's, and say the present revision", async () => {
    const { workflows } = store.workspace(newWorkspaceId());
    await workflows.create(draft("a", "A"), "h1", "u1");
    const saves = await Promise.allSettled(
      ["B", "C", "D"].map((name) => workflows.saveDraft("a", 1, draft("a", name), "h2", "u2")),
    );
    expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = saves.find((save) => save.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "WORKFLOW_CONFLICT", details: { revision: 2 } });
    await expect(workflows.create(draft("a", "A"), "h1", null)).rejects.toMatchObject({ code: "WORKFLOW_EXISTS" });
  });

  it("publish immutable versions, and keep addresses over them", async () => {
    const workspaceId = newWorkspaceId();
    const { workflows } = store.workspace(workspaceId);
    const key = await publish(store, workspaceId, { triggers: [{ id: "hook", type: "webhook" }] });
    const [address] = await workflows.addresses(key);
    const before = await workflows.get(key);
    const changed = { ...before.draft, name: "Changed" };
    const saved = await workflows.saveDraft(key, before.revision, changed, "other", null);
    expect((await workflows.versions.get(key, 1)).definition.name).toBe(key);
    const plan = await workflows.versions.getPlan(before.published!.planHash);
    const request = { hash: "other", plan, planHash: "p2", calendars: [], byUser: null };
    await expect(workflows.publish(key, { ...request, revision: 1 })).rejects.toMatchObject({
      code: "WORKFLOW_CONFLICT",
    });
    expect(await workflows.publish(key, { ...request, revision: saved.revision })).toMatchObject({ version: 2 });
    expect((await workflows.versions.list(key)).map(({ version }) => version)).toEqual([2, 1]);
    expect((await workflows.versions.get(key, 1)).definition.name).toBe(key);
    expect(await workflows.addresses(key)).toEqual([address]);
  });

  it("are seen by other processes as soon as they are published, changed or switched off", async () => {
    const workspaceId = newWorkspaceId();
    const other = await openTestStore({ database });
    try {
      expect(await other.store.published.listFresh(workspaceId)).toEqual([]);
      const key = await publish(store, workspaceId, { triggers: [{ id: "hook", type: "webhook" }] });
      expect(await other.store.published.listFresh(workspaceId)).toMatchObject([{ key, enabled: true, version: 1 }]);
      await store.workspace(workspaceId).workflows.setEnabled(key, false, null);
      expect(await other.store.published.getFresh(workspaceId, key)).toMatchObject({ enabled: false });
      await store.workspace(workspaceId).workflows.remove(key);
      expect(await other.store.published.getFresh(workspaceId, key)).toBeNull();
    } finally {
      await other.store.close();
    }
  });

  it("are not found from another workspace, by key or by address", async () => {
    const [mine, theirs] = [newWorkspaceId(), newWorkspaceId()];
    const key = await publish(store, mine, { triggers: [{ id: "hook", type: "webhook" }] });
    const [address] = await store.workspace(mine).workflows.addresses(key);
    expect(await store.published.findAddress(mine, address!.addressId)).not.toBeNull();
    expect(await store.published.findAddress(theirs, address!.addressId)).toBeNull();
    await expect(store.workspace(theirs).workflows.get(key)).rejects.toMatchObject({ code: "WORKFLOW_UNKNOWN" });
    await expect(store.workspace(theirs).workflows.versions.get(key, 1)).rejects.toMatchObject({
      code: "VERSION_UNKNOWN",
    });
  });
});
