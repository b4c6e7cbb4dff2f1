import type { FieldType } from "../catalogue.ts";
import type { Condition } from "../condition.ts";
import type { Calendar } from "../resources.ts";

/** What an operator's leaf says: held, not held, or why it could not hold whatever the value was. */
export type Verdict = boolean | "empty" | "type";

/** The shape that an operator's value must have. */
export type ValueShape =
  | "same"
  | "text"
  | "list"
  | "range"
  | "moment"
  | "duration"
  /** `P2D`, counted in weekdays, or `{ duration, calendar }`. */
  | "business-duration"
  | "item"
  | "pattern"
  /** A group (`all`, `any`, `not`) over the fact `item`. */
  | "condition"
  | "none";

/** What an operator may know beyond its two values. */
export interface OperatorContext {
  /** The run's own time (ISO); absent where a rule is asked outside of a run. */
  now: string | undefined;
  /** The calendars that conditions may name, by key. */
  calendars: Readonly<Record<string, Calendar>> | undefined;
  /** Whether a condition holds for an item of a list. */
  holds(condition: Condition, item: unknown): boolean;
}

/** An operator of conditions. */
export interface Operator {
  name: string;
  label: { en: string; zh: string };
  /** The sentence: `{fact}` and `{value}` are put in. */
  sentence: { en: string; zh: string };
  appliesTo: readonly FieldType[];
  value: ValueShape;
  /** json-rules-engine's own operator; the others are added to it (engine.ts). */
  standard: boolean;
  /** An undeclared path counts as empty instead of being an error. */
  acceptsMissing?: true;
  test(fact: unknown, value: unknown, context: OperatorContext): Verdict;
}

export const TEXT = ["string", "text", "choice", "reference"] as const satisfies readonly FieldType[];
export const ORDERED = ["number"] as const satisfies readonly FieldType[];
export const TIME = ["date", "instant"] as const satisfies readonly FieldType[];
export const SCALAR = [...TEXT, "number", "boolean", ...TIME] as const satisfies readonly FieldType[];
export const EVERY = [...SCALAR, "list", "object"] as const satisfies readonly FieldType[];

interface Given {
  name: string;
  value: ValueShape;
  appliesTo: readonly FieldType[];
  en: string;
  zh: string;
  test: Operator["test"];
  standard?: true;
  acceptsMissing?: true;
  sentence?: { en: string; zh: string };
}

/** Makes an operator; its sentence is its label between fact and value where none is given. */
export function defineOperator(given: Given): Operator {
  const { name, value, appliesTo, en, zh, test } = given;
  return {
    name,
    value,
    appliesTo,
    label: { en, zh },
    sentence: given.sentence ?? { en: `{fact} ${en} {value}`, zh: `{fact}${zh}{value}` },
    standard: given.standard ?? false,
    ...(given.acceptsMissing === undefined ? {} : { acceptsMissing: true as const }),
    test,
  };
}
