import type { Request } from "express";
import { ApiError } from "./api-error.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Cross-site request forgery: an unsafe request with a cookie must come from our own pages. Its `Origin` must be the
 * public address or name the host that was asked; without `Origin` the browser must say `Sec-Fetch-Site: same-origin`.
 * Throws REQUEST_ORIGIN_REFUSED.
 */
export function refuseForeignOrigin(request: Request, publicUrl: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const origin = request.headers.origin;
  if (
    origin === undefined ? request.headers["sec-fetch-site"] === "same-origin" : isOwnOrigin(origin, request, publicUrl)
  )
    return;
  throw new ApiError("REQUEST_ORIGIN_REFUSED");
}

/** Whether a page of this origin is ours: the public address, or the very host that the request was sent to. */
export function isOwnOrigin(origin: string, request: Pick<Request, "headers">, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, protocol } = new URL(origin);
  if (origin === new URL(publicUrl).origin) return true;
  return (protocol === "http:" || protocol === "https:") && host === request.headers.host;
}
