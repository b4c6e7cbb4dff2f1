import { randomUUID } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import type { Language } from "../../definitions/text.ts";

/** What the frame knows of a request: kept on the response, read by logs, metrics and problems. */
export interface RequestContext {
  requestId: string;
  language: Language;
  /** The route's name once it is known. */
  route: string;
}

const contexts = new WeakMap<Response, RequestContext>();

/** Gives each request an id (a plain `X-Request-Id` of the proxy's is kept), and reads the language. */
export const openRequest: RequestHandler = (request, response, next) => {
  const given = request.headers["x-request-id"];
  const requestId = typeof given === "string" && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
  contexts.set(response, { requestId, language: languageOf(request), route: "other" });
  response.setHeader("X-Request-Id", requestId);
  next();
};

/** The context that `openRequest` made. */
export function describeRequest(response: Response): RequestContext {
  const context = contexts.get(response);
  if (context === undefined) throw new Error("openRequest did not run before this request");
  return context;
}

/** The reader's language by `Accept-Language`; English when neither is wanted. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages("en", "zh") === "zh" ? "zh" : "en";
}
