/** Text that a person reads: one string for both languages, or one a language. Its schema is in `text-schema.ts`. */
export type LocalizedText = string | { en?: string | undefined; zh?: string | undefined };

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Returns the text in the wanted language, else in the other one; `""` when there is none. */
export function textIn(text: LocalizedText | undefined, language: Language): string {
  if (text === undefined) return "";
  if (typeof text === "string") return text;
  return text[language] ?? text.en ?? text.zh ?? "";
}
