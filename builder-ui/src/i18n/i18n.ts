import { type BackendModule, createInstance, type i18n as I18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../../definitions/text.ts";

const STORAGE_KEY = "flowright-language";
/** Words by language and area: `en/<area>.json`, `zh/<area>.json`. An area is loaded with the page that needs it. */
const areas = import.meta.glob<Record<string, unknown>>("./{en,zh}/*.json", { import: "default" });

const backend = {
  type: "backend",
  init: () => undefined,
  // i18next takes a promise from a reader of two arguments.
  read: async (language: string, area: string) => {
    const load = areas[`./${language}/${area}.json`];
    if (load === undefined) throw new Error(`no words for ${language}/${area}`);
    return load();
  },
} as const;

export const i18n: I18n = createInstance();

/** The language of this browser: chosen before, else the browser's own, else English. */
function preferredLanguage(): Language {
  const stored = window.localStorage.getItem(STORAGE_KEY);
  if (stored === "en" || stored === "zh") return stored;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function hasStoredLanguage(): boolean {
  return window.localStorage.getItem(STORAGE_KEY) !== null;
}

/** Loads the words of the frame. Call once, before the first render. */
export async function startI18n(): Promise<void> {
  const language = preferredLanguage();
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  await i18n
    .use(backend as unknown as BackendModule)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      supportedLngs: ["en", "zh"],
      ns: ["shared", "shell"],
      defaultNS: "shared",
      // The words of inspector and dialogs are loaded with them; their files ask for the area "editor".
      fallbackNS: ["shared", "editor-forms"],
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** Switches the language of the page and keeps the choice. */
export async function chooseLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(STORAGE_KEY, language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  await i18n.changeLanguage(language);
}

/** The language of the page now. */
export function currentLanguage(): Language {
  return i18n.language === "zh" ? "zh" : "en";
}
