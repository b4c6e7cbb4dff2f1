import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { ApiError } from "./api-error.ts";

/** Requests a minute. `signIn` counts failures alone, over a quarter of an hour. */
export interface RateLimits {
  signIn: number;
  api: number;
  hook: number;
  form: number;
}
export const DEFAULT_RATE_LIMITS: RateLimits = { signIn: 20, api: 3_000, hook: 60_000, form: 120 };

const MINUTE_MS = 60_000;

/** One limiter for each kind of door. Their refusals are REQUEST_RATE_LIMITED with `Retry-After`. */
export function createRateLimiters(limits: RateLimits): Record<keyof RateLimits, RequestHandler> {
  const address = (request: Request) => ipKeyGenerator(request.ip ?? "unknown");
  return {
    signIn: limiter(limits.signIn, 15 * MINUTE_MS, address, true),
    api: limiter(limits.api, MINUTE_MS, (request) => `${address(request)} ${machineOf(request)}`, false),
    hook: limiter(limits.hook, MINUTE_MS, (request) => String(request.params["addressId"]).slice(0, 128), false),
    form: limiter(limits.form, MINUTE_MS, address, false),
  };
}

/** Machines behind one address are counted apart by their key's public prefix. */
function machineOf(request: Request): string {
  return /^Bearer (fr_[A-Za-z0-9]{1,16})/.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

function limiter(
  limit: number,
  windowMs: number,
  keyGenerator: (request: Request) => string,
  failuresOnly: boolean,
): RequestHandler {
  return rateLimit({
    limit,
    windowMs,
    keyGenerator,
    skipSuccessfulRequests: failuresOnly,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    validate: false,
    handler: (_request: Request, response: Response, next) => {
      const seconds = Number(response.getHeader("Retry-After") ?? Math.ceil(windowMs / 1_000));
      next(new ApiError("REQUEST_RATE_LIMITED", { seconds }));
    },
  });
}
