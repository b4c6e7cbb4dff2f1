import { useEffect, useState } from "react";
import type { Issue } from "../../../../../definitions/api.ts";
import { useLanguage } from "../../../i18n/use-language.ts";

import type * as ErrorTextsModule from "../../../../../definitions/error-texts/index.ts";

type ErrorTexts = typeof ErrorTextsModule;
let loaded: ErrorTexts | undefined;

/**
 * The text of an issue in the page's language; the checker's own message until the texts are there. They are loaded
 * when `isNeeded`: as long as no issue is read, nobody needs them.
 */
export function useIssueText(isNeeded: boolean): (issue: Issue) => string {
  const { language } = useLanguage();
  const [texts, setTexts] = useState<ErrorTexts | undefined>(loaded);
  useEffect(() => {
    if (loaded !== undefined || !isNeeded) return;
    const load = async () => {
      const module = await import("../../../../../definitions/error-texts/index.ts");
      loaded = module;
      setTexts(module);
    };
    void load();
  }, [isNeeded]);
  return (issue) => {
    const text = (texts ?? loaded)?.errorText(issue.code, language, { detail: issue.message, ...issue.details });
    // A place that the details do not fill would be shown as `{name}`: the checker's own words say more.
    return text === undefined || /\{\w+\}/.test(text) ? issue.message : text;
  };
}
