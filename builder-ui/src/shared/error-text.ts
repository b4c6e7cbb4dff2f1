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

/** The text of an error that the interface itself knows, without loading anything. */
function interfaceText(error: ApiError, language: Language): string | undefined {
  if (!i18n.exists(`shared:errors.${error.code}`)) return undefined;
  return i18n.t(`shared:errors.${error.code}`, { lng: language, detail: error.detail ?? "", ...error.details });
}

/** What an error says to a person: the text of its code in the page's language, else what the server said. */
export async function errorText(thrown: unknown, language: Language = currentLanguage()): Promise<string> {
  const error = apiErrorOf(thrown);
  const ownText = interfaceText(error, language);
  if (ownText !== undefined) return ownText;
  return codeText(await loadErrorTexts(), error, language) ?? error.detail ?? i18n.t("shared:errors.unknown");
}

/** A place that the details do not fill would be shown as `{name}`: the server's own words say more. */
function codeText(texts: Texts, error: ApiError, language: Language): string | undefined {
  const text = texts.errorText(error.code, language, {
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...error.details,
  });
  return text === undefined || /\{\w+\}/.test(text) ? undefined : text;
}

/** The text of an error for a component; what the server said until the texts are loaded. */
export function useErrorText(thrown: unknown): { text: string; error: ApiError } {
  const { language } = useLanguage();
  const error = apiErrorOf(thrown);
  const [text, setText] = useState(() => {
    const known = loaded === undefined ? undefined : codeText(loaded, error, language);
    return interfaceText(error, language) ?? known ?? error.detail ?? error.code;
  });
  useEffect(() => {
    let current = true;
    void errorText(thrown, language).then((value) => (current ? setText(value) : undefined));
    return () => {
      current = false;
    };
  }, [thrown, language]);
  return { text, error };
}
