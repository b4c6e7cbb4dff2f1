import * as z from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBuiltInRegistry } from "../../../activities/built-in-registry.ts";
import { createActivities, type OperationActivity } from "../../../activities/create-activities.ts";
import { createCall, WORKSPACE } from "../../../activities/testing/fixtures.ts";
import { createInMemoryPorts, type InMemoryPorts } from "../../../activities/testing/in-memory-ports.ts";
import { createFakeHost, type FakeHost } from "../../../connectors/testing/index.ts";
import { trytonConnector } from "../../../connectors/tryton/connector.ts";
import { withTryton } from "../../../connectors/tryton/client.ts";
import { defineConnector, defineOperation } from "../../../connectors/sdk/index.ts";
import type { JsonObject } from "../../../definitions/json.ts";
import { startTryton, TRYTON_PASSWORD, type TrytonServer } from "./tryton-server.ts";

let tryton: TrytonServer;
let settings: JsonObject;

beforeAll(async () => {
  tryton = await startTryton();
  settings = { baseUrl: tryton.url, database: tryton.database, user: "admin", password: TRYTON_PASSWORD };
}, 600_000);
afterAll(async () => tryton?.stop());

/** A look into Tryton, and what only its administrator does, through the connector's own client. */
function createInspector(): FakeHost {
  const call = defineOperation({
    id: "call",
    title: "Call",
    input: z.strictObject({
      verb: z.enum(["search", "create", "write"]),
      model: z.string(),
      value: z.json(),
      fields: z.array(z.string()).default([]),
    }),
    output: z.unknown(),
    run: async ({ verb, model, value, fields }, context) =>
      withTryton(context, async (session) => {
        if (verb === "search") return session.search(model, value as JsonObject[], fields, { active_test: false });
        if (verb === "create") return session.create(model, value as JsonObject);
        const { id, ...values } = value as JsonObject;
        return session.write(model, Number(id), values);
      }),
  });
  return createFakeHost(defineConnector({ ...trytonConnector, operations: [call] }), { settings });
}
function createPusher(
  ports: InMemoryPorts,
): (operation: string, input: JsonObject, nodeId: string) => Promise<unknown> {
  ports.workspace(WORKSPACE).connections.set("tryton", { connector: "tryton", settings });
  const activities: Record<string, OperationActivity> = createActivities({
    ports,
    registry: createBuiltInRegistry(),
    allowPrivateHosts: ["127.0.0.1"],
  });
  return async (operation, input, nodeId) =>
    activities[operation]?.(createCall(operation, input, nodeId, { connection: "tryton" }));
}
const findParties = async (code: string) =>
  createInspector().run("call", {
    verb: "search",
    model: "party.party",
    value: [["code", "=", code]],
    fields: ["name", "code"],
  });

describe("the Tryton connector on a real Tryton", () => {
  it("pushes a customer twice and gives one party", async () => {
    const push = createPusher(createInMemoryPorts());
    const input = { externalKey: "A-1", name: "Acme", email: "acme@example.com" };
    const first = (await push("tryton.upsert-party", input, "push")) as JsonObject;
    expect(first).toMatchObject({ created: true, unchanged: false });
    expect(await push("tryton.upsert-party", input, "again")).toEqual({
      id: first["id"],
      created: true,
      unchanged: true,
    });
    const changed = { ...input, name: "Acme GmbH", email: "office@acme.example", phone: "+49 30 901820" };
    expect(await push("tryton.upsert-party", changed, "change")).toMatchObject({ id: first["id"], unchanged: false });
    expect(await findParties("A-1")).toMatchObject([{ id: Number(first["id"]), name: "Acme GmbH" }]);
    const contacts = await createInspector().run("call", {
      verb: "search",
      model: "party.contact_mechanism",
      value: [["party", "=", Number(first["id"])]],
      fields: ["type", "value"],
    });
    expect(contacts).toMatchObject([{ type: "email", value: "office@acme.example" }, { type: "phone" }]);
  });

  it("finds the party when our own memory of it is gone, and when two push at once", async () => {
    const input = { externalKey: "A-2", name: "Bolt" };
    const pushes = [1, 2, 3].map(async (turn) =>
      createPusher(createInMemoryPorts())("tryton.upsert-party", input, `push${turn}`).catch((error: unknown) => error),
    );
    await Promise.all(pushes);
    const last = (await createPusher(createInMemoryPorts())("tryton.upsert-party", input, "last")) as JsonObject;
    expect(last).toMatchObject({ created: false, unchanged: false });
    expect(await findParties("A-2")).toHaveLength(1);
  });

  it("creates an opportunity once", async () => {
    const inspector = createInspector();
    const push = createPusher(createInMemoryPorts());
    const party = (await push("tryton.upsert-party", { externalKey: "A-3", name: "Crane" }, "party")) as JsonObject;
    const input = { externalKey: "O-1", party: party["id"] ?? null, description: "Renewal", amount: 1234.5 };
    await expect(push("tryton.create-opportunity", input, "early")).rejects.toMatchObject({
      code: "TRYTON_COMPANY_UNCLEAR",
      retryable: false,
    });
    const currency = await inspector.run("call", {
      verb: "create",
      model: "currency.currency",
      value: { name: "Euro", symbol: "€", code: "EUR" },
    });
    const company = await inspector.run("call", {
      verb: "create",
      model: "company.company",
      value: { party: Number(party["id"]), currency },
    });
    const [admin] = (await inspector.run("call", {
      verb: "search",
      model: "res.user",
      value: [["login", "=", "admin"]],
      fields: ["login"],
    })) as JsonObject[];
    await inspector.run("call", {
      verb: "write",
      model: "res.user",
      value: { id: admin?.["id"] ?? null, companies: [["add", [company]]], company },
    });
    const first = (await push("tryton.create-opportunity", input, "push")) as JsonObject;
    expect(first).toMatchObject({ created: true });
    const again = await createPusher(createInMemoryPorts())("tryton.create-opportunity", input, "other");
    expect(again).toEqual({ id: first["id"], created: false });
  });

  it("offers parties and companies by name for a form", async () => {
    const inspector = createInspector();
    const create = async (code: string, name: string) =>
      inspector.run("call", { verb: "create", model: "party.party", value: { code, name } });
    const [oak, steel] = [await create("W-1", "Woods 50% Oak"), await create("W-2", "Woods Steel")];
    const host = createFakeHost(trytonConnector, { settings });
    const ask = async (field: string, search: string) =>
      host.options("create-opportunity", field, { input: {}, search });
    expect(await ask("party", "woods")).toEqual([
      { value: oak, label: "Woods 50% Oak", hint: "W-1" },
      { value: steel, label: "Woods Steel", hint: "W-2" },
    ]);
    expect(await ask("party", "50%")).toMatchObject([{ value: oak }]);
    expect(await ask("party", "50_")).toEqual([]);
    expect((await ask("party", "")).length).toBeGreaterThan(1);
    expect(await ask("company", "crane")).toMatchObject([{ value: expect.any(Number) as number, label: "Crane" }]);
    expect(await ask("company", "nobody knows it")).toEqual([]);
    const wrong = createFakeHost(trytonConnector, { settings: { ...settings, password: "wrong-password" } });
    await expect(wrong.options("create-opportunity", "party", { input: {}, search: "" })).rejects.toMatchObject({
      code: "TRYTON_SIGN_IN_REFUSED",
    });
  });

  it("says what Tryton refuses", async () => {
    const wrong = createFakeHost(trytonConnector, { settings: { ...settings, password: "wrong-password" } });
    const failure = await wrong.run("upsert-party", { externalKey: "A-9", name: "X" }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "TRYTON_SIGN_IN_REFUSED", retryable: false });
    expect(JSON.stringify(failure)).not.toContain("wrong-password");
    await expect(
      createInspector().run("call", { verb: "create", model: "party.party", value: { code: "A-1", name: "Twin" } }),
    ).rejects.toMatchObject({ code: "TRYTON_REQUEST_REJECTED" });
    const away = createFakeHost(trytonConnector, { settings: { ...settings, baseUrl: "http://127.0.0.1:1" } });
    await expect(away.testConnection()).rejects.toMatchObject({ code: "HTTP_UNREACHABLE", retryable: true });
    await createFakeHost(trytonConnector, { settings }).testConnection();
  });
});
