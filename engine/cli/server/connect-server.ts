import * as z from "zod";
import {
  problemSchema,
  type RouteBody,
  type RouteName,
  type RouteQuery,
  type RouteResponse,
  ROUTES,
} from "../../../definitions/api.ts";
import { FlowrightError, userError } from "../../../definitions/errors.ts";
import { argumentError } from "../argument-error.ts";
import type { CommandIo } from "../command.ts";

const TIMEOUT_MS = 60_000;

interface ServerCall<N extends RouteName> {
  params?: Record<string, string>;
  query?: RouteQuery<N>;
  body?: RouteBody<N>;
  /** Sent as `If-Match`. */
  revision?: number;
}
/** A Flowright server, asked with an API key. */
export interface ServerConnection {
  /** Throws the server's own code, `SERVER_UNREACHABLE`, `SERVER_ANSWER_INVALID`. */
  call<N extends RouteName>(name: N, call?: ServerCall<N>): Promise<RouteResponse<N>>;
}

/** Options of every command that asks a server. */
export const SERVER_OPTIONS = { server: { type: "string" } } as const;
export const SERVER_USAGE = [
  "  --server URL         the server, for example https://flowright.example.com",
  "  FLOWRIGHT_API_KEY    an API key of it (Settings, API keys), in the environment",
];

/** Throws `COMMAND_ARGUMENT_INVALID` without a server, `SERVER_KEY_MISSING` without a key. */
export function connectServer(command: string, server: string | undefined, io: CommandIo): ServerConnection {
  if (server === undefined) throw argumentError(command, "--server is missing");
  const base = URL.parse(server);
  if (base === null || !["http:", "https:"].includes(base.protocol))
    throw argumentError(command, `--server ${server} is not an http address`);
  const apiKey = io.env["FLOWRIGHT_API_KEY"];
  if (apiKey === undefined || apiKey === "")
    throw userError("SERVER_KEY_MISSING", "Set FLOWRIGHT_API_KEY to an API key of the server.");
  return { call: async (name, call = {}) => callRoute(base, apiKey, name, call) };
}

async function callRoute<N extends RouteName>(
  base: URL,
  apiKey: string,
  name: N,
  { params = {}, query, body, revision }: ServerCall<N>,
): Promise<RouteResponse<N>> {
  const route = ROUTES[name];
  const path = route.path.replaceAll(/:([A-Za-z]+)/gu, (_, part: string) => encodeURIComponent(params[part] ?? ""));
  const target = new URL(`${base.pathname.replace(/\/$/u, "")}/api/v1${path}`, base);
  for (const [key, value] of Object.entries<string | number | undefined>(query ?? {}))
    if (value !== undefined) target.searchParams.set(key, String(value));
  const response = await send(target, {
    method: route.method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(revision === undefined ? {} : { "if-match": `"${revision}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = parseAnswer(await response.text());
  if (!response.ok) throw asError(answer, response.status, target);
  if (route.response === null) return null as RouteResponse<N>;
  const parsed = (route.response as z.ZodType).safeParse(answer);
  if (parsed.success) return parsed.data as RouteResponse<N>;
  throw invalidAnswer(target, z.prettifyError(parsed.error));
}

async function send(target: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(target, { ...init, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    const problem = cause instanceof Error && cause.message !== "" ? cause.message : (error as Error).message;
    const details = { server: target.origin, problem };
    throw new FlowrightError(
      {
        code: "SERVER_UNREACHABLE",
        class: "connector",
        retryable: true,
        message: `${target.origin} does not answer: ${problem}.`,
        details,
      },
      { cause: error },
    );
  }
}

function parseAnswer(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The server's refusal as it says it, with the fields that it names. */
function asError(answer: unknown, status: number, target: URL): FlowrightError {
  const problem = problemSchema.safeParse(answer);
  if (!problem.success) return invalidAnswer(target, `status ${status}`);
  const { code, class: kind, detail, title, details, issues } = problem.data;
  return new FlowrightError({
    code,
    class: kind ?? "system",
    retryable: status >= 500 || status === 429,
    message: detail ?? title,
    details: { ...details, ...(issues === undefined ? {} : { fields: issues }) },
  });
}

function invalidAnswer(target: URL, problem: string): FlowrightError {
  return userError("SERVER_ANSWER_INVALID", `${target.href} does not answer as a Flowright server: ${problem}.`, {
    server: target.origin,
    problem,
  });
}
