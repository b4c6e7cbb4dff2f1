import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../../engine/store/index.ts";
import { newWorkspaceId, openTestStore, publish, TEST_KEYS } from "./open-test-store.ts";

const PASSWORD = "correct-horse-battery-staple";
let store: Store;
let database: string;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, database, drop } = await openTestStore()));
afterAll(() => drop());

/** Every document of the database as text. */
async function dump(): Promise<string> {
  const texts: string[] = [];
  for (const { name } of await store.database.listCollections().toArray())
    texts.push(JSON.stringify(await store.database.collection(name).find().toArray()));
  return texts.join("\n");
}

describe("secrets", () => {
  it("are never in a document, nor in what the API gets, and come back for operations only", async () => {
    const workspaceId = newWorkspaceId();
    const { connections } = store.workspace(workspaceId);
    const settings = { baseUrl: "https://erp.example.com", token: PASSWORD };
    const shown = await connections.put("erp", { connector: "erp", name: "ERP", settings }, ["token"]);
    expect(shown).toMatchObject({ settings: { baseUrl: "https://erp.example.com" }, secretsSet: { token: true } });
    expect(JSON.stringify([shown, await connections.list()])).not.toContain(PASSWORD);
    const key = await publish(store, workspaceId, { triggers: [{ id: "hook", type: "webhook" }] });
    const [address] = await store.workspace(workspaceId).workflows.addresses(key);
    const everything = await dump();
    expect(everything).toContain("erp.example.com");
    expect(everything).not.toContain(PASSWORD);
    expect(everything).not.toContain(address!.secret);
    expect((await connections.resolve("erp")).settings).toEqual(settings);
  });

  it("stay when left out, go with null, and cannot be moved to another place", async () => {
    const workspaceId = newWorkspaceId();
    const { connections } = store.workspace(workspaceId);
    await connections.put("a", { connector: "erp", name: "A", settings: { token: PASSWORD } }, ["token"]);
    await connections.put("a", { connector: "erp", name: "A2", settings: { baseUrl: "x" } }, ["token"]);
    expect((await connections.resolve("a")).settings).toEqual({ baseUrl: "x", token: PASSWORD });
    await connections.put("b", { connector: "erp", name: "B", settings: {} }, ["token"]);
    const documents = store.context.collections.connections;
    const stolen = await documents.findOne({ _id: `${workspaceId}:a` });
    await documents.updateOne({ _id: `${workspaceId}:b` }, { $set: { secrets: stolen!.secrets } });
    await expect(connections.resolve("b")).rejects.toMatchObject({ code: "SECRET_UNREADABLE" });
    await connections.put("a", { connector: "erp", name: "A", settings: { token: null } }, ["token"]);
    expect((await connections.resolve("a")).settings).toEqual({});
  });

  it("are turned over to a new key, after which the old one is not needed", async () => {
    const workspaceId = newWorkspaceId();
    const put = store.workspace(workspaceId).connections.put.bind(store.workspace(workspaceId).connections);
    await put("a", { connector: "erp", name: "A", settings: { token: PASSWORD } }, ["token"]);
    const fresh = { id: "k2", key: Buffer.alloc(32, 2) };
    const both = await openTestStore({ database, keyRing: [fresh, ...TEST_KEYS] });
    expect(await both.store.workspace(workspaceId).connections.rotateSecrets()).toBe(1);
    expect(await both.store.workspace(workspaceId).connections.rotateSecrets()).toBe(0);
    await both.store.close();
    const onlyNew = await openTestStore({ database, keyRing: [fresh] });
    expect((await onlyNew.store.workspace(workspaceId).connections.resolve("a")).settings).toEqual({ token: PASSWORD });
    await onlyNew.store.close();
    await expect(store.workspace(workspaceId).connections.resolve("a")).rejects.toMatchObject({
      code: "SECRET_UNREADABLE",
    });
  });
});
