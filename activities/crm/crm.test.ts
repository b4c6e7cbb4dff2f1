import { beforeEach, describe, expect, it } from "vitest";
import { checkConformance } from "../../connectors/testing/index.ts";
import type { JsonObject } from "../../definitions/json.ts";
import { createBuiltInRegistry } from "../built-in-registry.ts";
import { createActivities, type OperationActivity } from "../create-activities.ts";
import { addTeam, createCall, createUser, WORKSPACE } from "../testing/fixtures.ts";
import { createInMemoryPorts, type InMemoryPorts } from "../testing/in-memory-ports.ts";
import { crmConnector } from "./connector.ts";

let ports: InMemoryPorts;
let activities: Record<string, OperationActivity>;

beforeEach(() => {
  ports = createInMemoryPorts();
  activities = createActivities({ ports, registry: createBuiltInRegistry() });
  addTeam(ports, [
    createUser("u1", { roles: ["sales-manager"] }),
    createUser("u2", { active: false, roles: ["sales-manager"] }),
  ]);
});
async function perform(operation: string, input: JsonObject, nodeId = "node"): Promise<unknown> {
  return (activities[operation] ?? activities["default"])?.(createCall(operation, input, nodeId));
}
const addRecord = async (object: string, fields: JsonObject) =>
  (await ports.records.create(object, fields, { workspaceId: WORKSPACE, chain: [] })).id;

describe("crm", () => {
  it("keeps to the conformance suite, and all its operations are internal", async () => {
    expect(await checkConformance(crmConnector)).toEqual([]);
    expect(crmConnector.operations.filter((operation) => !operation.internal)).toEqual([]);
  });
});

describe("crm.remind", () => {
  const remind = async (record: string, more: JsonObject = {}) =>
    perform("crm.remind", { user: "u1", record, text: "Call Ann", ...more });

  it("puts a reminder in the inbox once", async () => {
    const record = await addRecord("lead", { name: "Ann" });
    const first = await remind(record);
    expect(first).toMatchObject({ sent: true, reason: null });
    expect(await remind(record)).toEqual(first);
    expect(ports.workspace(WORKSPACE).notices).toMatchObject([
      { userId: "u1", text: "Call Ann", kind: "reminder", record: { object: "lead", id: record } },
    ]);
  });

  it.each([
    ["lead", { name: "A", status: "contacted" }, "contacted"],
    ["lead", { name: "A", contactedAt: "2026-03-01T09:00:00Z" }, "contacted"],
    ["lead", { name: "A", status: "converted" }, "closed"],
    ["lead", { name: "A", status: "disqualified" }, "closed"],
    ["opportunity", { name: "O", stage: "won" }, "closed"],
    ["ticket", { subject: "T", status: "resolved" }, "closed"],
  ])("is not sent for a %s with %o", async (object, fields, reason) => {
    expect(await remind(await addRecord(object, fields as JsonObject))).toEqual({
      sent: false,
      reason,
      noticeId: null,
    });
    expect(ports.workspace(WORKSPACE).notices).toEqual([]);
  });

  it("is not sent to nobody or for nothing", async () => {
    const record = await addRecord("ticket", { subject: "T" });
    expect(await remind(record, { user: "u2" })).toMatchObject({ sent: false, reason: "user-inactive" });
    expect(await remind("gone")).toMatchObject({ sent: false, reason: "record-missing" });
    expect(await remind(record, { object: "lead" })).toMatchObject({ reason: "record-missing" });
    await expect(remind(record, { user: "nobody" })).rejects.toMatchObject({ code: "USER_UNKNOWN" });
  });
});

describe("crm.notify and crm.create-task", () => {
  it("notifies a user once", async () => {
    const input = { user: "u1", text: "Hello", object: "lead", record: "L1" };
    const first = await perform("crm.notify", input);
    expect(await perform("crm.notify", input)).toEqual(first);
    expect(ports.workspace(WORKSPACE).notices).toMatchObject([
      { userId: "u1", kind: "info", record: { object: "lead", id: "L1" } },
    ]);
    await expect(perform("crm.notify", { user: "nobody", text: "x" })).rejects.toMatchObject({ code: "USER_UNKNOWN" });
  });

  it("gives a task to the active people of a role or team, or to a user", async () => {
    const assignees: Record<string, JsonObject> = {
      a: { role: "sales-manager" },
      b: { team: "sales" },
      c: { user: "u1" },
    };
    for (const [nodeId, assignee] of Object.entries(assignees)) {
      expect(await perform("crm.create-task", { assignee, title: "Do it" }, nodeId)).toMatchObject({
        assignees: ["u1"],
      });
    }
    expect(ports.workspace(WORKSPACE).tasks).toHaveLength(3);
    const task = async (assignee: JsonObject, more: JsonObject = {}) =>
      perform("crm.create-task", { assignee, title: "x", ...more }, "d");
    await expect(task({ role: "nobody" })).rejects.toMatchObject({ code: "ASSIGNEE_NONE" });
    await expect(task({ team: "nobody" })).rejects.toMatchObject({ code: "TEAM_UNKNOWN" });
    await expect(task({ user: "u1", role: "x" })).rejects.toMatchObject({ code: "OPERATION_INPUT_INVALID" });
    await expect(task({ user: "u1" }, { dueAt: "tomorrow" })).rejects.toMatchObject({
      code: "OPERATION_INPUT_INVALID",
    });
  });
});

describe("crm records", () => {
  it("creates, reads, changes, finds and upserts, each write once", async () => {
    const created = (await perform(
      "crm.create",
      { object: "lead", fields: { name: "Ann", email: "a@b.example" } },
      "create",
    )) as { id: string };
    expect(await perform("crm.create", { object: "lead", fields: { name: "Ann" } }, "create")).toEqual(created);
    expect(await perform("crm.get", { object: "lead", id: created.id })).toMatchObject({ name: "Ann", owner: null });
    await perform("crm.update", { object: "lead", id: created.id, fields: { status: "contacted" } }, "update");
    expect(ports.workspace(WORKSPACE).events).toMatchObject([{ name: "lead.contacted", correlate: created.id }]);
    const upserted = { object: "lead", match: ["email"], fields: { name: "Anna", email: "a@b.example" } };
    expect(await perform("crm.upsert", upserted, "upsert")).toMatchObject({ created: false, record: { name: "Anna" } });
    expect(await perform("crm.find", { object: "lead", where: { status: "contacted" } })).toMatchObject({
      count: 1,
      records: [{ name: "Anna" }],
    });
  });

  it("says what is wrong", async () => {
    const id = await addRecord("lead", { name: "Ann", owner: "u1" });
    await expect(perform("crm.get", { object: "lead", id: "x" })).rejects.toMatchObject({ code: "RECORD_UNKNOWN" });
    await expect(
      perform("crm.update", { object: "lead", id, fields: { owner: "u2" }, expected: { owner: null } }),
    ).rejects.toMatchObject({
      code: "RECORD_CHANGED",
      retryable: false,
    });
    await expect(perform("crm.create", { object: "lead", fields: { nme: "Ann" } })).rejects.toMatchObject({
      code: "RECORD_FIELD_UNKNOWN",
    });
    await expect(perform("crm.create", { object: "lead", fields: { name: "A" }, extra: 1 })).rejects.toMatchObject({
      code: "OPERATION_INPUT_INVALID",
    });
  });
});
