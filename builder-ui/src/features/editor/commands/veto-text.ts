import { fillText } from "../../../../../definitions/error-texts/fill-text.ts";
import { OperationTexts } from "../../../../../definitions/error-texts/operations.ts";
import type { FlowrightError } from "../../../../../definitions/errors.ts";
import type { Language } from "../../../../../definitions/text.ts";

/** The person's words for a vetoed edit. */
export function vetoText(error: FlowrightError, language: Language): string {
  const text = (OperationTexts as Record<string, { en: string; zh: string }>)[error.code];
  return text === undefined ? error.message : fillText(text[language], error.details ?? {});
}
