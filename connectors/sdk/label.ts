import type { LocalizedText } from "../../definitions/text.ts";

/** Forms know these widgets (definitions/catalogue.ts). */
export const WIDGETS = [
  "expression",
  "text",
  "template",
  "record-object",
  "policy",
  "user",
  "team",
  "mail-template",
  "scoring-model",
  "rule-set",
  "key-value",
  "code",
  "secret",
] as const;
export type Widget = (typeof WIDGETS)[number];

export interface FieldLabel {
  en: string;
  zh: string;
  description?: { en: string; zh: string };
  widget?: Widget;
  examples?: unknown[];
  /** The text is HTML: values that `{{ }}` puts into it are escaped. */
  html?: true;
}

/** JSON Schema keywords of a field, for zod's `.meta(label({ en, zh }))`. */
export function label({ en, zh, description, widget, examples, html }: FieldLabel): Record<string, unknown> {
  return {
    title: en,
    "x-title-zh": zh,
    ...(description === undefined ? {} : { description: description.en, "x-description-zh": description.zh }),
    ...(widget === undefined ? {} : { "x-widget": widget }),
    ...(examples === undefined ? {} : { examples }),
    ...(html === undefined ? {} : { contentMediaType: "text/html" }),
  };
}

/** Both languages of a title. */
export function both(en: string, zh: string): LocalizedText {
  return { en, zh };
}
