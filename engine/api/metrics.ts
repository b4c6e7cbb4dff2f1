import type { Request, RequestHandler } from "express";
import { Histogram, type Registry } from "prom-client";
import type { Authenticator } from "../auth/authenticate.ts";
import { ApiError } from "./api-error.ts";
import { describeRequest } from "./request-context.ts";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

export interface ApiMetrics {
  /** Times every request by route name and status. */
  observe: RequestHandler;
  /** `GET /metrics`: Prometheus text for this machine itself and for API keys. */
  expose: RequestHandler;
}

/** The API's figures, served with all others of the process's registry. */
export function createApiMetrics(auth: Authenticator, registry: Registry): ApiMetrics {
  const duration = new Histogram({
    name: "flowright_http_request_seconds",
    help: "Time from request to response by route",
    labelNames: ["route", "method", "status"] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    observe: (request, response, next) => {
      const end = duration.startTimer();
      response.once("finish", () => {
        end({ route: describeRequest(response).route, method: request.method, status: String(response.statusCode) });
      });
      next();
    },
    expose: async (request, response) => {
      if (!isLocal(request)) {
        const principal = await auth.authenticate({ authorization: request.headers.authorization });
        if (principal === null) throw new ApiError("SESSION_MISSING");
      }
      response.type(registry.contentType).send(await registry.metrics());
    },
  };
}

/** Asked on this machine and not through a proxy on it. */
function isLocal(request: Request): boolean {
  const { headers, socket } = request;
  const forwarded = headers["x-forwarded-for"] ?? headers["forwarded"];
  return forwarded === undefined && LOOPBACK.has(socket.remoteAddress ?? "");
}
