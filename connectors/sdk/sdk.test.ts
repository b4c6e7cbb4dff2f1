import * as z from "zod";
import { describe, expect, it } from "vitest";
import { createRegistry } from "../registry.ts";
import { checkConformance, createFakeHost, recordHttp } from "../testing/index.ts";
import {
  advancePollCursor,
  both,
  defineConnector,
  defineOperation,
  label,
  signWebhook,
  verifyWebhook,
} from "./index.ts";

const echo = defineOperation({
  id: "echo",
  title: both("Echo", "回显"),
  input: z.strictObject({
    text: z
      .string()
      .min(1)
      .meta(label({ en: "Text", zh: "文本" })),
  }),
  output: z.object({ text: z.string().meta(label({ en: "Text", zh: "文本" })) }),
  defaultTimeout: "PT30S",
  async run({ text }, { http, logger, connection }) {
    logger.info({ settings: connection?.settings }, `key is ${connection?.settings["apiKey"] as string}`);
    const response = await http.request({ method: "POST", path: "/echo", json: { text } });
    return response.json() as { text: string };
  },
});
const settings = z.strictObject({
  apiKey: z.string().meta(label({ en: "API key", zh: "API 密钥", widget: "secret" })),
});
const connector = defineConnector({
  id: "echo",
  name: both("Echo", "回显"),
  version: "1.0.0",
  group: "systems",
  icon: "plug",
  auth: {
    settings,
    baseUrl: () => "https://echo.example",
    headers: ({ apiKey }) => ({ "x-key": apiKey as string }),
  },
  operations: [echo],
  permissions: { hosts: ["echo.example"] },
});

describe("a connector on the host", () => {
  it("runs with checked input, signed in, and gives checked output", async () => {
    const guard = recordHttp([
      {
        method: "POST",
        url: "https://echo.example/echo",
        status: 200,
        request: { text: "hi" },
        response: { text: "hi" },
      },
    ]);
    const host = createFakeHost(connector, { settings: { apiKey: "s3cr3t-key" }, guard });
    expect(await host.run("echo", { text: "hi" })).toEqual({ text: "hi" });
    expect(guard.requests[0]?.headers).toMatchObject({ "x-key": "s3cr3t-key", "idempotency-key": "run1/node/0" });
    expect(guard.unused()).toEqual([]);
  });

  it("keeps secrets out of logs and errors", async () => {
    const guard = recordHttp([
      { method: "POST", url: "https://echo.example/echo", status: 400, response: "bad key s3cr3t-key" },
    ]);
    const host = createFakeHost(connector, { settings: { apiKey: "s3cr3t-key" }, guard });
    const failure = await host.run("echo", { text: "hi" }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "HTTP_REQUEST_REJECTED", details: { body: "bad key [secret]" } });
    expect(JSON.stringify([failure, String(failure), host.log])).not.toContain("s3cr3t-key");
  });

  it("refuses bad input, bad settings and answers that were not declared", async () => {
    const guard = recordHttp([
      { method: "POST", url: "https://echo.example/echo", status: 200, response: { other: 1 } },
    ]);
    const host = createFakeHost(connector, { settings: { apiKey: "s3cr3t-key" }, guard });
    await expect(host.run("echo", { text: "hi", more: 1 })).rejects.toMatchObject({
      code: "OPERATION_INPUT_INVALID",
      class: "user",
    });
    await expect(host.run("echo", { text: "hi" })).rejects.toMatchObject({ code: "OPERATION_OUTPUT_INVALID" });
    const unsigned = createFakeHost(connector, { settings: {} });
    await expect(unsigned.run("echo", { text: "hi" })).rejects.toMatchObject({ code: "CONNECTION_INVALID" });
  });

  it("turns a bug into SYSTEM_UNEXPECTED", async () => {
    const broken = defineConnector({
      ...connector,
      auth: undefined,
      operations: [{ ...echo, run: async () => Promise.reject(new TypeError("x is undefined")) }],
    });
    const host = createFakeHost(broken, { settings: null });
    await expect(host.run("echo", { text: "hi" })).rejects.toMatchObject({
      code: "SYSTEM_UNEXPECTED",
      retryable: true,
    });
  });
});

describe("the registry", () => {
  it("describes operations as JSON Schema with labels in both languages", () => {
    const [description] = createRegistry([connector]).describe();
    expect(description?.operations[0]).toMatchObject({
      name: "echo.echo",
      sideEffect: true,
      internal: false,
      input: {
        type: "object",
        required: ["text"],
        additionalProperties: false,
        properties: { text: { type: "string", title: "Text", "x-title-zh": "文本" } },
      },
    });
    expect(description?.auth).toMatchObject({ properties: { apiKey: { "x-widget": "secret" } } });
  });

  it("answers unknown and doubled names with codes", () => {
    const registry = createRegistry([connector]);
    expect(() => registry.get("echo.shout")).toThrowError(expect.objectContaining({ code: "OPERATION_UNKNOWN" }));
    expect(() => registry.getConnector("x")).toThrowError(expect.objectContaining({ code: "CONNECTOR_UNKNOWN" }));
    expect(() => createRegistry([connector, connector])).toThrowError(
      expect.objectContaining({ code: "CONNECTOR_INVALID" }),
    );
    expect(() => defineConnector({ ...connector, operations: [echo, echo] })).toThrowError(/twice/u);
    expect(() => defineConnector({ ...connector, version: "1" })).toThrowError(/semantic version/u);
  });
});

describe("the conformance suite", () => {
  it("passes a good connector and names what is wrong with a bad one", async () => {
    expect(await checkConformance(connector)).toEqual([]);
    const sloppy = defineConnector({
      ...connector,
      name: "Echo",
      auth: { settings: z.strictObject({ password: z.string().meta(label({ en: "Password", zh: "密码" })) }) },
      permissions: { hosts: [] },
      operations: [
        defineOperation({
          id: "loose",
          title: "Loose",
          input: z.object({ text: z.string().optional() }),
          output: z.object({}),
          run: async () => ({}),
        }),
      ],
    });
    const problems = (await checkConformance(sloppy)).map(({ where, problem }) => `${where}: ${problem}`);
    expect(problems).toEqual(
      expect.arrayContaining([
        "connector: its name is not in English and Chinese",
        "connector: it has a connection but declares no host",
        "connector: the setting password looks like a secret and is not marked as one",
        "loose: its title is not in English and Chinese",
        "loose: input text has no label in both languages",
        "loose: its input lets unknown fields through",
        "loose: it writes to the outside without a default timeout",
        "loose: unknown input gives nothing",
      ]),
    );
  });
});

describe("webhook signatures", () => {
  it("accepts the right signature only", () => {
    const body = '{"a":1}';
    for (const options of [
      { encoding: "hex" },
      { encoding: "base64" },
      { encoding: "hex", prefix: "sha256=" },
    ] as const) {
      const signature = signWebhook("key", body, options);
      expect(verifyWebhook("key", body, signature, options)).toBe(true);
      expect(verifyWebhook("key", `${body} `, signature, options)).toBe(false);
      expect(verifyWebhook("other", body, signature, options)).toBe(false);
      expect(verifyWebhook("key", body, signature.slice(1), options)).toBe(false);
      expect(verifyWebhook("key", body, undefined, options)).toBe(false);
      expect(verifyWebhook("", body, signWebhook("", body, options), options)).toBe(false);
    }
  });
});

describe("poll cursors", () => {
  const item = (id: string, at: string) => ({ id, at });
  it("starts at the newest item and then gives each item once, oldest first", () => {
    const first = advancePollCursor(null, [item("a", "2026-01-01T00:00:00Z")], "2026-01-02T00:00:00Z");
    expect(first.fresh).toEqual([]);
    const items = [
      item("c", "2026-01-03T00:00:00Z"),
      item("b", "2026-01-01T00:00:00Z"),
      item("a", "2026-01-01T00:00:00Z"),
    ];
    const second = advancePollCursor(first.cursor, items, "2026-01-04T00:00:00Z");
    expect(second.fresh.map(({ id }) => id)).toEqual(["b", "c"]);
    const late = [...items, item("d", "2026-01-03T00:00:00Z")];
    const third = advancePollCursor(second.cursor, late, "2026-01-05T00:00:00Z");
    expect(third.fresh.map(({ id }) => id)).toEqual(["d"]);
    expect(advancePollCursor(third.cursor, late, "2026-01-06T00:00:00Z").fresh).toEqual([]);
  });
});
