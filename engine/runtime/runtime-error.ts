import { FlowrightError } from "../../definitions/errors.ts";
import type { RuntimeErrorCode } from "../../definitions/error-texts/runtime.ts";

/** An error of provisioning and supervision. `details` fill the localized text of `code`; never secrets. */
export function runtimeError(
  code: RuntimeErrorCode,
  message: string,
  details: Record<string, string> = {},
  options: ErrorOptions & { retryable?: boolean; class?: "user" | "system" } = {},
): FlowrightError {
  return new FlowrightError(
    { code, class: options.class ?? "user", retryable: options.retryable ?? false, message, details },
    options,
  );
}
