import { randomBytes } from "node:crypto";
import { defaultPayloadConverter, type Payload } from "@temporalio/common";
import { expect, test } from "vitest";
import { createPayloadCodec } from "./payload-codec.ts";

const key = (id: string) => ({ id, key: randomBytes(32) });
const context = (workflowId: string) => ({ type: "workflow" as const, namespace: "default", workflowId });
const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload | undefined) => defaultPayloadConverter.fromPayload(payload as Payload);
const LONG = { text: "confidential ".repeat(500) };

test("without keys large payloads are compressed and small ones left as they are", async () => {
  const codec = createPayloadCodec([]);
  const [small, large] = await codec.encode([payloadOf("x"), payloadOf(LONG)]);
  expect(small).toEqual(payloadOf("x"));
  expect(large?.data?.length).toBeLessThan(1_000);
  const decoded = await codec.decode([small as Payload, large as Payload]);
  expect(decoded.map(valueOf)).toEqual(["x", LONG]);
});

test("with keys nothing is readable, a rotated ring still decrypts, a lost key is an error with a code", async () => {
  const old = key("k1");
  const [sealed] = await createPayloadCodec([old]).encode([payloadOf("secret")], context("w1:lead:1"));
  expect(Buffer.from(sealed?.data ?? []).includes("secret")).toBe(false);
  const rotated = createPayloadCodec([key("k2"), old]);
  expect(valueOf((await rotated.decode([sealed as Payload], context("w1:lead:1")))[0])).toBe("secret");
  const lost = createPayloadCodec([key("k2")]).decode([sealed as Payload], context("w1:lead:1"));
  await expect(lost).rejects.toMatchObject({ code: "PAYLOAD_KEY_UNKNOWN" });
});

test("a payload moved to another run, or changed, does not decrypt; a scheduled start's does", async () => {
  const codec = createPayloadCodec([key("k1")]);
  const [sealed] = await codec.encode([payloadOf(LONG)], context("w1:lead:1"));
  await expect(codec.decode([sealed as Payload], context("w2:lead:1"))).rejects.toMatchObject({
    code: "PAYLOAD_UNREADABLE",
  });
  const renamed = { ...sealed, metadata: { ...sealed?.metadata, "workflow-id": Buffer.from("w2:lead:1") } } as Payload;
  await expect(codec.decode([renamed], context("w2:lead:1"))).rejects.toMatchObject({ code: "PAYLOAD_UNREADABLE" });
  const started = await codec.decode([sealed as Payload], context("w1:lead:1-2026-03-02T01:00:00Z"));
  expect(valueOf(started[0])).toEqual(LONG);
});

test("what is too large to travel is kept aside, once for the same value, and comes back; one that is lost is named", async () => {
  const kept = new Map<string, Uint8Array>();
  const blobs = {
    put: async (name: string, _run: string, data: Uint8Array) => void kept.set(name, data),
    get: async (name: string) => kept.get(name) ?? null,
  };
  const codec = createPayloadCodec([key("k1")], blobs);
  const big = { noise: randomBytes(400_000).toString("base64") };
  const about = context("w1:lead:1");
  const [first] = await codec.encode([payloadOf(big)], about);
  const [again, small] = await codec.encode([payloadOf(big), payloadOf(LONG)], about);
  expect(first?.data?.length).toBeLessThan(100);
  expect(again).toEqual(first);
  expect(kept.size).toBe(1);
  expect((await codec.decode([first as Payload, small as Payload], about)).map(valueOf)).toEqual([big, LONG]);
  await expect(codec.decode([first as Payload], context("w2:lead:1"))).rejects.toMatchObject({
    code: "PAYLOAD_UNREADABLE",
  });
  kept.clear();
  await expect(codec.decode([first as Payload], about)).rejects.toMatchObject({ code: "PAYLOAD_LOST" });
  const huge = codec.encode([payloadOf({ noise: randomBytes(17_000_000).toString("latin1") })], about);
  await expect(huge).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE", class: "user" });
});
