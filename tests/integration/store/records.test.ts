import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../../engine/store/index.ts";
import { newWorkspaceId, openTestStore } from "./open-test-store.ts";

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await openTestStore()));
afterAll(() => drop());

const eventsOf = async (workspaceId: string) =>
  store.context.collections.events.find({ workspaceId }).sort({ _id: 1 }).toArray();

describe("records and their events", () => {
  it("are written together, or not at all", async () => {
    const workspaceId = newWorkspaceId();
    const context = { workspaceId, chain: ["caller"], idempotencyKey: "run/step/0" };
    const lead = await store.records.create("lead", { name: "Li" }, context);
    expect(await eventsOf(workspaceId)).toMatchObject([
      { kind: "record", change: "created", recordId: lead.id, chain: ["caller"], status: "pending" },
    ]);
    const { events } = store.context.collections;
    const [event] = await eventsOf(workspaceId);
    // The event's id is taken already: its insert fails, and so must the record's change.
    const clash = { ...event!, _id: "x" };
    await events.insertOne(clash);
    const original = events.insertMany.bind(events);
    events.insertMany = (documents: never[], options: never) =>
      original(documents.map((document) => Object.assign(document, { _id: "x" })) as never, options);
    const update = store.records.update("lead", lead.id, { note: "half" }, { workspaceId, chain: [] });
    await expect(update).rejects.toMatchObject({ code: 11_000 });
    events.insertMany = original;
    expect(await store.records.get(workspaceId, "lead", lead.id)).toMatchObject({ note: null });
  });

  it("tell which fields changed, and a stage as a business event", async () => {
    const workspaceId = newWorkspaceId();
    const context = { workspaceId, chain: [] };
    const lead = await store.records.create("lead", { name: "Li", city: "Beijing" }, context);
    await store.records.update("lead", lead.id, { status: "contacted", city: "Beijing", note: "called" }, context);
    const [, updated, stage] = await eventsOf(workspaceId);
    expect(updated).toMatchObject({ change: "updated", changedFields: ["status", "note"], stageChanged: true });
    expect(stage).toMatchObject({ kind: "event", name: "lead.contacted", correlate: JSON.stringify(lead.id) });
    await store.records.update("lead", lead.id, { status: "contacted" }, context);
    expect(await eventsOf(workspaceId)).toHaveLength(3);
  });

  it("make one record of fifty upserts at once, also over two connections", async () => {
    const workspaceId = newWorkspaceId();
    const second = await openTestStore({ database: store.database.databaseName });
    try {
      const upsert = (index: number) =>
        (index % 2 === 0 ? store : second.store).records.upsert(
          "lead",
          ["email"],
          { name: `Lead ${index}`, email: "one@example.com" },
          { workspaceId, chain: [] },
        );
      const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => upsert(index)));
      expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
      expect(new Set(outcomes.map(({ record }) => record.id)).size).toBe(1);
      expect(await store.records.find(workspaceId, "lead", {})).toHaveLength(1);
    } finally {
      await second.store.close();
    }
  });

  it("keep to their workspace", async () => {
    const [mine, theirs] = [newWorkspaceId(), newWorkspaceId()];
    const lead = await store.records.create("lead", { name: "Li" }, { workspaceId: mine, chain: [] });
    const foreign = { workspaceId: theirs, chain: [] };
    expect(await store.records.get(theirs, "lead", lead.id)).toBeNull();
    await expect(store.records.update("lead", lead.id, { name: "X" }, foreign)).rejects.toMatchObject({
      code: "RECORD_UNKNOWN",
    });
    await expect(store.records.remove("lead", lead.id, foreign)).rejects.toMatchObject({ code: "RECORD_UNKNOWN" });
    expect(await store.records.find(theirs, "lead", {})).toEqual([]);
  });

  it("page through everything, each once, newest first", async () => {
    const workspaceId = newWorkspaceId();
    for (let index = 0; index < 7; index += 1)
      await store.records.create("account", { name: `A${index}` }, { workspaceId, chain: [] });
    const names: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.records.list(workspaceId, "account", { limit: 3, cursor });
      names.push(...page.items.map((record) => record["name"]));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names).toEqual(["A6", "A5", "A4", "A3", "A2", "A1", "A0"]);
    await expect(store.records.list(workspaceId, "account", { cursor: "$where" })).rejects.toMatchObject({
      code: "CURSOR_INVALID",
    });
  });

  it("take custom fields, with their types", async () => {
    const workspaceId = newWorkspaceId();
    const context = { workspaceId, chain: [] };
    await expect(store.records.create("lead", { name: "L", leadNumber: 7 }, context)).rejects.toMatchObject({
      code: "RECORD_FIELD_UNKNOWN",
    });
    await store.objects.putField(workspaceId, "lead", { name: "leadNumber", type: "number", title: "Lead number" });
    expect(await store.records.create("lead", { name: "L", leadNumber: 7 }, context)).toMatchObject({ leadNumber: 7 });
    await expect(
      store.objects.putField(workspaceId, "lead", { name: "email", type: "number", title: "E" }),
    ).rejects.toMatchObject({ code: "FIELD_CONFLICT" });
    await expect(
      store.records.create("lead", { name: "L", leadNumber: 7 }, { ...context, workspaceId: newWorkspaceId() }),
    ).rejects.toMatchObject({ code: "RECORD_FIELD_UNKNOWN" });
  });
});
