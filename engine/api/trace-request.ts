import type { RequestHandler } from "express";
import { observeWork } from "../observe/observed-work.ts";
import { parseTraceparent } from "../observe/trace-context.ts";
import type { SpanAttributes, Tracer } from "../observe/tracer.ts";
import { describeRequest } from "./request-context.ts";

/** What is asked all the time, and files of the builder, would drown the spans that people look for. */
const TRACED = /^\/(?:api|hooks|forms|mails|answers)\//u;

/**
 * Makes the request a part of its caller's trace (a valid `traceparent`), or of a new one: what it writes to the outbox,
 * and each line logged on its behalf, bears the trace's id.
 */
export function traceRequest(tracer: Tracer): RequestHandler {
  return (request, response, next) => {
    const { requestId } = describeRequest(response);
    if (!TRACED.test(request.path)) {
      observeWork({ fields: { requestId } }, next);
      return;
    }
    const span = tracer.start({
      name: request.method,
      kind: "server",
      parent: parseTraceparent(request.headers["traceparent"]),
      attributes: { "http.request.method": request.method, "flowright.request_id": requestId },
    });
    // Also where the connection breaks before an answer: "close" follows "finish".
    response.once("close", () => {
      const { route } = describeRequest(response);
      const status = response.statusCode;
      const attributes: SpanAttributes = { "http.route": route, "http.response.status_code": status };
      const name = `${request.method} ${route}`;
      span.end({ name, attributes, ...(status >= 500 ? { error: String(status) } : {}) });
    });
    observeWork({ fields: { requestId }, trace: span.context }, next);
  };
}
