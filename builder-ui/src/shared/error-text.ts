import type * as ErrorTexts from "../../../definitions/error-texts/index.ts";
import { useEffect, useState } from "react";
import type { Language } from "../../../definitions/text.ts";
import { type ApiError, apiErrorOf } from "../api/api-error.ts";
import { currentLanguage, i18n } from "../i18n/i18n.ts";
import { useLanguage } from "../i18n/use-language.ts";

type Texts = typeof ErrorTexts;
let loaded: Texts | undefined;

/** The texts of all areas are loaded when the first error is shown, or by a page that will show some. */
export async function loadErrorTexts(): Promise<Texts> {
  loaded ??= await import("../../../definitions/error-texts/index.ts");
  return loaded;
}

/** Whether the interface itself knows a text, without loading anything. */
function isOwn(error: ApiError): boolean {
  return i18n.exists(`shared:errors.${error.code}`);
}

/** What an error says to a person: the text of its code in the page's language, else what the server said. */
export async function errorText(thrown: unknown, language: Language = currentLanguage()): Promise<string> {
  const error = apiErrorOf(thrown);
  return textOf(error, language, isOwn(error) ? undefined : await loadErrorTexts());
}

/** The same for a component; what the server said until the texts are loaded. */
export function useErrorText(thrown: unknown): { text: string; error: ApiError } {
  const { language } = useLanguage();
  const [texts, setTexts] = useState(loaded);
  const error = apiErrorOf(thrown);
  const needsTexts = texts === undefined && !isOwn(error);
  useEffect(() => {
    if (needsTexts) void loadErrorTexts().then(setTexts);
  }, [needsTexts]);
  return { text: textOf(error, language, texts), error };
}

function textOf(error: ApiError, language: Language, texts: Texts | undefined): string {
  const { code, detail, details } = error;
  if (isOwn(error)) return i18n.t(`shared:errors.${code}`, { lng: language, detail: detail ?? "", ...details });
  if (texts === undefined) return detail ?? code;
  return codeText(texts, error, language) ?? detail ?? i18n.t("shared:errors.unknown");
}

/** A place that the details do not fill would be shown as `{name}`: the server's own words say more. */
function codeText(texts: Texts, { code, detail, details }: ApiError, language: Language): string | undefined {
  const text = texts.errorText(code, language, { ...(detail === undefined ? {} : { detail }), ...details });
  return text === undefined || /\{\w+\}/.test(text) ? undefined : text;
}
