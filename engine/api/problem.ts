import { STATUS_CODES } from "node:http";
import type { Response } from "express";
import type { Problem } from "../../definitions/api.ts";
import { errorText } from "../../definitions/error-texts/index.ts";
import { errorDataOf } from "../../definitions/errors.ts";
import type { Language } from "../../definitions/text.ts";
import { ApiError } from "./api-error.ts";
import { problemStatus } from "./problem-status.ts";
import { translateHttpError } from "./translate-http-error.ts";

/**
 * Whatever was thrown, as RFC 9457 problem details. What is unexpected keeps its message to itself: the reader gets
 * the request id, the log gets the rest.
 */
export function toProblem(thrown: unknown, requestId: string, language: Language): Problem {
  const error = translateHttpError(thrown);
  const data = errorDataOf(error);
  const details = { ...data.details, requestId };
  const status = problemStatus(data);
  const unexpected = data.code === "SYSTEM_UNEXPECTED";
  const issues = error instanceof ApiError ? error.issues : issuesOf(data.details);
  return {
    type: `urn:flowright:problem:${data.code}`,
    title: STATUS_CODES[status] ?? "Error",
    status,
    code: data.code,
    class: data.class,
    detail: errorText(data.code, language, details) ?? (unexpected ? "Unexpected error" : data.message),
    ...(data.details === undefined || unexpected ? {} : { details: data.details }),
    ...(issues === undefined ? {} : { issues: [...issues] }),
    requestId,
  };
}

/** Sends problem details; adds nothing to a response that has begun. */
export function sendProblem(response: Response, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(problem.status).set("Cache-Control", "no-store");
  if (problem.status === 401) response.set("WWW-Authenticate", 'Bearer realm="flowright"');
  response.type("application/problem+json").send(JSON.stringify(problem));
}

/** Stores report field errors as `details.issues`; they are shown where a caller looks for them. */
function issuesOf(details: Record<string, unknown> | undefined): Problem["issues"] {
  const given = details?.["issues"];
  if (!Array.isArray(given)) return undefined;
  return given.flatMap((issue: unknown) => {
    if (typeof issue !== "object" || issue === null) return [];
    const { path, field, message, code } = issue as Record<string, unknown>;
    const at = Array.isArray(path) ? path.join(".") : (path ?? field ?? "");
    return [
      {
        path: typeof at === "string" ? at : "",
        message: typeof message === "string" ? message : String(code),
        ...(typeof code === "string" ? { code } : {}),
      },
    ];
  });
}
