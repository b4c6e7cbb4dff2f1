import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validateWorkflow } from "../../../definitions/validate/index.ts";
import { workflowDefinitionSchema } from "../../../definitions/workflow.ts";
import { type ApiUnderTest, startApi } from "../api/api-under-test.ts";

const KEY = "erp-changes";
const draw = (operation: string) =>
  workflowDefinitionSchema.parse({
    schemaVersion: 1,
    key: KEY,
    name: "ERP changes",
    triggers: [
      { id: "changed", type: "app-event", operation, input: { events: ["order.paid", "order.shipped"] } },
      { id: "hook", type: "webhook" },
    ],
    nodes: [{ id: "note", type: "set", values: { order: "=trigger.data.order" } }],
    edges: ["changed", "hook"].map((source) => ({ id: `e-${source}`, source, sourcePort: "out", target: "note" })),
  });

let api: ApiUnderTest;
let address: { url: string; secret: string };
let hookUrl: string;
beforeAll(async () => {
  api = await startApi({ validate: validateWorkflow });
  const { revision } = await api.call("createWorkflow", { body: { definition: draw("erp.changed") } });
  await api.call("publishWorkflow", { params: { key: KEY }, body: {}, headers: { "if-match": `"${revision}"` } });
  const { addresses } = await api.call("getWorkflow", { params: { key: KEY } });
  const [changed, hook] = ["changed", "hook"].map((id) => addresses.find(({ triggerId }) => triggerId === id));
  address = { url: changed?.url ?? "", secret: changed?.secret ?? "" };
  hookUrl = hook?.url ?? "";
});
afterAll(async () => api.stop());

const event = (id: string, name = "order.paid") => ({
  id,
  event: name,
  at: "2026-03-02T08:59:00Z",
  data: { order: `O-${id}` },
});
async function push(body: unknown, given: { secret?: string; ageSeconds?: number; url?: string } = {}) {
  const text = JSON.stringify(body);
  const time = String(Math.floor(Date.now() / 1_000) - (given.ageSeconds ?? 0));
  const signature = createHmac("sha256", given.secret ?? address.secret)
    .update(`${time}.${text}`)
    .digest("hex");
  const response = await fetch(given.url ?? address.url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-erp-time": time, "x-erp-signature": `sha256=${signature}` },
    body: text,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("an app event", () => {
  it("is answered with 202 and the run's id, the same for the same event", async () => {
    const first = await push(event("E1"));
    expect(first).toMatchObject({ status: 202, body: { runId: expect.any(String), repeated: false } });
    expect(await push(event("E1"))).toMatchObject({
      status: 202,
      body: { runId: first.body["runId"], repeated: true },
    });
    expect((await push(event("E2"))).body["runId"]).not.toBe(first.body["runId"]);
    const stored = await api.store.context.collections.events.findOne({ runId: String(first.body["runId"]) });
    expect(stored?.kind === "trigger" && JSON.parse(stored.payload)).toEqual(event("E1"));
  });

  it("that the trigger does not ask for starts nothing", async () => {
    expect(await push(event("E3", "party.created"))).toEqual({
      status: 202,
      body: { runId: null, repeated: false, runs: [] },
    });
  });

  it.each([
    ["with another secret", event("E4"), { secret: "guessed" }, 401, "SIGNATURE_INVALID"],
    ["signed an hour ago", event("E5"), { ageSeconds: 3_600 }, 401, "SIGNATURE_EXPIRED"],
    ["of another shape", { event: "order.paid" }, {}, 422, "BODY_INVALID"],
  ])("%s is refused", async (_how, body, given, status, code) => {
    expect(await push(body, given)).toMatchObject({ status, body: { code } });
  });

  it("is not taken at another trigger's address, nor without its signature", async () => {
    const elsewhere = hookUrl.replace("/hooks/", "/apps/");
    expect(await push(event("E6"), { url: elsewhere })).toMatchObject({ body: { code: "TRIGGER_ADDRESS_UNKNOWN" } });
    const bare = await fetch(address.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(event("E7")),
    });
    expect([bare.status, ((await bare.json()) as { code: string }).code]).toEqual([401, "SIGNATURE_MISSING"]);
  });

  it("needs a trigger that is pushed: one that polls is a problem of the draft", async () => {
    const { revision } = await api.call("getWorkflow", { params: { key: KEY } });
    const saved = await api.call("saveDraft", {
      params: { key: KEY },
      body: draw("http.new-items"),
      headers: { "if-match": `"${revision}"` },
    });
    expect(saved.issues.map(({ code }) => code)).toContain("TRIGGER_DELIVERY_MISMATCH");
  });
});
