import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEgressGuard, isPrivateAddress } from "./egress-guard.ts";
import { createHttpClient, type HttpClientOptions } from "./create-http-client.ts";

let server: Server;
let origin: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

function client(options: Partial<HttpClientOptions> = {}, allowPrivateHosts: string[] = ["*"]) {
  return createHttpClient({
    guard: createEgressGuard(allowPrivateHosts),
    hosts: ["connection"],
    baseUrl: origin,
    idempotencyKey: "run1/push/0",
    signal: new AbortController().signal,
    ...options,
  });
}

describe("the HTTP client of operations", () => {
  it("joins base URL and path, signs in, sends JSON with the idempotency key", async () => {
    const seen: Record<string, unknown> = {};
    answer = (request, response) => {
      Object.assign(seen, { url: request.url, headers: request.headers });
      request.on("data", (chunk: Buffer) => (seen["body"] = chunk.toString()));
      request.on("end", () => response.end('{"id":"P1"}'));
    };
    const http = client({ baseUrl: `${origin}/api/`, authHeaders: { authorization: "Bearer t" } });
    const response = await http.request({
      method: "POST",
      path: "/parties",
      query: { dry: true },
      json: { name: "A" },
    });
    expect(response.json()).toEqual({ id: "P1" });
    expect(seen["url"]).toBe("/api/parties?dry=true");
    expect(seen["body"]).toBe('{"name":"A"}');
    expect(seen["headers"]).toMatchObject({ authorization: "Bearer t", "idempotency-key": "run1/push/0" });
  });

  it.each([
    [400, "HTTP_REQUEST_REJECTED", false],
    [401, "HTTP_SIGN_IN_REFUSED", false],
    [404, "HTTP_REQUEST_REJECTED", false],
    [408, "HTTP_SYSTEM_UNAVAILABLE", true],
    [425, "HTTP_SYSTEM_UNAVAILABLE", true],
    [429, "HTTP_SYSTEM_UNAVAILABLE", true],
    [500, "HTTP_SYSTEM_UNAVAILABLE", true],
    [503, "HTTP_SYSTEM_UNAVAILABLE", true],
  ])("status %i gives %s, retryable %s", async (status, code, retryable) => {
    answer = (_request, response) => response.writeHead(status, { "retry-after": "7" }).end("no");
    const failure = await client()
      .request({ path: "/x?key=secret" })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, retryable, details: { status } });
    expect(JSON.stringify(failure)).not.toContain("key=secret");
    expect(failure).toMatchObject({ details: retryable ? { retryAfterMs: 7_000 } : { status } });
  });

  it("gives an accepted status as an answer", async () => {
    answer = (_request, response) => response.writeHead(404).end("none");
    expect((await client().request({ path: "/x", acceptStatus: [404] })).status).toBe(404);
  });

  it("calls network failures, broken answers and time limits by their names", async () => {
    answer = (_request, response) => response.end("<html>");
    const page = await client().request({ path: "/" });
    expect(() => page.json()).toThrowError(expect.objectContaining({ code: "HTTP_RESPONSE_INVALID" }));
    answer = (_request, response) => response.destroy();
    await expect(client().request({ path: "/" })).rejects.toMatchObject({ code: "HTTP_UNREACHABLE", retryable: true });
    answer = () => {};
    await expect(client().request({ path: "/", timeoutMs: 50 })).rejects.toMatchObject({ code: "HTTP_TIMEOUT" });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 30);
    await expect(client({ signal: abort.signal }).request({ path: "/" })).rejects.toMatchObject({
      code: "OPERATION_CANCELLED",
      retryable: true,
    });
  });

  it("stops reading an answer that is too large", async () => {
    answer = (_request, response) => response.end("x".repeat(5_000));
    await expect(client({ maxResponseBytes: 1_000 }).request({ path: "/" })).rejects.toMatchObject({
      code: "HTTP_RESPONSE_TOO_LARGE",
    });
  });

  it("reaches declared hosts only, also after a redirect", async () => {
    answer = (_request, response) => response.writeHead(302, { location: "http://localhost:1/other" }).end();
    await expect(client().request({ path: "https://elsewhere.example/" })).rejects.toMatchObject({
      code: "HTTP_HOST_NOT_DECLARED",
    });
    await expect(client().request({ path: "/" })).rejects.toMatchObject({ code: "HTTP_HOST_NOT_DECLARED" });
    await expect(client().request({ path: "/", method: "POST" })).rejects.toMatchObject({
      code: "HTTP_REDIRECT_REFUSED",
    });
  });

  it("follows a redirect to another declared origin without the caller's headers", async () => {
    const seen: (string | undefined)[] = [];
    answer = (request, response) => {
      seen.push(request.headers.authorization);
      const port = new URL(origin).port;
      if (request.url === "/") return response.writeHead(302, { location: `http://localhost:${port}/moved` }).end();
      return response.end("{}");
    };
    const http = client({ hosts: ["127.0.0.1", "localhost"], authHeaders: {} });
    await http.request({ path: "/", headers: { authorization: "Bearer t" } });
    expect(seen).toEqual(["Bearer t", undefined]);
  });

  it("refuses private addresses by literal and by name unless allowed", async () => {
    answer = (_request, response) => response.end("{}");
    await expect(client({}, []).request({ path: "/" })).rejects.toMatchObject({ code: "HTTP_ADDRESS_PRIVATE" });
    const byName = origin.replace("127.0.0.1", "localhost");
    await expect(client({ baseUrl: byName }, []).request({ path: "/" })).rejects.toMatchObject({
      code: "HTTP_ADDRESS_PRIVATE",
      retryable: false,
    });
    expect((await client({ baseUrl: byName }, ["localhost"]).request({ path: "/" })).status).toBe(200);
    expect((await client({}, ["127.0.0.1"]).request({ path: "/" })).status).toBe(200);
  });
});

describe("isPrivateAddress", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
  ])("%s is private", (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is public", (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});
