import { ActivityFailure, ApplicationFailure, TimeoutFailure } from "@temporalio/common";
import type { ErrorData } from "../../definitions/error-data.ts";
import { FlowrightError } from "../../definitions/errors.ts";
import type { Json } from "../../definitions/json.ts";
import { OperationFailed } from "../interpreter/ports.ts";

/** What an operation's activity answers: the output, and the attempt that gave it. */
export interface OperationAnswer {
  output: Json;
  attempts: number;
}

/**
 * Any error as the one kind of failure that crosses Temporal: type = code, details = the error as data and the number
 * of attempts. What is no FlowrightError is a bug: `SYSTEM_UNEXPECTED`.
 */
export function toFailure(
  thrown: unknown,
  options: { attempts?: number; unexpectedRetryable: boolean },
): ApplicationFailure {
  if (thrown instanceof ApplicationFailure) return thrown;
  const data =
    thrown instanceof FlowrightError
      ? thrown.toData()
      : unexpected(thrown instanceof Error ? thrown.message : String(thrown), options.unexpectedRetryable);
  const failure = ApplicationFailure.create({
    message: data.message,
    type: data.code,
    nonRetryable: !data.retryable,
    details: [data, options.attempts ?? 1],
    // The other system said when to come again (Retry-After), or an earlier attempt must end first.
    ...(typeof data.details?.["retryAfterMs"] === "number" ? { nextRetryDelay: data.details["retryAfterMs"] } : {}),
  });
  if (thrown instanceof Error && thrown.stack !== undefined) failure.stack = thrown.stack;
  return failure;
}

/** The error in a failure that crossed Temporal, as data; null where it holds none of ours. */
export function errorDataOfFailure(failure: unknown): ErrorData | null {
  for (let cause = failure; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure && isErrorData(cause.details?.[0])) return cause.details[0];
  }
  return null;
}

/** An activity's failure as the interpreter knows it. A time limit has neither our data nor a count of attempts. */
export function operationFailure(thrown: unknown, maximumAttempts: number): OperationFailed {
  const cause = thrown instanceof ActivityFailure ? thrown.cause : thrown;
  if (cause instanceof TimeoutFailure) {
    return new OperationFailed(
      cause.timeoutType === "HEARTBEAT" ? WORKER_LOST : OUT_OF_TIME,
      Math.max(1, maximumAttempts),
    );
  }
  const attempts = cause instanceof ApplicationFailure ? cause.details?.[1] : undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new OperationFailed(
    errorDataOfFailure(cause) ?? unexpected(message, true),
    typeof attempts === "number" ? attempts : 1,
  );
}

const OUT_OF_TIME: ErrorData = {
  code: "OPERATION_TIMED_OUT",
  class: "connector",
  retryable: true,
  message: "The operation was not done in time.",
};
const WORKER_LOST: ErrorData = {
  code: "OPERATION_WORKER_LOST",
  class: "system",
  retryable: true,
  message: "The worker that ran the operation gave no sign of life.",
};

function unexpected(message: string, retryable: boolean): ErrorData {
  return { code: "SYSTEM_UNEXPECTED", class: "system", retryable, message };
}

function isErrorData(value: unknown): value is ErrorData {
  return typeof value === "object" && value !== null && "code" in value && "class" in value && "message" in value;
}
