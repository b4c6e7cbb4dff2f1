import { afterAll, beforeAll, expect, it } from "vitest";
import { type FakeErp, startFakeErp } from "../../../connectors/erp/fake-erp.ts";
import { type ApiUnderTest, startApi } from "./api-under-test.ts";

let erp: FakeErp;
let api: ApiUnderTest;
beforeAll(async () => {
  erp = await startFakeErp();
  api = await startApi({ allowPrivateHosts: ["127.0.0.1"] });
  const settings = { baseUrl: erp.url, signIn: "bearer", token: erp.token };
  await api.call("putConnection", { params: { key: "orders" }, body: { connector: "erp", name: "Orders", settings } });
});
afterAll(async () => {
  await api?.stop();
  await erp?.close();
});

const question = { operation: "erp.add-line", connection: "orders", field: "product" };

it("asks the system behind the connection, by what was typed, and writes nothing", async () => {
  const { options } = await api.call("listInputOptions", { body: { ...question, search: "desk" } });
  expect(options).toEqual([
    { value: "D-1", label: "Desk, oak", hint: "D-1" },
    { value: "D-2", label: "Desk, steel", hint: "D-2" },
  ]);
  expect((await api.call("listInputOptions", { body: question })).options).toHaveLength(3);
  expect(erp.writes).toEqual([]);
});

it("says with a code what cannot be asked", async () => {
  const refusal = async (part: object) => api.refusal("listInputOptions", { body: { ...question, ...part } });
  expect(await refusal({ operation: "erp.fly" })).toBe("422 OPERATION_UNKNOWN");
  expect(await refusal({ connection: "nowhere" })).toBe("404 CONNECTION_UNKNOWN");
  expect(await refusal({ connection: undefined })).toBe("422 CONNECTION_MISSING");
  expect(await refusal({ operation: "tryton.create-opportunity", field: "party" })).toBe("422 CONNECTION_MISMATCH");
  expect(await refusal({ field: "quantity" })).toBe("422 OPTIONS_UNSUPPORTED");
  // A connector whose connection is optional is asked without one: this field has no list.
  expect(await refusal({ operation: "http.request", connection: undefined, field: "path" })).toBe(
    "422 OPTIONS_UNSUPPORTED",
  );
  expect(await refusal({ colour: "red" })).toBe("400 REQUEST_INVALID");
});

it("tells what went wrong in the reader's language, without the connection's secrets", async () => {
  erp.troubles.push(500);
  const problem = await api.send("listInputOptions", { body: question, headers: { "accept-language": "zh" } });
  expect(problem.status).toBe(502);
  const text = await problem.text();
  expect(JSON.parse(text)).toMatchObject({
    code: "HTTP_SYSTEM_UNAVAILABLE",
    class: "connector",
    detail: expect.stringMatching(/暂时无法提供服务/) as string,
  });
  expect(text).not.toContain(erp.token);
});

it("keeps to the private hosts that steps may reach", async () => {
  const guarded = await startApi();
  try {
    const settings = { baseUrl: erp.url, signIn: "bearer", token: erp.token };
    const body = { connector: "erp", name: "Orders", settings };
    await guarded.call("putConnection", { params: { key: "orders" }, body });
    expect(await guarded.refusal("listInputOptions", { body: question })).toBe("422 HTTP_ADDRESS_PRIVATE");
  } finally {
    await guarded.stop();
  }
});
