import type { Problem } from "../../../definitions/api.ts";
import type { ErrorData } from "../../../definitions/error-data.ts";

export interface FieldIssue {
  path: string;
  message: string;
  code?: string | undefined;
}

/** A refusal or failure of the HTTP API, made from its problem+json (RFC 9457). `status` 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly class: "user" | "connector" | "system";
  readonly detail: string | undefined;
  readonly details: Record<string, unknown>;
  readonly issues: readonly FieldIssue[];
  readonly requestId: string | undefined;

  constructor(problem: Partial<Problem> & { status: number; code: string }, options?: ErrorOptions) {
    super(problem.detail ?? problem.title ?? problem.code, options);
    this.name = "ApiError";
    this.status = problem.status;
    this.code = problem.code;
    this.class = problem.class ?? (problem.status >= 500 || problem.status === 0 ? "system" : "user");
    this.detail = problem.detail ?? problem.title;
    this.details = problem.details ?? {};
    this.issues = problem.issues ?? [];
    this.requestId = problem.requestId;
  }
}

/** An error that came as data, as what pages show. */
export function apiErrorOfData({ code, class: kind, message, details }: Omit<ErrorData, "retryable">): ApiError {
  return new ApiError({ status: 0, code, class: kind, detail: message, ...(details === undefined ? {} : { details }) });
}

/** Makes an ApiError of whatever a call threw. */
export function apiErrorOf(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new ApiError({ status: 0, code: "UI_UNEXPECTED", detail }, { cause: thrown });
}
