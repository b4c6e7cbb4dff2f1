import { useEffect, useState } from "react";
import type { Language } from "../../../definitions/text.ts";
import { type ApiError, apiErrorOf } from "../api/api-error.ts";
import { currentLanguage, i18n } from "../i18n/i18n.ts";
import { useLanguage } from "../i18n/use-language.ts";

type Texts = Record<string, Record<Language, string>>;

/** The areas' error texts, loaded when the first error is shown. */
const modules = import.meta.glob<Record<string, unknown>>([
  "../../../definitions/error-texts/*.ts",
  "!../../../definitions/error-texts/index.ts",
  "!../../../definitions/error-texts/*.test.ts",
]);
let loaded: Promise<Texts> | undefined;

async function loadTexts(): Promise<Texts> {
  const areas = await Promise.all(Object.values(modules).map((load) => load()));
  const texts: Texts = {};
  for (const area of areas) {
    for (const [name, value] of Object.entries(area)) if (name.endsWith("Texts")) Object.assign(texts, value);
  }
  return texts;
}

/** Puts the values into `{name}` places. A value that is not there leaves the place empty. */
export function fillText(text: string, details: Record<string, unknown>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    return value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  });
}

/** What an error says to a person: the text of its code in the page's language, else what the server said. */
export async function errorText(thrown: unknown, language: Language = currentLanguage()): Promise<string> {
  const error = apiErrorOf(thrown);
  if (i18n.exists(`shared:errors.${error.code}`)) {
    return i18n.t(`shared:errors.${error.code}`, { lng: language, detail: error.detail ?? "", ...error.details });
  }
  loaded ??= loadTexts();
  const entry = (await loaded)[error.code];
  if (entry !== undefined) return fillText(entry[language], { detail: error.detail ?? "", ...error.details });
  return error.detail ?? i18n.t("shared:errors.unknown");
}

/** The text of an error for a component; what the server said until the texts are loaded. */
export function useErrorText(thrown: unknown): { text: string; error: ApiError } {
  const { language } = useLanguage();
  const error = apiErrorOf(thrown);
  const [text, setText] = useState(error.detail ?? error.code);
  useEffect(() => {
    let current = true;
    void errorText(thrown, language).then((value) => (current ? setText(value) : undefined));
    return () => {
      current = false;
    };
  }, [thrown, language]);
  return { text, error };
}
