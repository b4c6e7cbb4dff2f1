import type { FieldType } from "../catalogue.ts";
import { userError } from "../errors.ts";
import type { Operator } from "./define-operator.ts";
import { LIST_OPERATORS } from "./list-operators.ts";
import { TEXT_OPERATORS } from "./text-operators.ts";
import { TIME_OPERATORS } from "./time-operators.ts";
import { VALUE_OPERATORS } from "./value-operators.ts";

export type { Operator } from "./define-operator.ts";

/** Every operator of conditions, in the order in which a picker shows them. */
export const OPERATORS: readonly Operator[] = [
  ...VALUE_OPERATORS,
  ...TEXT_OPERATORS,
  ...TIME_OPERATORS,
  ...LIST_OPERATORS,
];

export const OPERATORS_BY_NAME: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((entry) => [entry.name, entry]));

/** The operators that a field of this type may be asked with, in the order of a picker; all of them for an unknown type. */
export function operatorsFor(type: FieldType | "any"): readonly Operator[] {
  return type === "any" ? OPERATORS : OPERATORS.filter((operator) => operator.appliesTo.includes(type));
}

/** The operator of this name. Throws `CONDITION_OPERATOR_UNKNOWN`. */
export function findOperator(name: string): Operator {
  const operator = OPERATORS_BY_NAME.get(name);
  if (operator === undefined) {
    throw userError("CONDITION_OPERATOR_UNKNOWN", `there is no operator "${name}"`, { operator: name });
  }
  return operator;
}
