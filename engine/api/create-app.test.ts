import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  problemSchema,
  type RouteName,
  ROLE_PERMISSIONS,
  ROLES,
  type Role,
  ROUTES,
  type RouteShape,
} from "../../definitions/api.ts";
import { userError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import { ERROR_CODES } from "../../definitions/error-texts/index.ts";
import { permissionsOf, type Principal } from "../auth/principal.ts";
import { ApiError } from "./api-error.ts";
import type { Handlers } from "./api-request.ts";
import type { ApiServices, RequestLedger } from "./api-services.ts";
import { createApp } from "./create-app.ts";

/** Every handler answers 418 with its route's name: a request that gets there has passed the frame. */
const reached: string[] = [];
const handlers = Object.fromEntries(
  Object.keys(ROUTES).map((name) => [
    name,
    async (request: { body?: unknown }) => {
      reached.push(name);
      if (name === "listWorkflows") return { items: [], nextCursor: null };
      if (name === "createApiKey" || name === "createRecord") return { id: String(reached.length), body: request.body };
      throw new ApiError("RUN_CLOSED", { id: name });
    },
  ]),
) as unknown as Handlers;

function principal(role: Role, kind: Principal["kind"]): Principal {
  const workspace = { id: "default", name: "Default" };
  return { kind, workspace, id: role, name: role, email: "", language: "en", role, permissions: permissionsOf(role) };
}

/** `Bearer <role>` is an API key of the role, the cookie `person=<role>` a person's session. */
const authenticate: ApiServices["auth"]["authenticate"] = async ({ authorization, cookie }) => {
  const role = ROLES.find((name) => authorization === `Bearer ${name}` || cookie === `person=${name}`);
  if (role === undefined && authorization !== undefined) throw new ApiError("API_KEY_INVALID");
  return role === undefined ? null : principal(role, authorization === undefined ? "person" : "api-key");
};

function memoryLedger(): RequestLedger {
  const entries = new Map<string, { fingerprint: string; status?: number; body?: Json }>();
  return {
    async claim(_actor, key, fingerprint) {
      const entry = entries.get(key);
      if (entry === undefined) {
        entries.set(key, { fingerprint });
        return { claimed: true };
      }
      if (entry.fingerprint !== fingerprint) throw userError("REQUEST_KEY_REUSED", "reused");
      if (entry.status === undefined) throw userError("REQUEST_IN_PROGRESS", "busy");
      return { claimed: false, status: entry.status, body: entry.body ?? null };
    },
    async complete(_actor, key, status, body) {
      entries.set(key, { fingerprint: entries.get(key)?.fingerprint ?? "", status, body: body as Json });
    },
    async release(_actor, key) {
      entries.delete(key);
    },
  };
}

let server: Server;
let base = "";
beforeAll(async () => {
  const ledger = memoryLedger();
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const services = {
    auth: { authenticate, forget() {} },
    store: { workspace: () => ({ requests: ledger }) },
    publicUrl: "http://flowright.example",
    version: "0.0.0",
    checkResponses: false,
    checkReadiness: async () => ({ mongodb: "ok", temporal: "does not answer" }),
    logger: quiet,
    triggers: {
      receiveWebhook: async () => ({ runId: "R1", repeated: false }),
      describeForm: async () => ({
        title: { en: "Ask <us>", zh: "联系我们" },
        fields: { properties: { name: { type: "string" } } },
      }),
      receiveForm: async ({ rawBody }: { rawBody: Buffer }) => {
        if (rawBody.toString().includes("colour"))
          throw userError("BODY_INVALID", "wrong", {
            issues: [{ path: "colour", message: "is not a field", code: "additional" }],
          });
        return { runId: "R2", repeated: false };
      },
    },
  } as unknown as ApiServices;
  const app = createApp(services, {
    handlers,
    trustedProxies: 0,
    rateLimits: { form: 20 },
    handleSignIn: async (_request, response) => {
      response.writeHead(response.req.headers["x-fail"] === undefined ? 200 : 401).end("{}");
    },
  });
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${base}${path}`, init);
}
async function expectProblem(response: Response, status: number, code: string) {
  const text = await response.text();
  expect(`${response.status} ${text}`).toContain(`"code":"${code}"`);
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  expect(problem.requestId).toBe(response.headers.get("x-request-id"));
  expect(ERROR_CODES).toContain(code);
  return problem;
}
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", authorization: "Bearer admin", ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

describe("role × route", () => {
  const names = Object.keys(ROUTES) as RouteName[];
  const pathOf = (route: RouteShape) => `/api/v1${route.path.replaceAll(/:[A-Za-z]+/g, "x1")}`;
  const call = async (route: RouteShape, headers: Record<string, string>) =>
    send(pathOf(route), { method: route.method, headers });

  it.each(names.filter((name) => ROUTES[name].permission === "public"))("%s is open to all", async (name) => {
    reached.length = 0;
    await call(ROUTES[name], {});
    expect(reached).toEqual([name]);
  });

  const guarded = names.filter((name) => ROUTES[name].permission !== "public");
  it.each(guarded)("%s refuses nobody's requests", async (name) => {
    await expectProblem(await call(ROUTES[name], {}), 401, "SESSION_MISSING");
  });

  const refused = guarded.flatMap((name) =>
    ROLES.filter((role) => !ROLE_PERMISSIONS[role].includes(ROUTES[name].permission)).map(
      (role) => [name, role] as const,
    ),
  );
  it.each(refused)("%s refuses a %s", async (name, role) => {
    reached.length = 0;
    await expectProblem(await call(ROUTES[name], { authorization: `Bearer ${role}` }), 403, "PERMISSION_DENIED");
    expect(reached).toEqual([]);
  });

  const allowed = guarded.flatMap((name) =>
    ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(ROUTES[name].permission)).map(
      (role) => [name, role] as const,
    ),
  );
  it.each(allowed)("%s lets a %s through", async (name, role) => {
    const { status } = await call(ROUTES[name], { authorization: `Bearer ${role}` });
    expect([401, 403]).not.toContain(status);
  });

  it("refuses a bad key also where nothing is asked of it", async () => {
    await expectProblem(
      await send("/api/v1/me", { headers: { authorization: "Bearer fr_wrong" } }),
      401,
      "API_KEY_INVALID",
    );
  });
});

describe("bad input", () => {
  it("names malformed JSON", async () => {
    await expectProblem(await send("/api/v1/events", json('{"name": ')), 400, "REQUEST_JSON_MALFORMED");
  });
  it("refuses a key that reaches the prototype", async () => {
    await expectProblem(await send("/api/v1/events", json('{"__proto__": {"a": 1}}')), 400, "REQUEST_JSON_MALFORMED");
  });
  it.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16"])(
    "refuses %s",
    async (type) => {
      await expectProblem(
        await send("/api/v1/events", json("{}", { "content-type": type })),
        415,
        "REQUEST_MEDIA_UNSUPPORTED",
      );
    },
  );
  it("refuses a body of 20 MB before reading it", async () => {
    const body = JSON.stringify({ name: "a.b", payload: { text: "x".repeat(20_000_000) } });
    await expectProblem(await send("/api/v1/events", json(body)), 413, "REQUEST_TOO_LARGE");
  });
  it("names every unknown and every wrong field with its path", async () => {
    const problem = await expectProblem(
      await send("/api/v1/events", json({ name: "Bad Name", extra: 1 })),
      400,
      "REQUEST_INVALID",
    );
    expect(problem.issues?.map(({ path }) => path).sort()).toEqual(["extra", "name"]);
  });
  it("refuses unknown and repeated query parameters", async () => {
    const headers = { authorization: "Bearer admin" };
    await expectProblem(await send("/api/v1/runs?colour=red", { headers }), 400, "REQUEST_INVALID");
    await expectProblem(await send("/api/v1/runs?limit=1&limit=2", { headers }), 400, "REQUEST_INVALID");
    await expectProblem(await send("/api/v1/runs?limit=1000", { headers }), 400, "REQUEST_INVALID");
    await expectProblem(await send("/api/v1/me?x=1", { headers }), 400, "REQUEST_INVALID");
  });
  it("knows what is not there and what it cannot do", async () => {
    const headers = { authorization: "Bearer admin" };
    await expectProblem(await send("/api/v1/nothing", { headers }), 404, "ROUTE_UNKNOWN");
    await expectProblem(await send("/api/v2", { headers }), 404, "ROUTE_UNKNOWN");
    await expectProblem(await send("/api/v1/records/lead/%E0%A4%A", { headers }), 404, "ROUTE_UNKNOWN");
    const response = await send("/api/v1/runs", { method: "DELETE", headers });
    expect(response.headers.get("allow")).toBe("GET");
    await expectProblem(response, 405, "METHOD_UNSUPPORTED");
  });
  it("wants CSV for an import", async () => {
    await expectProblem(await send("/api/v1/imports?object=lead", json({})), 415, "REQUEST_MEDIA_UNSUPPORTED");
  });
  it("refuses an If-Match that is no revision", async () => {
    const init = json({}, { "if-match": 'W/"3"' });
    await expectProblem(await send("/api/v1/workflows/a/publish", init), 400, "REVISION_INVALID");
  });
  it("speaks Chinese to those who ask for it", async () => {
    const problem = await expectProblem(
      await send("/api/v1/me", { headers: { "accept-language": "zh-CN,zh;q=0.9" } }),
      401,
      "SESSION_MISSING",
    );
    expect(problem.detail).toContain("您尚未登录");
  });
});

describe("cross-site requests", () => {
  const post = (headers: Record<string, string>) =>
    send("/api/v1/api-keys", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: '{"name":"k","role":"viewer"}',
    });
  it("are refused when they carry a cookie", async () => {
    await expectProblem(
      await post({ cookie: "person=admin", origin: "https://evil.example" }),
      403,
      "REQUEST_ORIGIN_REFUSED",
    );
    await expectProblem(await post({ cookie: "person=admin" }), 403, "REQUEST_ORIGIN_REFUSED");
    await expectProblem(await post({ cookie: "person=admin", origin: "null" }), 403, "REQUEST_ORIGIN_REFUSED");
    await expectProblem(
      await send("/api/auth/sign-out", { method: "POST", headers: { cookie: "a=b", origin: "https://evil.example" } }),
      403,
      "REQUEST_ORIGIN_REFUSED",
    );
  });
  it("are taken from our own pages and from machines", async () => {
    expect((await post({ cookie: "person=admin", origin: base })).status).toBe(201);
    expect((await post({ cookie: "person=admin", origin: "http://flowright.example" })).status).toBe(201);
    expect((await post({ authorization: "Bearer admin", origin: "https://elsewhere.example" })).status).toBe(201);
    expect(
      (await post({ cookie: "person=admin", origin: base })).headers.get("access-control-allow-origin"),
    ).toBeNull();
  });
});

describe("repeated POSTs", () => {
  const body = { name: "k", role: "viewer" };
  it("answer with the first result", async () => {
    const first = await send("/api/v1/records/lead", json(body, { "idempotency-key": "k-1" }));
    const again = await send("/api/v1/records/lead", json(body, { "idempotency-key": "k-1" }));
    expect(await again.json()).toEqual(await first.json());
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });
  it("refuse another body, and a key that is none", async () => {
    await send("/api/v1/records/lead", json(body, { "idempotency-key": "k-2" }));
    const other = await send("/api/v1/records/lead", json({ ...body, name: "other" }, { "idempotency-key": "k-2" }));
    await expectProblem(other, 422, "REQUEST_KEY_REUSED");
    await expectProblem(
      await send("/api/v1/records/lead", json(body, { "idempotency-key": "a b" })),
      400,
      "IDEMPOTENCY_KEY_INVALID",
    );
  });
  it("are not possible where the answer is a secret", async () => {
    await expectProblem(
      await send("/api/v1/api-keys", json(body, { "idempotency-key": "k-4" })),
      400,
      "IDEMPOTENCY_KEY_UNSUPPORTED",
    );
  });
  it("are tried anew after a failure", async () => {
    for (let turn = 0; turn < 2; turn += 1)
      await expectProblem(
        await send("/api/v1/events", json({ name: "a.b" }, { "idempotency-key": "k-3" })),
        409,
        "RUN_CLOSED",
      );
  });
});

describe("everything else", () => {
  it("has an OpenAPI document of every route", async () => {
    const document = (await (await send("/api/openapi.json")).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    expect(document.openapi).toBe("3.1.0");
    const operations = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(operations.sort()).toEqual(Object.keys(ROUTES).sort());
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? "");
    for (const path of new Set(references)) {
      const target = path
        .split("/")
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect({ path, isThere: target !== undefined }).toEqual({ path, isThere: true });
    }
  });
  it("has a reference page without scripts and with a strict policy", async () => {
    const response = await send("/api/docs");
    const page = await response.text();
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'nonce-/);
    expect(page).not.toContain("<script");
    for (const name of Object.keys(ROUTES)) expect(page).toContain(`id="${name}"`);
  });
  it("says whether it lives and whether it is ready", async () => {
    expect((await send("/healthz")).status).toBe(200);
    const ready = await send("/readyz");
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: "waiting", checks: { mongodb: "ok", temporal: "does not answer" } });
  });
  it("shows its metrics on this machine alone, else to keys", async () => {
    expect(await (await send("/metrics")).text()).toContain("flowright_http_request_seconds");
    const proxied = { "x-forwarded-for": "203.0.113.7" };
    await expectProblem(await send("/metrics", { headers: proxied }), 401, "SESSION_MISSING");
    expect((await send("/metrics", { headers: { ...proxied, authorization: "Bearer viewer" } })).status).toBe(200);
  });
  it("opens only the sign-in functions that people need", async () => {
    expect((await send("/api/auth/get-session")).status).toBe(200);
    for (const path of ["sign-up/email", "organization/create", "update-user", "delete-user", "change-email"])
      await expectProblem(await send(`/api/auth/${path}`, { method: "POST" }), 404, "AUTH_ROUTE_UNKNOWN");
  });
  it("slows down who fails to sign in too often", async () => {
    const attempt = () => send("/api/auth/sign-in/email", { method: "POST", headers: { "x-fail": "1" } });
    let response = await attempt();
    for (let turn = 0; turn < 20 && response.status === 401; turn += 1) response = await attempt();
    await expectProblem(response, 429, "REQUEST_RATE_LIMITED");
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  });
  it("sends strict headers and no cookies to other sites", async () => {
    const { headers } = await send("/healthz");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-powered-by")).toBeNull();
  });
});

describe("public doors", () => {
  it("take a webhook by its declared type alone", async () => {
    const accepted = await send("/hooks/default/a1", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(accepted.status).toBe(202);
    expect(await accepted.json()).toEqual({ runId: "R1", repeated: false });
    await expectProblem(
      await send("/hooks/default/a1", { method: "POST", body: "{}" }),
      415,
      "REQUEST_MEDIA_UNSUPPORTED",
    );
    await expectProblem(await send("/hooks/default/a1"), 404, "ROUTE_UNKNOWN");
  });
  it("refuse a webhook of 20 MB", async () => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: "x".repeat(20_000_000) };
    await expectProblem(await send("/hooks/default/a1", init), 413, "REQUEST_TOO_LARGE");
  });
  it("show a form as a page in the reader's language, and as JSON to programs", async () => {
    const headers = { accept: "text/html", "accept-language": "zh" };
    const page = await (await send("/forms/default/f1", { headers })).text();
    expect(page).toContain("<h1>联系我们</h1>");
    const english = await (await send("/forms/default/f1", { headers: { accept: "text/html" } })).text();
    expect(english).toContain("Ask &lt;us&gt;");
    expect(await (await send("/forms/default/f1")).json()).toHaveProperty("fields.properties.name");
  });
  it("take a form post and thank for it; a field that is not there is named on the page", async () => {
    const headers = { accept: "text/html", "content-type": "application/x-www-form-urlencoded" };
    const thanks = await send("/forms/default/f1", { method: "POST", headers, body: "name=Ann" });
    expect(thanks.status).toBe(200);
    expect(await thanks.text()).toContain("Thank you");
    const refused = await send("/forms/default/f1", { method: "POST", headers, body: "colour=red" });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("colour: is not a field");
  });
  it("limit form posts of one address", async () => {
    let status = 0;
    for (let turn = 0; turn < 25 && status !== 429; turn += 1) status = (await send("/forms/default/f1")).status;
    expect(status).toBe(429);
  });
});
