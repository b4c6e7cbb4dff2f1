import { randomBytes } from "node:crypto";
import type { RequestHandler, Response } from "express";
import helmet from "helmet";

/** Headers of every response. Pages set their own, wider content policy with `allowPage`. */
export function secureHeaders(publicUrl: string): RequestHandler {
  const isHttps = publicUrl.startsWith("https:");
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    strictTransportSecurity: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: "deny" },
    referrerPolicy: { policy: "same-origin" },
    // Over plain http on a network name, browsers only complain about this one.
    crossOriginOpenerPolicy: isHttps,
  });
}

/** A fresh value for `nonce` attributes. */
export function createNonce(): string {
  return randomBytes(18).toString("base64");
}

/** The content policy of the builder: own scripts only, no inline script, no eval; styles by file or nonce. */
export function allowBuilder(response: Response, nonce: string): void {
  response.set(
    "Content-Security-Policy",
    [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self' blob:",
      "frame-src 'self' blob:",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
  );
}

/** The content policy of the builder's files: a worker obeys that of its own script, and loads own scripts. */
export function allowBuilderFile(response: Response): void {
  response.set(
    "Content-Security-Policy",
    "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
}

/** The content policy of server-rendered pages: one style by nonce, no script at all. */
export function allowPlainPage(response: Response, nonce: string): void {
  response.set(
    "Content-Security-Policy",
    `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
}
