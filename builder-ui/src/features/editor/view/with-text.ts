import type { Language, LocalizedText } from "../../../../../definitions/text.ts";

/** A text with one language changed; the other stays. */
export function withText(text: LocalizedText | undefined, language: Language, value: string): LocalizedText {
  if (text === undefined || typeof text === "string") return value;
  return { ...text, [language]: value };
}
