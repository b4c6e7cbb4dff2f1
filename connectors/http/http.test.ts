import { describe, expect, it } from "vitest";
import { checkConformance, createFakeHost, recordHttp } from "../testing/index.ts";
import { httpConnector } from "./connector.ts";

const URL_BASE = "https://api.example.com/v1";

describe("http", () => {
  it("keeps to the conformance suite", async () => expect(await checkConformance(httpConnector)).toEqual([]));

  it.each([
    [{ signIn: "bearer", token: "tok-1" }, { authorization: "Bearer tok-1" }],
    [{ signIn: "basic", user: "u", password: "pass" }, { authorization: "Basic dTpwYXNz" }],
    [{ signIn: "header", header: "X-Api-Key", token: "tok-2" }, { "x-api-key": "tok-2" }],
  ])("signs in with %o and parses JSON", async (settings, headers) => {
    const guard = recordHttp([
      { method: "PUT", url: `${URL_BASE}/c/1?a=1`, status: 200, request: { name: "A" }, response: { ok: true } },
    ]);
    const host = createFakeHost(httpConnector, { settings: { baseUrl: URL_BASE, ...settings }, guard });
    const output = await host.run("request", { method: "PUT", path: "/c/1", query: { a: 1 }, body: { name: "A" } });
    expect(output).toMatchObject({ status: 200, body: { ok: true } });
    expect(guard.requests[0]?.headers).toMatchObject({ ...headers, "idempotency-key": "run1/node/0" });
  });

  it("works without a connection on a whole URL, and keeps credentials from other origins", async () => {
    const guard = recordHttp([
      {
        method: "GET",
        url: "https://other.example/x",
        status: 200,
        response: "plain",
        headers: { "content-type": "text/plain" },
      },
      { method: "GET", url: "https://other.example/y", status: 404, response: "" },
    ]);
    const settings = { baseUrl: URL_BASE, signIn: "bearer", token: "tok-1" };
    const host = createFakeHost(httpConnector, { settings, guard });
    expect(await host.run("request", { path: "https://other.example/x" })).toMatchObject({ body: "plain" });
    expect(guard.requests[0]?.headers).not.toHaveProperty("authorization");
    expect(guard.requests[0]?.headers).not.toHaveProperty("idempotency-key");
    const bare = createFakeHost(httpConnector, { settings: null, guard });
    expect(await bare.run("request", { path: "https://other.example/y", acceptStatus: [404] })).toMatchObject({
      status: 404,
    });
    await expect(bare.run("request", { path: "/c/1" })).rejects.toMatchObject({ code: "HTTP_URL_INVALID" });
    await expect(bare.run("request", { path: "https://x.example", headers: { Host: "evil" } })).rejects.toMatchObject({
      code: "OPERATION_INPUT_INVALID",
    });
  });
});
