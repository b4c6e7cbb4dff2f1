import { FlowrightError } from "../../definitions/errors.ts";
import type { ApiTexts } from "../../definitions/error-texts/api.ts";
import type { AuthTexts } from "../../definitions/error-texts/auth.ts";
import { errorText } from "../../definitions/error-texts/index.ts";
import type { Problem } from "../../definitions/api.ts";

export type ApiErrorCode = keyof typeof ApiTexts | keyof typeof AuthTexts;
type FieldIssue = NonNullable<Problem["issues"]>[number];

/** An error of the HTTP API: the caller can mend it. `issues` become the problem's field errors. */
export class ApiError extends FlowrightError {
  readonly issues: readonly FieldIssue[] | undefined;

  constructor(code: ApiErrorCode, details: Record<string, unknown> = {}, issues?: readonly FieldIssue[]) {
    super({ code, class: "user", retryable: false, message: errorText(code, "en", details) ?? code, details });
    this.name = "ApiError";
    this.issues = issues;
  }
}
