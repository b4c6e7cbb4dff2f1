import type { ErrorClass, ErrorData } from "./error-data.ts";

/** The one error type of the project. Plain `Error`s are bugs and become `SYSTEM_UNEXPECTED`. */
export class FlowrightError extends Error {
  readonly code: string;
  readonly class: ErrorClass;
  readonly retryable: boolean;
  readonly details: Record<string, unknown> | undefined;

  constructor(data: ErrorData, options?: ErrorOptions) {
    super(data.message, options);
    this.name = "FlowrightError";
    this.code = data.code;
    this.class = data.class;
    this.retryable = data.retryable;
    this.details = data.details;
  }

  toData(): ErrorData {
    return {
      code: this.code,
      class: this.class,
      retryable: this.retryable,
      message: this.message,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}

/** Shorthand for the commonest kind: the user can mend it, trying again does not help. */
export function userError(code: string, message: string, details?: Record<string, unknown>): FlowrightError {
  return new FlowrightError({
    code,
    class: "user",
    retryable: false,
    message,
    ...(details === undefined ? {} : { details }),
  });
}
export function connectorError(
  code: string,
  message: string,
  retryable: boolean,
  details?: Record<string, unknown>,
): FlowrightError {
  return new FlowrightError({
    code,
    class: "connector",
    retryable,
    message,
    ...(details === undefined ? {} : { details }),
  });
}
export function systemError(code: string, message: string, retryable: boolean, options?: ErrorOptions): FlowrightError {
  return new FlowrightError({ code, class: "system", retryable, message }, options);
}
/** Whatever was thrown, as data. An unknown error is `SYSTEM_UNEXPECTED`, retryable. */
export function errorDataOf(thrown: unknown): ErrorData {
  if (thrown instanceof FlowrightError) return thrown.toData();
  return {
    code: "SYSTEM_UNEXPECTED",
    class: "system",
    retryable: true,
    message: thrown instanceof Error ? thrown.message : String(thrown),
  };
}
