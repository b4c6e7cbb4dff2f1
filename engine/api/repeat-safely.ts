import { createHash } from "node:crypto";
import type { Request, Response } from "express";
import type { RouteName } from "../../definitions/api.ts";
import type { Principal } from "../auth/principal.ts";
import { ApiError } from "./api-error.ts";
import type { RequestLedger } from "./api-services.ts";

const KEY = /^[\x21-\x7e]{1,128}$/;
/** Their answers hold a secret that is shown once and kept nowhere. */
const NOT_REPEATABLE: ReadonlySet<RouteName> = new Set(["createApiKey"]);

export interface RepeatableCall {
  name: RouteName;
  status: number;
  request: Request;
  response: Response;
  principal: Principal;
  body: unknown;
  ledger: RequestLedger;
}

/**
 * Idempotent POST: with an `Idempotency-Key`, the first call's result is kept for a day and answers its repeats, with the
 * header `Idempotency-Replayed: true`. A failed call frees its key. Keys are apart by workspace and author.
 * Throws IDEMPOTENCY_KEY_INVALID, IDEMPOTENCY_KEY_UNSUPPORTED, REQUEST_KEY_REUSED, REQUEST_IN_PROGRESS.
 */
export async function repeatSafely(
  { name, status, request, response, principal, body, ledger }: RepeatableCall,
  call: () => Promise<unknown>,
): Promise<unknown> {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return call();
  if (typeof key !== "string" || !KEY.test(key)) throw new ApiError("IDEMPOTENCY_KEY_INVALID");
  if (NOT_REPEATABLE.has(name)) throw new ApiError("IDEMPOTENCY_KEY_UNSUPPORTED", { route: name });
  const claim = await ledger.claim(principal.id, key, fingerprintOf(request, body));
  if (!claim.claimed) {
    response.setHeader("Idempotency-Replayed", "true");
    return claim.body;
  }
  try {
    const result = await call();
    await ledger.complete(principal.id, key, status, result ?? null);
    return result;
  } catch (error) {
    await ledger.release(principal.id, key);
    throw error;
  }
}

/** Passwords stay out of it: a plain hash of a short secret is no secret. */
function fingerprintOf(request: Request, body: unknown): string {
  const text = JSON.stringify(body ?? null, (name, value: unknown) => (name === "password" ? null : value));
  return createHash("sha256").update(`${request.method} ${request.originalUrl}\n${text}`).digest("hex");
}
