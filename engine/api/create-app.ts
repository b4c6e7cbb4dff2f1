import type { IncomingMessage, ServerResponse } from "node:http";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import type { Registry } from "prom-client";
import { ApiError } from "./api-error.ts";
import { newRegistry } from "../observe/new-registry.ts";
import { PLAIN_TRACER, type Tracer } from "../observe/tracer.ts";
import type { ApiServices } from "./api-services.ts";
import { renderDocsPage } from "./docs-page.ts";
import type { Handlers } from "./api-request.ts";
import { createRateLimiters, DEFAULT_RATE_LIMITS, type RateLimits } from "./limit-rates.ts";
import { createApiMetrics } from "./metrics.ts";
import { mountRoutes } from "./mount-routes.ts";
import { buildOpenApiDocument } from "./openapi.ts";
import { sendProblem, toProblem } from "./problem.ts";
import { mountPublicTriggers } from "./public/mount-public-triggers.ts";
import { mountTaskLinks } from "./public/mount-task-links.ts";
import { refuseForeignOrigin } from "./refuse-foreign-origin.ts";
import { describeRequest, languageOf, openRequest } from "./request-context.ts";
import { allowPlainPage, createNonce, secureHeaders } from "./security-headers.ts";
import { serveBuilder } from "./serve-builder.ts";
import { traceRequest } from "./trace-request.ts";
import { translateHttpError } from "./translate-http-error.ts";

export interface AppOptions {
  handlers: Handlers;
  /** Folder of the built builder; absent in tests that need none. */
  builderFolder?: string;
  /** Hops of proxies whose `X-Forwarded-*` are believed. */
  trustedProxies: number;
  rateLimits?: Partial<RateLimits>;
  /** The process's figures; absent: one of the application's own. */
  registry?: Registry;
  /** Spans of requests; places in traces are given without it too. */
  tracer?: Tracer;
  /** Serves better-auth's functions. */
  handleSignIn(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** What people may ask better-auth for; all its other functions stay shut. */
const AUTH_PATHS =
  /^\/(sign-in\/email|sign-out|get-session|change-password|list-sessions|revoke-session|revoke-sessions|revoke-other-sessions|two-factor\/(enable|disable|get-totp-uri|verify-totp|generate-backup-codes|verify-backup-code))$/;

/** The HTTP application: API, sign-in, public triggers, reference, health and the builder. */
export function createApp(services: ApiServices, options: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by").disable("etag").set("trust proxy", options.trustedProxies).set("query parser", "simple");
  const limiters = createRateLimiters({ ...DEFAULT_RATE_LIMITS, ...options.rateLimits });
  const metrics = createApiMetrics(services.auth, options.registry ?? newRegistry("api"));
  app.use(openRequest, traceRequest(options.tracer ?? PLAIN_TRACER), logRequest(services));
  app.use(metrics.observe, secureHeaders(services.publicUrl));
  mountHealth(app, services);
  app.get("/metrics", metrics.expose);
  app.use("/api/auth", refuseOtherAuthPaths(services));
  app.use("/api/auth/sign-in", limiters.signIn);
  app.use("/api/auth/two-factor", limiters.signIn);
  app.all("/api/auth/{*any}", async (request, response) => {
    if (request.method !== "GET") response.once("finish", () => services.auth.forget());
    await options.handleSignIn(request, response);
  });
  mountReference(app, services);
  mountPublicTriggers(app, services, limiters);
  mountTaskLinks(app, services, limiters.form);
  app.use("/api/v1", limiters.api, mountRoutes(options.handlers, services));
  app.use(["/api", "/hooks", "/forms", "/mails", "/answers"], refuseUnknown);
  if (options.builderFolder !== undefined) app.use(serveBuilder(options.builderFolder));
  app.use(refuseUnknown, reportProblem(services));
  return app;
}

function mountHealth(app: Express, services: ApiServices): void {
  app.get("/healthz", (_request, response) => {
    response.set("Cache-Control", "no-store").json({ status: "ok" });
  });
  app.get("/readyz", async (_request, response) => {
    const checks = await services.checkReadiness();
    const isReady = Object.values(checks).every((state) => state === "ok");
    response
      .set("Cache-Control", "no-store")
      .status(isReady ? 200 : 503)
      .json({ status: isReady ? "ok" : "waiting", checks });
  });
}

function mountReference(app: Express, services: ApiServices): void {
  let document: object | undefined;
  app.get("/api/openapi.json", (_request, response) => {
    document ??= buildOpenApiDocument(services.publicUrl, services.version);
    response.json(document);
  });
  app.get("/api/docs", (_request, response) => {
    const nonce = createNonce();
    allowPlainPage(response, nonce);
    response.set("Cache-Control", "no-store").type("html").send(renderDocsPage(nonce, services.version));
  });
}

function refuseOtherAuthPaths(services: ApiServices): RequestHandler {
  return (request, _response, next) => {
    if (!AUTH_PATHS.test(request.path)) throw new ApiError("AUTH_ROUTE_UNKNOWN", { path: request.path });
    if (request.headers.cookie !== undefined) refuseForeignOrigin(request, services.publicUrl);
    next();
  };
}

const refuseUnknown: RequestHandler = (request) => {
  throw new ApiError("ROUTE_UNKNOWN", { method: request.method, path: request.originalUrl.split("?", 1)[0] });
};

function logRequest({ logger }: ApiServices): RequestHandler {
  return (request, response, next) => {
    const start = process.hrtime.bigint();
    response.once("finish", () => {
      const { requestId, route } = describeRequest(response);
      const ms = Number((process.hrtime.bigint() - start) / 1_000_000n);
      logger.debug({ requestId, method: request.method, route, status: response.statusCode, ms }, "request");
    });
    next();
  };
}

function reportProblem({ logger }: ApiServices): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const { requestId, route } = describeRequest(response);
    const problem = toProblem(thrown, requestId, languageOf(request));
    if (problem.status >= 500) {
      const error: unknown = translateHttpError(thrown);
      logger.error({ requestId, route, code: problem.code, err: error }, "request failed");
    }
    sendProblem(response, problem);
  };
}
