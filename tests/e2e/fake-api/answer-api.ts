import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { ROUTES, type RouteName } from "../../../definitions/api.ts";
import { HANDLERS } from "./handlers.ts";
import { Problem, type World } from "./world.ts";

export interface ApiRequest {
  url: URL;
  method: string;
  headers: IncomingHttpHeaders;
  text: string;
}

const TABLE = (Object.keys(ROUTES) as RouteName[]).map((name) => {
  const route = ROUTES[name];
  const names = [...route.path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? "");
  const pattern = new RegExp(`^/api/v1${route.path.replaceAll(/:[A-Za-z]+/g, "([^/]+)")}$`);
  return { name, method: route.method, pattern, names };
});

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(body === null ? undefined : JSON.stringify(body));
}

function sendProblem(response: ServerResponse, problem: Problem): void {
  sendJson(response, problem.status, {
    type: "about:blank",
    title: problem.message,
    requestId: "fake",
    ...problem.body,
  });
}

function answerAuth(world: World, request: ApiRequest, response: ServerResponse): void {
  if (request.url.pathname.endsWith("/sign-out")) {
    sendJson(response, 200, { success: true }, { "set-cookie": "fake-session=; Path=/; Max-Age=0" });
    return;
  }
  const body = JSON.parse(request.text === "" ? "{}" : request.text) as { email?: string; password?: string };
  const known = world.users.some((user) => user.email === body.email) && body.password === "flowright-demo";
  if (!known) sendJson(response, 401, { code: "INVALID_EMAIL_OR_PASSWORD", message: "Invalid email or password" });
  else sendJson(response, 200, { user: {} }, { "set-cookie": "fake-session=1; Path=/; HttpOnly; SameSite=Lax" });
}

/** Answers one request below /api like the real API: routes of the table, bodies checked by its schemas. */
export async function answerApi(world: World, request: ApiRequest, response: ServerResponse): Promise<void> {
  if (request.url.pathname.startsWith("/api/auth/")) {
    answerAuth(world, request, response);
    return;
  }
  for (const { name, method, pattern, names } of TABLE) {
    const match = pattern.exec(request.url.pathname);
    if (match === null || method !== request.method) continue;
    const params = Object.fromEntries(names.map((key, index) => [key, decodeURIComponent(match[index + 1] ?? "")]));
    try {
      await answerRoute(world, name, params, request, response);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      sendProblem(response, error);
    }
    return;
  }
  sendProblem(response, new Problem(404, "ROUTE_UNKNOWN", `no route ${request.method} ${request.url.pathname}`));
}

async function answerRoute(
  world: World,
  name: RouteName,
  params: Record<string, string>,
  request: ApiRequest,
  response: ServerResponse,
): Promise<void> {
  const route: { permission: string; body?: unknown; status: number; media?: string } = ROUTES[name];
  const signedIn = world.open || (request.headers.cookie ?? "").includes("fake-session=1");
  if (route.permission !== "public" && !signedIn) throw new Problem(401, "SESSION_MISSING", "sign in first");
  let body: unknown = request.text;
  if (route.media !== "text/csv" && request.method !== "GET" && request.text !== "") {
    const schema = (ROUTES[name] as { body?: { safeParse: (value: unknown) => SafeParsed } }).body;
    const parsed = schema?.safeParse(JSON.parse(request.text));
    if (parsed !== undefined && !parsed.success) {
      const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
      throw new Problem(400, "REQUEST_INVALID", "The request does not fit", { issues });
    }
    body = parsed?.data;
  }
  if (name === "watchRun") {
    watchRun(world, params["id"] ?? "", response);
    return;
  }
  if (name === "watchDraft") {
    watchDraft(world, params["key"] ?? "", request.url.searchParams.get("tab") ?? "", response);
    return;
  }
  const query = Object.fromEntries(request.url.searchParams);
  const result = await HANDLERS[name]({ world, params, query, body, headers: request.headers });
  sendJson(response, route.status, route.status === 204 ? null : result);
}
interface SafeParsed {
  success: boolean;
  data?: unknown;
  error: { issues: { path: PropertyKey[]; message: string }[] };
}

function watchRun(world: World, id: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const tell = () => {
    const run = world.runs.find((entry) => entry.id === id);
    response.write(`event: state\ndata: ${JSON.stringify(run ?? null)}\n\n`);
  };
  tell();
  const timer = setInterval(tell, 1_000);
  response.on("close", () => clearInterval(timer));
}

/** Who has the draft open. Everybody here is Ada, unless the test puts somebody else into `world.presence`. */
function watchDraft(world: World, key: string, tab: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const ada = world.users[0];
  const own = { key, tab, userId: ada?.id ?? "", name: ada?.name ?? "", step: null };
  world.presence.push(own);
  let last = "";
  const tell = () => {
    const workflow = world.workflows.find((entry) => entry.key === key);
    const people = world.presence
      .filter((entry) => entry.key === key)
      .map(({ tab: id, userId, name, step }) => ({ tab: id, userId, name, step }));
    const state = JSON.stringify({
      people,
      revision: workflow?.revision ?? 0,
      updatedBy: workflow?.updatedBy ?? null,
    });
    if (state !== last) response.write(`event: state\ndata: ${state}\n\n`);
    last = state;
  };
  tell();
  const timer = setInterval(tell, 300);
  response.on("close", () => {
    clearInterval(timer);
    world.presence = world.presence.filter((entry) => entry !== own);
  });
}
