import type { RouteBody, RouteName, RouteQuery, RouteResponse } from "../../../definitions/api.ts";
import { ROUTE_ADDRESSES } from "../../../definitions/api/route-addresses.ts";
import { ApiError } from "./api-error.ts";
import { keepCopy, recallCopy } from "./offline-copies.ts";
import { waitForSignIn } from "./session-gate.ts";

/** The names after `:` in a route's path. */
type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;
type ParamsOf<N extends RouteName> = ParamNames<(typeof ROUTE_ADDRESSES)[N][1]>;

export type CallOptions<N extends RouteName> = {
  headers?: Record<string, string>;
  signal?: AbortSignal;
} & ([ParamsOf<N>] extends [never] ? { params?: undefined } : { params: Record<ParamsOf<N>, string | number> }) &
  (undefined extends RouteQuery<N> ? { query?: undefined } : { query?: RouteQuery<N> }) &
  (N extends "importRecords" ? { body: Blob | string } : { body?: RouteBody<N> });

const BASE = "/api/v1";

/** The address of a route, below the origin. Throws `UI_UNEXPECTED` when a path parameter is missing. */
export function routeUrl(
  name: RouteName,
  options: { params?: Record<string, string | number> | undefined; query?: unknown },
): string {
  const params = options.params ?? {};
  const path = ROUTE_ADDRESSES[name][1].replaceAll(/:([A-Za-z]+)/g, (_, key: string) => {
    const value = params[key];
    if (value === undefined || value === "") {
      throw new ApiError({ status: 0, code: "UI_UNEXPECTED", detail: `${name} needs the parameter ${key}` });
    }
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text === "" ? "" : `?${text}`}`;
}

/** Reads a response that is not 2xx as an ApiError, whatever its body is. */
async function readProblem(response: Response): Promise<ApiError> {
  const fallback = { status: response.status, code: `HTTP_${response.status}`, title: response.statusText };
  try {
    const body: unknown = await response.json();
    if (typeof body !== "object" || body === null) return new ApiError(fallback);
    return new ApiError({ ...fallback, ...body, status: response.status });
  } catch {
    return new ApiError(fallback);
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError({ status: 0, code: "SERVER_UNREACHABLE" }, { cause: error });
  }
}

/**
 * Calls a route of `definitions/api.ts` and gives its response body (`null` for 204). Throws ApiError. When the session
 * has ended it asks the person to sign in over the page that is open and then sends the same call again, so nothing that
 * was typed is lost.
 */
export async function call<N extends RouteName>(name: N, options: CallOptions<N>): Promise<RouteResponse<N>> {
  const [method, , media] = ROUTE_ADDRESSES[name];
  const url = routeUrl(name, options);
  const body: unknown = options.body;
  const headers: Record<string, string> = { accept: "application/json", ...options.headers };
  const init: RequestInit = { method, credentials: "same-origin", headers };
  if (options.signal !== undefined) init.signal = options.signal;
  if (method !== "GET" && body !== undefined) {
    const isText = media === "text/csv";
    headers["content-type"] = isText ? "text/csv" : "application/json";
    init.body = isText ? (body as Blob | string) : JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await send(url, init);
  } catch (error) {
    const copy = method === "GET" && error instanceof ApiError ? await recallCopy(name, url) : undefined;
    if (copy === undefined) throw error;
    return copy.body as RouteResponse<N>;
  }
  if (response.status === 401 && name !== "getMe" && (await waitForSignIn())) response = await send(url, init);
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return null as RouteResponse<N>;
  const answer = (await response.json()) as RouteResponse<N>;
  if (method === "GET") keepCopy(name, url, answer);
  return answer;
}
