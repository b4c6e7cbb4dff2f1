import * as z from "zod";

/** Text that a person reads: one string for both languages, or one a language. */
export const localizedTextSchema = z.union([
  z.string().min(1).max(2_000),
  z
    .strictObject({ en: z.string().max(2_000).optional(), zh: z.string().max(2_000).optional() })
    .refine((text) => text.en !== undefined || text.zh !== undefined, "give the text in at least one language"),
]);
export type LocalizedText = z.infer<typeof localizedTextSchema>;

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Returns the text in the wanted language, else in the other one; `""` when there is none. */
export function textIn(text: LocalizedText | undefined, language: Language): string {
  if (text === undefined) return "";
  if (typeof text === "string") return text;
  return text[language] ?? text.en ?? text.zh ?? "";
}
