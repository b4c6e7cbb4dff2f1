import { useTranslation } from "react-i18next";
import { type Language, type LocalizedText, textIn } from "../../../definitions/text.ts";

/** The page's language, and `text(localized)` for texts that come with both. */
export function useLanguage(): { language: Language; text: (localized: LocalizedText | undefined) => string } {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === "zh" ? "zh" : "en";
  return { language, text: (localized) => textIn(localized, language) };
}
