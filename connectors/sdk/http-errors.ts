import { FlowrightError } from "../../definitions/errors.ts";

const RETRYABLE_STATUSES = new Set([408, 425, 429]);
const BODY_EXCERPT = 500;

/** The error that a status stands for; null for 2xx. */
export function errorOfStatus(
  status: number,
  where: { method: string; url: string },
  body: string,
  retryAfter: string | undefined,
): FlowrightError | null {
  if (status >= 200 && status < 300) return null;
  const details: Record<string, unknown> = { status, ...where, body: body.slice(0, BODY_EXCERPT) };
  const answer = `${where.method} ${where.url} answered ${status}`;
  if (RETRYABLE_STATUSES.has(status) || status >= 500) {
    const retryAfterMs = parseRetryAfter(retryAfter);
    if (retryAfterMs !== undefined) details["retryAfterMs"] = retryAfterMs;
    return httpError("HTTP_SYSTEM_UNAVAILABLE", `${answer}: it cannot serve now.`, true, details);
  }
  if (status === 401 || status === 403) {
    return httpError("HTTP_SIGN_IN_REFUSED", `${answer}: the sign-in was refused.`, false, details);
  }
  if (status >= 300 && status < 400) {
    return httpError("HTTP_REDIRECT_REFUSED", `${answer}: a redirect that is not followed.`, false, details);
  }
  return httpError("HTTP_REQUEST_REJECTED", `${answer}: ${body.slice(0, 200)}`, false, details);
}

/** An error of a call that got no answer. */
export function errorOfFailure(
  error: unknown,
  where: { method: string; url: string },
  signals: { cancelled: boolean; timedOut: boolean; timeoutMs: number },
): FlowrightError {
  if (error instanceof FlowrightError) return error;
  // Retryable: a worker that shuts down cancels too, and a cancelled step is not tried again whatever its error says.
  if (signals.cancelled) return httpError("OPERATION_CANCELLED", "The step was cancelled.", true, {});
  if (signals.timedOut) {
    return httpError(
      "HTTP_TIMEOUT",
      `${where.method} ${where.url} gave no answer within ${signals.timeoutMs} ms.`,
      true,
      { ...where, timeoutMs: signals.timeoutMs },
    );
  }
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof FlowrightError) return cause;
  }
  const problem = deepestMessage(error);
  return httpError("HTTP_UNREACHABLE", `${where.method} ${where.url} failed: ${problem}.`, true, { ...where, problem });
}

export function httpError(
  code: string,
  message: string,
  retryable: boolean,
  details: Record<string, unknown>,
): FlowrightError {
  return new FlowrightError({ code, class: "connector", retryable, message, details });
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3), in milliseconds from now, at most an hour. */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d+$/u.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600_000) : undefined;
}

function deepestMessage(error: unknown): string {
  let message = String(error);
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) message = cause.message || message;
  return message;
}
