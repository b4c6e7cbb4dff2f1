import type { ObjectDescription } from "../../../../definitions/catalogue.ts";
import type { Condition } from "../../../../definitions/condition.ts";
import { describeRule } from "../../../../definitions/describe/index.ts";
import type { Json } from "../../../../definitions/json.ts";
import { type Language, textIn } from "../../../../definitions/text.ts";
import { wordsOf } from "../editor/fields/field-kind.ts";

const MAX_LENGTH = 240;

/**
 * A changed value as people read it: a rule as its sentence (fields by their titles in `objects`), a text as it is,
 * nothing as a dash.
 */
export function valueWords(value: Json, language: Language, objects: readonly ObjectDescription[] = []): string {
  if (value === null) return "–";
  if (typeof value !== "object") return String(value);
  if (!Array.isArray(value)) {
    if ("all" in value || "any" in value || "not" in value) return describeRule(value as Condition, language, objects);
    const isText = Object.keys(value).every((key) => key === "en" || key === "zh");
    if (isText && Object.keys(value).length > 0) return textIn(value, language);
  }
  const text = JSON.stringify(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)} …` : text;
}

/** A dotted path of a definition in words: `input.externalKey` gives "Input › External key". */
export function pathWords(path: string): string {
  return path
    .split(".")
    .map((part) => wordsOf(part))
    .join(" › ");
}
