import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import { createActivities, type OperationActivity } from "../../../activities/create-activities.ts";
import { createCall, WORKSPACE } from "../../../activities/testing/fixtures.ts";
import { createInMemoryPorts, type InMemoryPorts } from "../../../activities/testing/in-memory-ports.ts";
import { type FakeErp, startFakeErp } from "../../../connectors/erp/fake-erp.ts";
import type { Json, JsonObject } from "../../../definitions/json.ts";

let erp: FakeErp;
let ports: InMemoryPorts;
let activities: Record<string, OperationActivity>;

beforeEach(async () => {
  erp = await startFakeErp();
  ports = createInMemoryPorts();
  const settings = { baseUrl: erp.url, signIn: "bearer", token: erp.token };
  ports.workspace(WORKSPACE).connections.set("erp", { connector: "erp", settings });
  ports.workspace(WORKSPACE).connections.set("api", { connector: "http", settings });
  activities = createActivities({ ports, registry: createBuiltInRegistry(), allowPrivateHosts: ["127.0.0.1"] });
});
afterEach(async () => erp.close());

async function push(operation: string, input: JsonObject, nodeId: string, runId = "run1"): Promise<Json | undefined> {
  const connection = operation.startsWith("http.") ? "api" : "erp";
  const idempotencyKey = `${runId}/${nodeId}/0`;
  return activities[operation]?.(createCall(operation, input, nodeId, { connection, runId, idempotencyKey }));
}
const ACME = { externalKey: "A1", name: "Acme" };

describe("a won opportunity's customer in the ERP", () => {
  it("is pushed once, stored as a link, and pushed again only when it changed", async () => {
    expect(await push("erp.upsert-party", ACME, "customer")).toEqual({ id: "P1", created: true, unchanged: false });
    expect(await push("erp.upsert-party", ACME, "customer", "run2")).toEqual({
      id: "P1",
      created: false,
      unchanged: true,
    });
    expect(await ports.links.get(WORKSPACE, "erp", "party", "A1")).toMatchObject({ externalId: "P1" });
    await push("erp.upsert-party", { ...ACME, country: "DE" }, "customer", "run3");
    expect(erp.writes).toEqual(["PUT /parties/A1", "PUT /parties/A1"]);
    expect([...erp.parties.values()]).toEqual([
      { id: "P1", key: "A1", fields: { name: "Acme", country: "DE" }, archived: false },
    ]);
  });

  it("survives an ERP that is away or loses its answer, and gives one customer and one order", async () => {
    erp.troubles.push(503, "lose-answer");
    await expect(push("erp.upsert-party", ACME, "customer")).rejects.toMatchObject({
      code: "HTTP_SYSTEM_UNAVAILABLE",
      retryable: true,
    });
    await expect(push("erp.upsert-party", ACME, "customer")).rejects.toMatchObject({
      code: "HTTP_UNREACHABLE",
      retryable: true,
    });
    expect(await push("erp.upsert-party", ACME, "customer")).toMatchObject({ id: "P1", created: true });
    const order = { party: "P1", reference: "O1" };
    erp.troubles.push("lose-answer");
    await expect(push("erp.create-order", order, "order")).rejects.toMatchObject({ retryable: true });
    expect(await push("erp.create-order", order, "order")).toEqual({ id: "SO1", number: "SO-1" });
    expect([erp.parties.size, erp.orders.size]).toEqual([1, 1]);
  });

  it("is archived by the undo only where the same run created it, and pushed anew afterwards", async () => {
    await push("erp.upsert-party", ACME, "customer", "run1");
    const undo = { id: "P1", onlyIfCreated: true };
    expect(await push("erp.archive-party", undo, "undo", "run2")).toEqual({ archived: false });
    expect(await push("erp.archive-party", undo, "undo", "run1")).toEqual({ archived: true });
    expect(erp.parties.get("P1")?.archived).toBe(true);
    expect(await push("erp.upsert-party", ACME, "customer", "run3")).toMatchObject({ id: "P1", unchanged: false });
    expect(erp.parties.get("P1")?.archived).toBe(false);
  });

  it("says what the ERP refuses, and which connection is wrong", async () => {
    await expect(push("erp.upsert-party", { externalKey: "A1", name: "refuse" }, "x")).rejects.toMatchObject({
      code: "HTTP_REQUEST_REJECTED",
      retryable: false,
      details: { status: 422 },
    });
    const call = (connection: string | undefined) =>
      createCall("erp.upsert-party", ACME, "y", connection === undefined ? {} : { connection });
    await expect(activities["erp.upsert-party"]?.(call(undefined))).rejects.toMatchObject({
      code: "CONNECTION_MISSING",
    });
    await expect(activities["erp.upsert-party"]?.(call("other"))).rejects.toMatchObject({ code: "CONNECTION_UNKNOWN" });
    await expect(activities["erp.upsert-party"]?.(call("api"))).rejects.toMatchObject({ code: "CONNECTION_MISMATCH" });
    const closed = createActivities({ ports, registry: createBuiltInRegistry() });
    await expect(closed["erp.upsert-party"]?.(call("erp"))).rejects.toMatchObject({ code: "HTTP_ADDRESS_PRIVATE" });
  });

  it("goes to any HTTP system too", async () => {
    const input = { method: "PUT", path: "/parties/A7", body: { name: "Seven" } };
    expect(await push("http.request", input, "call")).toMatchObject({ status: 201, body: { id: "P1" } });
    expect(await push("http.request", input, "call")).toMatchObject({ status: 201, body: { id: "P1" } });
    expect(erp.writes).toEqual(["PUT /parties/A7"]);
  });
});
