import { Router, type Request, type RequestHandler, type Response } from "express";
import * as z from "zod";
import { type Permission, type RouteName, ROUTES, type RouteShape } from "../../definitions/api.ts";
import { mayUse, type Principal } from "../auth/principal.ts";
import { ApiError } from "./api-error.ts";
import type { ApiServices, RequestLedger } from "./api-services.ts";
import { repeatSafely } from "./repeat-safely.ts";
import { limitStream } from "./limit-stream.ts";
import { readIfMatch } from "./if-match.ts";
import { parseInput } from "./parse-input.ts";
import { toProblem } from "./problem.ts";
import { DEFINITION_LIMIT, JSON_LIMIT, readJsonBody, requireMedia } from "./read-json-body.ts";
import { refuseForeignOrigin } from "./refuse-foreign-origin.ts";
import { describeRequest } from "./request-context.ts";
import { sendEvents } from "./send-events.ts";
import type { Handlers } from "./api-request.ts";

/** Routes whose body is a whole definition. */
const LARGE_BODIES: ReadonlySet<RouteName> = new Set([
  "saveDraft",
  "createWorkflow",
  "validateDefinition",
  "putResource",
  "evaluateTable",
  "backTestTable",
  "backTestRuleSet",
  "readTableFile",
  "writeTableFile",
  "evaluateDecisionFile",
  "runWorkflowTests",
  "simulateWorkflow",
  "backTestWorkflow",
]);
const NO_QUERY = z.strictObject({});
const PATH_PART = z.string().max(200);

/** What every handler looks like once its route's types are erased. */
type AnyHandler = (request: unknown, services: ApiServices) => Promise<unknown>;

/** A router with every route of the table, and 405 for other methods on their paths. */
export function mountRoutes(handlers: Handlers, services: ApiServices): Router {
  const router = Router({ caseSensitive: true });
  const methods = new Map<string, string[]>();
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route: RouteShape = ROUTES[name];
    const verb = route.method.toLowerCase() as Lowercase<RouteShape["method"]>;
    router[verb](route.path, serveRoute(name, route, handlers[name] as AnyHandler, services));
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
  }
  for (const [path, allowed] of methods)
    router.all(path, (request, response) => {
      response.set("Allow", allowed.join(", "));
      throw new ApiError("METHOD_UNSUPPORTED", { path: request.path, method: request.method, allowed });
    });
  return router;
}

function serveRoute(name: RouteName, route: RouteShape, handler: AnyHandler, services: ApiServices): RequestHandler {
  return async (request, response) => {
    describeRequest(response).route = name;
    const principal = await services.auth.authenticate(request.headers);
    authorize(principal, route.permission);
    if (principal?.kind === "person") refuseForeignOrigin(request, services.publicUrl);
    const input = await readInput(name, route, request, response);
    const call = async () => handler(toApiRequest(request, response, principal, input), services);
    if (route.media === "text/event-stream") {
      const { requestId, language } = describeRequest(response);
      const values = (await call()) as AsyncIterable<unknown>;
      await sendEvents(response, values, (error) => toProblem(error, requestId, language));
      return;
    }
    const isRepeatable = route.method === "POST" && principal !== null;
    const result = isRepeatable
      ? await repeatSafely(
          {
            name,
            status: route.status,
            request,
            response,
            principal,
            body: input.body,
            ledger: ledgerOf(services, principal),
          },
          call,
        )
      : await call();
    sendResult(name, route, response, result, services);
  };
}

function ledgerOf(services: ApiServices, principal: Principal): RequestLedger {
  return services.store.workspace(principal.workspace.id).requests;
}

/** Throws SESSION_MISSING (401) or PERMISSION_DENIED (403). Whatever is not public needs a principal who may use it. */
function authorize(principal: Principal | null, permission: Permission): void {
  if (permission === "public") return;
  if (principal === null) throw new ApiError("SESSION_MISSING");
  if (!mayUse(principal, permission)) throw new ApiError("PERMISSION_DENIED", { role: principal.role, permission });
}

interface RouteInput {
  params: Record<string, string>;
  query: unknown;
  body: unknown;
}

async function readInput(
  name: RouteName,
  route: RouteShape,
  request: Request,
  response: Response,
): Promise<RouteInput> {
  const params: Record<string, string> = {};
  for (const [key, value] of Object.entries(request.params)) params[key] = parseInput(PATH_PART, value, key);
  const query = parseInput(route.query ?? NO_QUERY, { ...request.query });
  if (route.media === "text/csv") requireMedia(request, ["text/csv"]);
  if (route.body === undefined) return { params, query, body: undefined };
  const raw = await readJsonBody(request, response, LARGE_BODIES.has(name) ? DEFINITION_LIMIT : JSON_LIMIT);
  return { params, query, body: parseInput(route.body, raw === undefined ? {} : raw) };
}

function toApiRequest(request: Request, response: Response, principal: Principal | null, input: RouteInput) {
  const { requestId, language } = describeRequest(response);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return {
    ...input,
    principal,
    requestId,
    language,
    headers: request.headers,
    ifMatch: readIfMatch(request.headers["if-match"]),
    stream: limitStream(request),
    signal: gone.signal,
    setHeader: (header: string, value: string) => response.setHeader(header, value),
  };
}

function sendResult(
  name: RouteName,
  route: RouteShape,
  response: Response,
  result: unknown,
  services: ApiServices,
): void {
  response.set("Cache-Control", "no-store").status(route.status);
  if (route.response === null) {
    response.end();
    return;
  }
  if (services.checkResponses) {
    const checked = route.response.safeParse(result);
    if (!checked.success)
      throw new ApiError("RESPONSE_INVALID", { route: name, problem: z.prettifyError(checked.error) });
  }
  response.json(result);
}
