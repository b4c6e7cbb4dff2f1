// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "./api-error.ts";
import { call, routeUrl } from "./client.ts";
import { useSessionGate } from "./session-gate.ts";

const answer = (status: number, body: unknown, type = "application/json") =>
  new Response(body === null ? null : typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": type },
  });
const fetchMock = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", fetchMock);
  fetchMock.mockReset();
});
afterEach(() => {
  vi.unstubAllGlobals();
  useSessionGate.setState({ waiting: [] });
});

describe("routeUrl", () => {
  it("fills path parameters, escaped, and leaves empty query values out", () => {
    expect(routeUrl("getRecord", { params: { object: "lead", id: "a/b ü" } })).toBe(
      "/api/v1/records/lead/a%2Fb%20%C3%BC",
    );
    expect(routeUrl("listRuns", { query: { search: "", status: "failed", workflow: undefined } })).toBe(
      "/api/v1/runs?status=failed",
    );
  });

  it("refuses a missing parameter", () => {
    expect(() => routeUrl("getRun", { params: { id: "" } })).toThrow(ApiError);
  });
});

describe("call", () => {
  it("sends method, body and headers of the route and gives the body back", async () => {
    fetchMock.mockResolvedValueOnce(answer(200, { revision: 4, issues: [], hasDraftChanges: true, updatedAt: "x" }));
    const body = { schemaVersion: 1 as const, key: "a", name: "A" };
    const saved = await call("saveDraft", { params: { key: "a" }, body, headers: { "if-match": "3" } });
    expect(saved.revision).toBe(4);
    const [url, init] = fetchMock.mock.calls[0] ?? [];
    expect(url).toBe("/api/v1/workflows/a/draft");
    expect(init?.method).toBe("PUT");
    expect(init?.headers).toMatchObject({ "if-match": "3", "content-type": "application/json" });
    expect(JSON.parse(init?.body as string)).toEqual(body);
  });

  it("sends a CSV file as it is", async () => {
    fetchMock.mockResolvedValueOnce(answer(202, { id: "i1" }));
    await call("importRecords", { query: { object: "lead" }, body: "name\nAda" });
    const [url, init] = fetchMock.mock.calls[0] ?? [];
    expect(url).toBe("/api/v1/imports?object=lead");
    expect(init?.headers).toMatchObject({ "content-type": "text/csv" });
    expect(init?.body).toBe("name\nAda");
  });

  it("gives null for 204", async () => {
    fetchMock.mockResolvedValueOnce(answer(204, null));
    expect(await call("deleteRecord", { params: { object: "lead", id: "1" } })).toBeNull();
  });

  it("turns problem+json into an ApiError with code, issues and request id", async () => {
    const issues = [{ path: "email", message: "write an address" }];
    const problem = { type: "about:blank", title: "Bad", status: 400, code: "RECORD_INVALID", issues, requestId: "r1" };
    fetchMock.mockResolvedValueOnce(answer(400, problem, "application/problem+json"));
    const thrown = await call("createRecord", { params: { object: "lead" }, body: {} }).catch(
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(ApiError);
    expect(thrown).toMatchObject({ code: "RECORD_INVALID", status: 400, class: "user", issues, requestId: "r1" });
  });

  it("names a failure without a body, and a server that is not reached", async () => {
    fetchMock.mockResolvedValueOnce(answer(502, "<html>bad gateway</html>", "text/html"));
    await expect(call("listUsers", {})).rejects.toMatchObject({ code: "HTTP_502", class: "system" });
    fetchMock.mockRejectedValueOnce(new TypeError("fetch failed"));
    await expect(call("listUsers", {})).rejects.toMatchObject({ code: "SERVER_UNREACHABLE", status: 0 });
  });
});

describe("an ended session", () => {
  it("waits for the person and sends the same call again with what was typed", async () => {
    fetchMock.mockResolvedValueOnce(answer(401, { code: "SESSION_MISSING", status: 401 }));
    fetchMock.mockResolvedValueOnce(answer(201, { id: "1", object: "lead", name: "Ada" }));
    const pending = call("createRecord", { params: { object: "lead" }, body: { name: "Ada" } });
    await vi.waitFor(() => expect(useSessionGate.getState().waiting).toHaveLength(1));
    useSessionGate.getState().settle(true);
    expect(await pending).toMatchObject({ name: "Ada" });
    expect(fetchMock).toHaveBeenCalledTimes(2);
    expect(fetchMock.mock.calls[1]?.[1]?.body).toBe(JSON.stringify({ name: "Ada" }));
  });

  it("gives the refusal when the person gives up", async () => {
    fetchMock.mockResolvedValueOnce(answer(401, { code: "SESSION_MISSING", status: 401 }));
    const pending = call("listUsers", {}).catch((error: unknown) => error);
    await vi.waitFor(() => expect(useSessionGate.getState().waiting).toHaveLength(1));
    useSessionGate.getState().settle(false);
    expect(await pending).toMatchObject({ code: "SESSION_MISSING" });
    expect(fetchMock).toHaveBeenCalledTimes(1);
  });

  it("does not ask when the page only wants to know who is signed in", async () => {
    fetchMock.mockResolvedValueOnce(answer(401, { code: "SESSION_MISSING", status: 401 }));
    await expect(call("getMe", {})).rejects.toMatchObject({ status: 401 });
    expect(useSessionGate.getState().waiting).toHaveLength(0);
  });
});
