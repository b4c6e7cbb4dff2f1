import { parse, stringify } from "yaml";
import { stableJson, stableOrder } from "../../definitions/diff/index.ts";

export const TEXT_FORMATS = ["json", "yaml"] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];

/** The format that a file's name says; JSON where it says none. */
export function formatOf(file: string): TextFormat {
  return /\.ya?ml$/iu.test(file) ? "yaml" : "json";
}

/** A definition as text in one order of members, so that two exports differ where the workflow differs. */
export function writeDefinition(value: unknown, format: TextFormat): string {
  return format === "json"
    ? stableJson(value)
    : stringify(stableOrder(value), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Throws what the parser throws, which names the place. */
export function parseDefinition(text: string, format: TextFormat): unknown {
  return format === "json" ? JSON.parse(text) : parse(text, { maxAliasCount: 100 });
}
