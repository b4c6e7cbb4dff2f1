import * as z from "zod";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../definitions/json.ts";
import { checkConformance, createFakeHost, recordHttp } from "../testing/index.ts";
import { both, defineConnector, defineOperation, describeConnector, type FindOptions, label } from "./index.ts";

const field = (en: string, zh: string) => z.string().meta(label({ en, zh }));
const text = z.strictObject({ board: field("Board", "看板"), text: field("Text", "文本") });
const settings = { apiKey: "s3cr3t-key" };

function connectorWith(options: Record<string, FindOptions>) {
  const operation = defineOperation({
    id: "add",
    title: both("Add a card", "添加卡片"),
    input: text,
    output: z.object({ id: z.string().meta(label({ en: "Id", zh: "编号" })) }),
    defaultTimeout: "PT30S",
    options,
    run: async () => ({ id: "1" }),
  });
  return defineConnector({
    id: "boards",
    name: both("Boards", "看板"),
    version: "1.0.0",
    group: "systems",
    icon: "plug",
    auth: {
      settings: z.strictObject({ apiKey: z.string().meta(label({ en: "Key", zh: "密钥", widget: "secret" })) }),
      baseUrl: () => "https://boards.example",
      headers: ({ apiKey }) => ({ "x-key": apiKey as string }),
    },
    operations: [operation],
    permissions: { hosts: ["boards.example"] },
  });
}
const findBoards: FindOptions = async ({ search }, { http }) => {
  const response = await http.request({ path: "/boards", query: { search } });
  const rows = z.array(z.object({ id: z.int(), name: z.string() })).safeParse(response.json());
  return rows.success ? rows.data.map(({ id, name }) => ({ value: id, label: name })) : [];
};
const ask = async (
  find: FindOptions,
  more: Partial<Parameters<typeof createFakeHost>[1]> = {},
  input: JsonObject = {},
) =>
  createFakeHost(connectorWith({ board: find }), { settings, ...more }).options("add", "board", {
    input,
    search: "ro",
  });

describe("the options of a field", () => {
  it("come from the other system, signed in, by what was typed", async () => {
    const guard = recordHttp([
      {
        method: "GET",
        url: "https://boards.example/boards?search=ro",
        status: 200,
        response: [{ id: 7, name: "Roadmap s3cr3t-key" }],
      },
    ]);
    // A secret that the other system sends back does not reach the form.
    expect(await ask(findBoards, { guard })).toEqual([{ value: 7, label: "Roadmap [secret]" }]);
    expect(guard.requests[0]?.headers).toMatchObject({ "x-key": "s3cr3t-key" });
  });

  it("are told to the builder by the field's schema, and only there", () => {
    const [described] = describeConnector(connectorWith({ board: findBoards })).operations;
    expect(described?.input["properties"]).toMatchObject({ board: { type: "string", "x-options": true } });
    expect(described?.input["properties"]).not.toHaveProperty("text.x-options");
  });

  it("may depend on the rest of the input", async () => {
    const find: FindOptions = async ({ input }) => [{ value: "1", label: input["text"] as string }];
    expect(await ask(find, {}, { text: "hello" })).toEqual([{ value: "1", label: "hello" }]);
  });

  it("of a field that is not there make no connector; of a field without any are refused", async () => {
    expect(() => connectorWith({ bord: findBoards })).toThrowError(
      expect.objectContaining({ code: "CONNECTOR_INVALID", message: expect.stringContaining("bord") as string }),
    );
    const host = createFakeHost(connectorWith({ board: findBoards }), { settings });
    for (const name of ["text", "constructor"])
      await expect(host.options("add", name, { input: {}, search: "" })).rejects.toMatchObject({
        code: "OPTIONS_UNSUPPORTED",
        details: { operation: "boards.add", field: name },
      });
  });

  it("never write, never exceed a hundred, never wait for ever", async () => {
    await expect(
      ask(async (_query, { http }) => {
        await http.request({ method: "DELETE", path: "/boards" });
        return [];
      }),
    ).rejects.toMatchObject({ code: "OPTIONS_WRITE_REFUSED", details: { method: "DELETE" } });
    const many = Array.from({ length: 101 }, (_, index) => ({ value: index, label: `Board ${index}` }));
    await expect(ask(async () => many)).rejects.toMatchObject({ code: "OPERATION_OUTPUT_INVALID" });
    expect(await ask(async () => many.slice(1))).toHaveLength(100);
    const signal = AbortSignal.timeout(20);
    await expect(ask(async () => new Promise(() => {}), { signal })).rejects.toMatchObject({
      code: "OPTIONS_TIMEOUT",
      retryable: true,
    });
  });

  it("fail with codes and without secrets", async () => {
    const failure = await ask(async () => Promise.reject(new TypeError("no s3cr3t-key here"))).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: "SYSTEM_UNEXPECTED" });
    expect(String(failure)).not.toContain("s3cr3t-key");
  });
});

describe("the conformance suite", () => {
  it("asks for options of systems that answer badly, and names what breaks", async () => {
    expect(await checkConformance(connectorWith({ board: findBoards }))).toEqual([]);
    const careless: FindOptions = async (_query, { http }) => {
      const response = await http.request({ path: "/boards" });
      return (response.json() as { name: string }[]).map(({ name }) => ({ value: name, label: name }));
    };
    const writing: FindOptions = async (_query, { http }) => {
      await http.request({ method: "PUT", path: "/boards" });
      return [];
    };
    const problemsOf = async (find: FindOptions) =>
      (await checkConformance(connectorWith({ board: find }))).map(({ where, problem }) => `${where}: ${problem}`);
    expect(await problemsOf(careless)).toEqual([
      "add: the options of board give SYSTEM_UNEXPECTED for an empty answer",
    ]);
    expect(await problemsOf(writing)).toContain(
      "add: the options of board give OPTIONS_WRITE_REFUSED for a system that is down",
    );
    const guard = recordHttp([
      {
        method: "GET",
        url: "https://boards.example/boards?search=a",
        status: 200,
        response: Array.from({ length: 101 }, (_, index) => ({ id: index, name: "Board" })),
      },
    ]);
    expect(await checkConformance(connectorWith({ board: findBoards }), { settings, guard })).toEqual([
      { where: "add", problem: "the options of board give OPERATION_OUTPUT_INVALID for the system that was given" },
    ]);
  });
});
