import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RecordImport } from "../../../definitions/api.ts";
import type { NewImport, Store } from "../../../engine/store/index.ts";
import { ImportRunner } from "../../../engine/triggers/index.ts";
import { newWorkspaceId, openTestStore } from "../store/open-test-store.ts";

let store: Store;
let database: string;
let drop: () => Promise<void>;
let workspaceId: string;
beforeAll(async () => ({ store, database, drop } = await openTestStore()));
afterAll(() => drop());
beforeEach(() => {
  workspaceId = newWorkspaceId();
});

/** In pieces that cut lines and characters anywhere. */
async function* pieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const queue = (text: string, given: Partial<NewImport> = {}, size = 7) =>
  store.workspace(workspaceId).imports.create({ object: "lead", byUser: "u1", ...given }, pieces(text, size));
async function importNow(text: string, given: Partial<NewImport> = {}, size = 7): Promise<RecordImport> {
  const { id } = await queue(text, given, size);
  while (await new ImportRunner({ store }).runOne());
  return store.workspace(workspaceId).imports.get(id);
}
const names = async () =>
  (await store.records.find(workspaceId, "lead", {}, 1_000)).map((record) => record["name"]).reverse();
const eventCount = async () => store.context.collections.events.countDocuments({ workspaceId });

describe("a CSV import", () => {
  it("takes good rows and reports each bad one with its line and reason", async () => {
    const file = [
      "\uFEFFName,E-mail,Minutes on site,status,Shoe size",
      'Ann,ann@example.com,"1,234.5",new,4',
      '"Li\r\nWei, Dr.",li@example.com,0,CONTACTED,',
      ",nobody@example.com,1,new,",
      "Bad number,b@example.com,many,new,",
      "Too short,c@example.com",
      "Bad choice,d@example.com,1,lukewarm,",
      "",
      "Select only,Select,Select,Select,Select",
      '王伟,w@example.com,3,new,"never closed',
      "After,after@example.com,2,new,",
      "Last,last@example.com,2,new,",
    ].join("\r\n");
    const done = await importNow(file);
    expect(done).toMatchObject({ status: "completed", rows: 10, created: 5, rejected: 5, updated: 0, progress: 1 });
    expect(done.problems.map(({ line, code }) => [line, code])).toEqual([
      [1, "IMPORT_COLUMN_UNKNOWN"],
      [5, "RECORD_INVALID"],
      [6, "RECORD_INVALID"],
      [7, "IMPORT_CSV_MALFORMED"],
      [8, "RECORD_INVALID"],
      [11, "IMPORT_CSV_MALFORMED"],
    ]);
    expect(done.problems[2]?.message).toContain("minutesOnSite");
    expect(await names()).toEqual(["Ann", "Li\r\nWei, Dr.", "Select only", "After", "Last"]);
    const [last, after, empty, li, ann] = await store.records.find(workspaceId, "lead", {});
    expect(ann).toMatchObject({ minutesOnSite: 1_234.5, status: "new" });
    expect(li).toMatchObject({ minutesOnSite: 0, status: "contacted" });
    expect(empty).toMatchObject({ email: null, minutesOnSite: null, status: "new" });
    expect([after, last]).toMatchObject([{ email: "after@example.com" }, { email: "last@example.com" }]);
    expect(await eventCount()).toBe(5);
  });

  it("follows an explicit mapping, finds existing records, and may leave workflows alone", async () => {
    const mapping = { Who: "name", Mail: "email" };
    const given = { mapping, match: ["email"], automations: "skip" } as const;
    expect(await importNow("Who;Mail;Extra\nAnn;a@example.com;1\nBo;b@example.com;2\nNo mail;;3", given)).toMatchObject(
      {
        created: 2,
        rejected: 1,
        problems: [{ line: 4, code: "RECORD_MATCH_EMPTY" }],
      },
    );
    expect(await importNow("Who;Mail\nAnna;a@example.com\nCy;c@example.com", given)).toMatchObject({
      created: 1,
      updated: 1,
    });
    expect(new Set(await names())).toEqual(new Set(["Anna", "Bo", "Cy"]));
    const events = await store.context.collections.events.find({ workspaceId }).toArray();
    expect(events.every((event) => event.skipAutomations === true)).toBe(true);
  });

  it("goes on exactly where a killed worker left it", async () => {
    const lines = Array.from({ length: 230 }, (_, index) =>
      index % 50 === 7 ? `,x${index}@example.com` : `N${index},`,
    );
    const { id } = await queue(["name,email", ...lines].join("\n"), {}, 1_000);
    const second = await openTestStore({ database });
    const write = second.store.imports.writeBatch.bind(second.store.imports);
    let batches = 0;
    second.store.imports.writeBatch = async (...args) => {
      batches += 1;
      // The process dies after the third batch is committed, before it could note anything of its own.
      if (batches > 3) return new Promise(() => undefined);
      return write(...args);
    };
    void new ImportRunner({ store: second.store, leaseMs: 400 }).runOne();
    await expect.poll(() => batches, { timeout: 20_000 }).toBe(4);
    expect(await store.workspace(workspaceId).imports.get(id)).toMatchObject({ status: "running", rows: 150 });
    expect(await new ImportRunner({ store }).runOne()).toBe(false);
    await expect.poll(() => new ImportRunner({ store }).runOne(), { timeout: 10_000 }).toBe(true);
    expect(await store.workspace(workspaceId).imports.get(id)).toMatchObject({
      status: "completed",
      rows: 230,
      created: 225,
      rejected: 5,
    });
    const found = await names();
    expect(new Set(found).size).toBe(225);
    expect([found.length, await eventCount()]).toEqual([225, 225]);
    await second.store.close();
  });

  it("of a worker whose clock ran ahead is taken up by another one at once", async () => {
    const { id } = await queue("name\nA");
    expect(await store.imports.claim(30_000)).toMatchObject({ id });
    expect(await store.imports.claim(30_000)).toBeNull();
    await store.context.collections.imports.updateOne(
      { _id: id },
      { $set: { leaseUntil: new Date(Date.now() + 3_600_000) } },
    );
    expect(await store.imports.claim(30_000)).toMatchObject({ id });
    expect(await store.imports.claim(30_000)).toBeNull();
    await store.context.collections.imports.deleteOne({ _id: id });
  });

  it("by a worker that lost the job writes nothing", async () => {
    await queue("name\nA\nB\nC");
    const job = (await store.imports.claim(30_000))!;
    const description = await store.objects.get(workspaceId, "lead");
    const rows = [{ line: 2, fields: { name: "A" } }];
    const at = { settled: 0, bytes: 5, leaseMs: 1_000 };
    expect(await store.imports.writeBatch(job, description, rows, at)).toBe(true);
    expect(await store.imports.writeBatch(job, description, rows, at)).toBe(false);
    expect(await names()).toEqual(["A"]);
  });

  it("refuses what cannot be imported at all, with a reason", async () => {
    await expect(queue("")).rejects.toMatchObject({ code: "IMPORT_EMPTY" });
    await expect(queue("a\n1", { object: "spaceship" })).rejects.toMatchObject({ code: "OBJECT_UNKNOWN" });
    await expect(queue("a\n1", { mapping: { a: "shoeSize" } })).rejects.toMatchObject({ code: "RECORD_FIELD_UNKNOWN" });
    await expect(queue("a\n1", { mapping: { a: "name" }, match: ["email"] })).rejects.toMatchObject({
      code: "IMPORT_MATCH_UNMAPPED",
    });
    expect(await importNow("shoe,hat\n1,2")).toMatchObject({ status: "failed", error: { code: "IMPORT_NO_COLUMNS" } });
    expect(await importNow("name\nA", { mapping: { Who: "name" } })).toMatchObject({
      status: "failed",
      error: { code: "IMPORT_COLUMN_MISSING" },
    });
    expect(await importNow("name,Name\nA,B")).toMatchObject({
      status: "failed",
      error: { code: "IMPORT_COLUMN_TWICE" },
    });
    await expect(store.workspace(newWorkspaceId()).imports.get("x")).rejects.toMatchObject({ code: "IMPORT_UNKNOWN" });
  });

  it("takes a thousand rows in reasonable time", async () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => `Lead ${index},lead${index}@example.com,${index % 40}`);
    const started = performance.now();
    const done = await importNow(["name,email,minutesOnSite", ...lines].join("\n"), {}, 64_000);
    expect(done).toMatchObject({ created: 1_000, rejected: 0 });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
