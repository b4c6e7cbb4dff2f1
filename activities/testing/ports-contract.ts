import { beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/json.ts";
import type { ActivityPorts, WriteContext } from "../ports.ts";

export interface PortsUnderTest {
  ports: ActivityPorts;
  /** An empty workspace. */
  workspaceId: string;
  /** Another empty workspace. */
  otherWorkspaceId: string;
}

/** What every implementation of ActivityPorts must do. Call it in a test file; `create` is asked before each test. */
export function describePortsContract(name: string, create: () => Promise<PortsUnderTest>): void {
  describe(`ActivityPorts: ${name}`, () => {
    let subject: PortsUnderTest;
    beforeEach(async () => {
      subject = await create();
    });
    const context = (idempotencyKey?: string, workspaceId = subject.workspaceId): WriteContext => ({
      workspaceId,
      chain: [],
      runId: "run1",
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
    const createLead = async (fields: JsonObject = {}, key?: string) =>
      subject.ports.records.create("lead", { name: "Ann", ...fields }, context(key));

    describeReading(() => subject, createLead, context);
    describeWriting(() => subject, createLead, context);
    describeRepeats(() => subject, createLead, context);
    describeCursors(() => subject);
    describeDeliveries(() => subject);
    describeLinks(() => subject);
  });
}

type Subject = () => PortsUnderTest;
type CreateLead = (fields?: JsonObject, key?: string) => Promise<JsonObject & { id: string }>;
type CreateContext = (idempotencyKey?: string, workspaceId?: string) => WriteContext;

function describeReading(subject: Subject, createLead: CreateLead, context: CreateContext): void {
  it("gives a record with every declared field, null where empty, in its own workspace only", async () => {
    const { ports, workspaceId, otherWorkspaceId } = subject();
    const { id } = await createLead({ email: "ann@example.com" });
    const lead = await ports.records.get(workspaceId, "lead", id);
    expect(lead).toMatchObject({
      id,
      object: "lead",
      name: "Ann",
      email: "ann@example.com",
      owner: null,
      employees: null,
    });
    expect(await ports.records.get(otherWorkspaceId, "lead", id)).toBeNull();
    expect(await ports.records.get(workspaceId, "lead", "nobody")).toBeNull();
    expect(await ports.records.get(workspaceId, "ticket", id)).toBeNull();
  });

  it("lists all records page by page, newest first, and describes their kind", async () => {
    const { ports, workspaceId, otherWorkspaceId } = subject();
    for (const name of ["one", "two", "three"]) await createLead({ name });
    const first = await ports.records.list(workspaceId, "lead", { limit: 2 });
    expect(first.items.map(({ name }) => name)).toEqual(["three", "two"]);
    const rest = await ports.records.list(workspaceId, "lead", { limit: 2, cursor: first.nextCursor ?? undefined });
    expect(rest).toMatchObject({ items: [{ name: "one" }], nextCursor: null });
    expect((await ports.records.list(otherWorkspaceId, "lead", {})).items).toEqual([]);
    expect((await ports.records.describe(workspaceId, "lead")).fields.map(({ name }) => name)).toContain("status");
    await expect(ports.records.describe(workspaceId, "spaceship")).rejects.toMatchObject({ code: "OBJECT_UNKNOWN" });
  });

  it("refuses unknown fields, wrong types and missing ones, and writes nothing then", async () => {
    const { ports, workspaceId } = subject();
    const refused = async (fields: JsonObject) =>
      ports.records.create("lead", fields, context()).then(
        () => "written",
        (error: { code?: string }) => error.code,
      );
    expect(await refused({ name: "Ann", shoeSize: 4 })).toBe("RECORD_FIELD_UNKNOWN");
    expect(await refused({ name: "Ann", employees: "many" })).toBe("RECORD_INVALID");
    expect(await refused({ name: "Ann", status: "lukewarm" })).toBe("RECORD_INVALID");
    expect(await refused({ email: "ann@example.com" })).toBe("RECORD_INVALID");
    expect(await ports.records.find(workspaceId, "lead", {})).toEqual([]);
  });

  it("finds by equality, newest first, null included, within the limit", async () => {
    const { ports, workspaceId } = subject();
    for (const country of ["DE", "CN", "DE", "DE"]) await createLead({ country });
    const found = await ports.records.find(workspaceId, "lead", { country: "DE" });
    expect(found).toHaveLength(3);
    const times = found.map((record) => record["createdAt"] as string);
    expect(times).toEqual([...times].sort().reverse());
    expect(await ports.records.find(workspaceId, "lead", { country: "DE" }, 2)).toHaveLength(2);
    expect(await ports.records.find(workspaceId, "lead", { owner: null })).toHaveLength(4);
  });
}

function describeWriting(subject: Subject, createLead: CreateLead, context: CreateContext): void {
  it("compares and sets", async () => {
    const { ports } = subject();
    const { id } = await createLead();
    const claim = async (owner: string) => ports.records.update("lead", id, { owner }, context(), { owner: null });
    expect(await claim("u1")).toMatchObject({ written: true, record: { owner: "u1", name: "Ann" } });
    expect(await claim("u2")).toMatchObject({ written: false, record: { owner: "u1" } });
    const other = await createLead();
    const claims = ["u1", "u2", "u3", "u4", "u5"].map(async (owner) =>
      ports.records.update("lead", other.id, { owner }, context(), { owner: null }),
    );
    const written = (await Promise.all(claims)).filter((answer) => answer.written);
    expect(written).toHaveLength(1);
    await expect(ports.records.update("lead", "nobody", {}, context())).rejects.toMatchObject({
      code: "RECORD_UNKNOWN",
    });
  });

  it("upserts: two at once give one record", async () => {
    const { ports, workspaceId } = subject();
    const upsert = async (name: string) =>
      ports.records.upsert("lead", ["email"], { email: "ann@example.com", name }, context());
    const answers = await Promise.all(["A", "B", "C", "D", "E"].map(upsert));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ record }) => record.id)).size).toBe(1);
    expect(await ports.records.find(workspaceId, "lead", {})).toHaveLength(1);
    expect(await upsert("Z")).toMatchObject({ created: false, record: { name: "Z" } });
  });

  it("counts open records by owner", async () => {
    const { ports, workspaceId } = subject();
    await createLead({ owner: "u1" });
    await createLead({ owner: "u1", status: "contacted" });
    await createLead({ owner: "u1", status: "converted" });
    await createLead({ owner: "u2", status: "disqualified" });
    const open = await ports.records.countOpenByOwner(workspaceId, "lead", ["u1", "u2", "u3"]);
    expect(["u1", "u2", "u3"].map((id) => open.get(id) ?? 0)).toEqual([2, 0, 0]);
  });
}

function describeRepeats(subject: Subject, createLead: CreateLead, context: CreateContext): void {
  it("answers a repeated write with its first answer", async () => {
    const { ports, workspaceId, otherWorkspaceId } = subject();
    const first = await createLead({ note: "first" }, "run1/create/0");
    expect(await createLead({ note: "second" }, "run1/create/0")).toEqual(first);
    expect(
      (await ports.records.create("lead", { name: "Bea" }, context("run1/create/0", otherWorkspaceId))).id,
    ).not.toBe(first.id);
    const change = async (note: string) => ports.records.update("lead", first.id, { note }, context("run1/change/0"));
    expect(await change("changed")).toMatchObject({ written: true });
    await ports.records.update("lead", first.id, { note: "by hand" }, context());
    expect(await change("changed")).toMatchObject({ written: true, record: { note: "changed" } });
    expect(await ports.records.get(workspaceId, "lead", first.id)).toMatchObject({ note: "by hand" });
    const upsert = async () =>
      ports.records.upsert("lead", ["email"], { email: "x@example.com", name: "X" }, context("run1/up/0"));
    expect(await upsert()).toMatchObject({ created: true });
    expect(await upsert()).toMatchObject({ created: true });
    expect(await ports.records.find(workspaceId, "lead", {})).toHaveLength(2);
  });

  it("looks again where an earlier attempt wrote nothing", async () => {
    const { ports } = subject();
    const { id } = await createLead({ owner: "u1" });
    const claim = async () =>
      ports.records.update("lead", id, { owner: "u2" }, context("run1/claim/0"), { owner: null });
    expect(await claim()).toMatchObject({ written: false, record: { owner: "u1" } });
    await ports.records.update("lead", id, { owner: null }, context());
    expect(await claim()).toMatchObject({ written: true, record: { owner: "u2" } });
  });

  it("gives notices, tasks and events once", async () => {
    const { ports } = subject();
    const notice = { userId: "u1", text: "Call Ann", kind: "reminder" as const };
    const task = { assignees: ["u1"], title: "Call Ann" };
    const event = { name: "lead.called", correlate: "L1", payload: { by: "u1" } };
    for (const write of [
      async (key: string) => ports.notices.notify(context(key), notice),
      async (key: string) => ports.notices.createTask(context(key), task),
      async (key: string) => ports.events.emit(context(key), event),
    ]) {
      const first = await write("run1/a/0");
      expect(await write("run1/a/0")).toEqual(first);
      expect((await write("run1/b/0")).id).not.toBe(first.id);
    }
  });
}

function describeCursors(subject: Subject): void {
  it("moves a cursor once for each key, in turn also when many pick at once", async () => {
    const { ports, workspaceId } = subject();
    const pick = async (key: string, name = "turns") =>
      ports.cursors.pickOnce<number, number>(workspaceId, name, key, (state) => ({
        pick: (state ?? 0) + 1,
        state: (state ?? 0) + 1,
      }));
    expect(await pick("k1")).toEqual({ pick: 1, repeated: false });
    expect(await pick("k1")).toEqual({ pick: 1, repeated: true });
    const keys = Array.from({ length: 20 }, (_, index) => `key${index}`);
    const picks = await Promise.all(keys.map(async (key) => pick(key)));
    expect(picks.map((answer) => answer.pick).sort((a, b) => a - b)).toEqual(keys.map((_, index) => index + 2));
    const twice = await Promise.all([pick("same"), pick("same"), pick("same")]);
    expect(new Set(twice.map((answer) => answer.pick))).toEqual(new Set([22]));
    expect(await pick("k1", "others")).toMatchObject({ pick: 1, repeated: false });
  });
}

function describeDeliveries(subject: Subject): void {
  it("opens a delivery once, and again only after it failed", async () => {
    const { ports, workspaceId } = subject();
    const entry = { key: "run1/mail/0", messageId: "<1@x>", to: ["a@example.com"], subject: "Hi", runId: "run1" };
    const open = async () => ports.deliveries.open(workspaceId, entry);
    expect(await open()).toMatchObject({ opened: true, delivery: { ...entry, status: "sending" } });
    expect(await open()).toMatchObject({ opened: false, delivery: { status: "sending" } });
    await ports.deliveries.settle(workspaceId, entry.key, "failed", { error: "550" });
    expect(await open()).toMatchObject({ opened: true, delivery: { status: "sending" } });
    await ports.deliveries.settle(workspaceId, entry.key, "sent", { response: "250 OK" });
    expect(await open()).toMatchObject({
      opened: false,
      delivery: { status: "sent", response: "250 OK", messageId: "<1@x>" },
    });
    const { delivery } = await open();
    expect(Number.isNaN(Date.parse(delivery.updatedAt))).toBe(false);
    const other = { ...entry, key: "run1/mail/1" };
    const opened = await Promise.all([1, 2, 3].map(async () => ports.deliveries.open(workspaceId, other)));
    expect(opened.filter((answer) => answer.opened)).toHaveLength(1);
  });
}

function describeLinks(subject: Subject): void {
  it("keeps one external id for a record, and the hash of what was sent last", async () => {
    const { ports, workspaceId, otherWorkspaceId } = subject();
    const { links } = ports;
    expect(await links.get(workspaceId, "erp", "party", "A1")).toBeNull();
    await links.put(workspaceId, "erp", "party", "A1", "P1", "h1");
    await links.put(workspaceId, "erp", "party", "A1", "P1", "h2");
    expect(await links.get(workspaceId, "erp", "party", "A1")).toEqual({ externalId: "P1", hash: "h2" });
    await expect(links.put(workspaceId, "erp", "party", "A1", "P2")).rejects.toMatchObject({ code: "LINK_CONFLICT" });
    expect(await links.get(workspaceId, "tryton", "party", "A1")).toBeNull();
    expect(await links.get(otherWorkspaceId, "erp", "party", "A1")).toBeNull();
  });
}
