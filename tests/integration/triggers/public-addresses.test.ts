import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Store, TriggerAddress } from "../../../engine/store/index.ts";
import {
  acceptManual,
  describeForm,
  type PublicRequest,
  receiveForm,
  receiveWebhook,
} from "../../../engine/triggers/index.ts";
import { newWorkspaceId, openTestStore, publish } from "../store/open-test-store.ts";

let store: Store;
let drop: () => Promise<void>;
let workspaceId: string;
let key: string;
let plain: TriggerAddress;
let signed: TriggerAddress;
let form: TriggerAddress;
beforeAll(async () => ({ store, drop } = await openTestStore()));
afterAll(() => drop());

const bodySchema = {
  type: "object",
  properties: { name: { type: "string", minLength: 1 }, age: { type: "integer" } },
  required: ["name"],
  additionalProperties: false,
};
beforeEach(async () => {
  workspaceId = newWorkspaceId();
  key = await publish(store, workspaceId, {
    triggers: [
      { id: "plain", type: "webhook", body: bodySchema, dedupeKey: "=trigger.body.name" },
      { id: "signed", type: "webhook", signature: { header: "X-Signature", encoding: "hex" } },
      {
        id: "page",
        type: "form",
        title: "Ask us",
        fields: {
          type: "object",
          properties: { name: { type: "string" }, age: { type: "number" }, news: { type: "boolean" } },
          required: ["name"],
        },
      },
    ],
  });
  const addresses = await store.workspace(workspaceId).workflows.addresses(key);
  [plain, signed, form] = addresses as [TriggerAddress, TriggerAddress, TriggerAddress];
});

const request = (address: TriggerAddress, body: unknown, given: Partial<PublicRequest> = {}): PublicRequest => ({
  workspaceId,
  addressId: address.addressId,
  contentType: "application/json",
  headers: {},
  query: {},
  rawBody: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  ...given,
});
const refusal = async (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: { code?: string }) => error.code ?? "no code",
  );
const payloadOf = async (runId: string) => {
  const event = await store.context.collections.events.findOne({ workspaceId, runId });
  return event?.kind === "trigger" ? JSON.parse(event.payload) : null;
};

describe("a webhook", () => {
  it("is answered with a run's id, the same for the same key", async () => {
    const first = await receiveWebhook(store, request(plain, { name: "Ann" }, { query: { source: "ad" } }));
    expect(first).toMatchObject({ status: 202, repeated: false });
    expect(await receiveWebhook(store, request(plain, { name: "Ann", age: 4 }))).toMatchObject({
      runId: first.runId,
      repeated: true,
    });
    expect((await receiveWebhook(store, request(plain, { name: "Bo" }))).runId).not.toBe(first.runId);
    expect(await payloadOf(first.runId)).toEqual({ body: { name: "Ann" }, query: { source: "ad" } });
  });

  it("is refused with a code for every kind of bad body", async () => {
    const send = (body: unknown, given: Partial<PublicRequest> = {}) =>
      refusal(receiveWebhook(store, request(plain, body, given)));
    expect(await send("{")).toBe("BODY_MALFORMED");
    expect(await send("", { rawBody: Buffer.from([0x22, 0xff, 0x22]) })).toBe("BODY_MALFORMED");
    expect(await send("[".repeat(100) + "]".repeat(100))).toBe("BODY_MALFORMED");
    expect(await send({ name: "A" }, { contentType: "text/plain" })).toBe("BODY_TYPE_UNSUPPORTED");
    expect(await send({ name: "A" }, { contentType: "application/json; charset=latin1" })).toBe(
      "BODY_TYPE_UNSUPPORTED",
    );
    expect(await send({ name: "A" }, { contentType: undefined })).toBe("BODY_TYPE_UNSUPPORTED");
    expect(await send({ name: "" })).toBe("BODY_INVALID");
    expect(await send({ name: "A", unknown: 1 })).toBe("BODY_INVALID");
    expect(await send({ age: 4 })).toBe("BODY_INVALID");
    expect(await send("", { rawBody: Buffer.alloc(2 * 1024 * 1024) })).toBe("BODY_TOO_LARGE");
    expect(await send("name=Ann", { contentType: "application/x-www-form-urlencoded" })).toBe("accepted");
    expect(await store.context.collections.events.countDocuments({ workspaceId })).toBe(1);
  });

  it("needs a signature over the raw body where the trigger says so", async () => {
    const body = '{"a": 1}';
    const sign = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");
    const send = (signature: string | undefined, address = signed) =>
      refusal(receiveWebhook(store, request(address, body, { headers: { "x-signature": signature } })));
    expect(await send(undefined)).toBe("SIGNATURE_MISSING");
    expect(await send("nonsense")).toBe("SIGNATURE_INVALID");
    expect(await send(sign("wrong", body))).toBe("SIGNATURE_INVALID");
    expect(await send(sign(signed.secret, '{"a":1}'))).toBe("SIGNATURE_INVALID");
    expect(await send(sign(signed.secret, body))).toBe("accepted");
    expect(await send(`sha256=${sign(signed.secret, body)}`)).toBe("accepted");
  });

  it("is unknown in another workspace, at another trigger's kind of address, and while switched off", async () => {
    const send = (address: TriggerAddress, given: Partial<PublicRequest> = {}) =>
      refusal(receiveWebhook(store, request(address, { name: "Ann" }, given)));
    expect(await send(plain, { workspaceId: newWorkspaceId() })).toBe("TRIGGER_ADDRESS_UNKNOWN");
    expect(await send(plain, { addressId: "guess" })).toBe("TRIGGER_ADDRESS_UNKNOWN");
    expect(await send(form)).toBe("TRIGGER_ADDRESS_UNKNOWN");
    await store.workspace(workspaceId).workflows.setEnabled(key, false, null);
    expect(await send(plain)).toBe("TRIGGER_ADDRESS_UNKNOWN");
  });
});

describe("a form", () => {
  it("describes itself, and takes its fields as a browser sends them", async () => {
    expect(await describeForm(store, { workspaceId, addressId: form.addressId })).toMatchObject({
      title: "Ask us",
      fields: { required: ["name"] },
    });
    const contentType = "application/x-www-form-urlencoded";
    const { runId } = await receiveForm(store, request(form, "name=Ann&age=41&news=on", { contentType }));
    expect(await payloadOf(runId)).toEqual({
      body: { name: "Ann", age: 41, news: true },
      name: "Ann",
      age: 41,
      news: true,
    });
    expect(await refusal(receiveForm(store, request(form, "name=&age=x", { contentType })))).toBe("BODY_INVALID");
    expect(await refusal(receiveForm(store, request(form, { name: "Ann", extra: 1 })))).toBe("BODY_INVALID");
    expect(await refusal(describeForm(store, { workspaceId, addressId: plain.addressId }))).toBe(
      "TRIGGER_ADDRESS_UNKNOWN",
    );
  });
});

describe("run now", () => {
  it("names what is missing", async () => {
    const start = (given: object) =>
      refusal(acceptManual(store, { workspaceId, workflowKey: key, payload: {}, ...given }));
    expect(await start({ workflowKey: "nothing" })).toBe("WORKFLOW_NOT_PUBLISHED");
    expect(await start({ triggerId: "nothing" })).toBe("TRIGGER_UNKNOWN");
    expect(await start({ record: { object: "lead", id: "nothing" } })).toBe("RECORD_UNKNOWN");
    expect(await start({})).toBe("accepted");
  });
});
