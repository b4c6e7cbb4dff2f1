import { textIn, type Language } from "../text.ts";
import { ActivityTexts } from "./activities.ts";
import { ApiTexts } from "./api.ts";
import { AuthTexts } from "./auth.ts";
import { ConnectorTexts } from "./connectors.ts";
import { RuntimeTexts } from "./runtime.ts";

/** All areas' texts by code. A code that two areas use has the text of the first of them. */
const TEXTS: Readonly<Record<string, { en: string; zh: string }>> = {
  ...RuntimeTexts,
  ...AuthTexts,
  ...ApiTexts,
  ...ConnectorTexts,
  ...ActivityTexts,
};

/**
 * The text of an error code in the reader's language, with `{name}` replaced by the details' values (lists joined by
 * commas, a value that is not given stays as its name). Gives undefined for a code without a text.
 */
export function errorText(code: string, language: Language, details: Record<string, unknown> = {}): string | undefined {
  const text = Object.hasOwn(TEXTS, code) ? TEXTS[code] : undefined;
  if (text === undefined) return undefined;
  return textIn(text, language).replace(/\{(\w+)\}/g, (_, name: string) => wordOf(details[name], name));
}

/** All codes that have a text. */
export const ERROR_CODES: readonly string[] = Object.keys(TEXTS);

function wordOf(value: unknown, name: string): string {
  if (value === undefined || value === null) return name;
  if (Array.isArray(value)) return value.map((item) => wordOf(item, name)).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}
