import { ActivityFailure, ApplicationFailure, TimeoutFailure } from "@temporalio/workflow";
import type { ErrorData } from "../../definitions/error-data.ts";
import { OperationFailed } from "../interpreter/ports.ts";

/** What an operation's activity answers: the output, and the attempt that gave it. */
export interface OperationAnswer {
  output: import("../../definitions/json.ts").Json;
  attempts: number;
}

/**
 * An activity's failure as the interpreter knows it. Activities fail with an ApplicationFailure whose details are the
 * error as data and the number of attempts; a time limit has neither.
 */
export function operationFailure(thrown: unknown, maximumAttempts: number): OperationFailed {
  const cause = thrown instanceof ActivityFailure ? thrown.cause : thrown;
  if (cause instanceof ApplicationFailure) {
    const [data, attempts] = (cause.details ?? []) as [ErrorData | undefined, number | undefined];
    return new OperationFailed(data ?? unexpected(cause.message), attempts ?? 1);
  }
  if (cause instanceof TimeoutFailure) {
    const message = "The operation was not done in time.";
    return new OperationFailed(
      { code: "OPERATION_TIMED_OUT", class: "connector", retryable: true, message },
      Math.max(1, maximumAttempts),
    );
  }
  return new OperationFailed(unexpected(cause instanceof Error ? cause.message : String(cause)), 1);
}

function unexpected(message: string): ErrorData {
  return { code: "SYSTEM_UNEXPECTED", class: "system", retryable: true, message };
}
