import { ROUTES, type RouteBody, type RouteName, type RouteQuery, type RouteResponse } from "../../definitions/api.ts";

export interface CallOptions<N extends RouteName> {
  params?: Record<string, string>;
  query?: RouteQuery<N>;
  body?: RouteBody<N> | string;
  headers?: Record<string, string>;
}
/** A signed-in client of a running stack, for tests that use the product as a person or a machine does. */
export interface ApiSession {
  url: string;
  cookie: string;
  call<N extends RouteName>(name: N, options?: CallOptions<N>): Promise<RouteResponse<N>>;
}

const RETRY_PAUSE_MS = 500;

/** Signs in at `url`. Throws with the server's answer when it refuses; keeps trying while the API is away. */
export async function openApiSession(url: string, email: string, password: string): Promise<ApiSession> {
  const response = await retryWhileAway(async () =>
    fetch(new URL("/api/auth/sign-in/email", url), {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify({ email, password }),
    }),
  );
  if (!response.ok) throw new Error(`sign-in was refused: ${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
  return { url, cookie, call: async (name, options = {}) => callRoute(url, cookie, name, options) };
}

async function callRoute<N extends RouteName>(
  url: string,
  cookie: string,
  name: N,
  { params = {}, query, body, headers }: CallOptions<N>,
): Promise<RouteResponse<N>> {
  const route = ROUTES[name];
  const path = route.path.replaceAll(/:([A-Za-z]+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ""));
  const target = new URL(`/api/v1${path}`, url);
  for (const [key, value] of Object.entries<string | number | undefined>(query ?? {})) {
    if (value !== undefined) target.searchParams.set(key, String(value));
  }
  const isText = typeof body === "string";
  const response = await fetch(target, {
    method: route.method,
    headers: {
      cookie,
      origin: url,
      ...(body === undefined ? {} : { "content-type": isText ? "text/csv" : "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? null : await response.json()) as RouteResponse<N>;
}

/** Repeats `attempt` while nobody answers: for runs in which the API is killed on purpose. Gives up after `limitMs`. */
export async function retryWhileAway<T>(attempt: () => Promise<T>, limitMs = 120_000): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (problem) {
      if (Date.now() > until || !isAway(problem)) throw problem;
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
    }
  }
}

function isAway(problem: unknown): boolean {
  if (!(problem instanceof Error)) return false;
  return problem.message === "fetch failed" || /: (429|500|502|503|504) /.test(problem.message);
}
