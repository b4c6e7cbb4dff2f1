import type { FieldType } from "../../definitions/catalogue.ts";
import { userError } from "../../definitions/errors.ts";
import type { Json, JsonObject } from "../../definitions/json.ts";
import type { RuleSet } from "../../definitions/rule-sets/rule-set.ts";
import { readMoment } from "../../definitions/rules/moments.ts";

function isOfType(value: Json, type: FieldType): boolean {
  switch (type) {
    case "number":
    case "boolean":
      return typeof value === type;
    case "list":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && !Array.isArray(value);
    case "date":
    case "instant":
      return readMoment(value) !== null;
    case "string":
    case "text":
    case "choice":
    case "reference":
      return typeof value === "string";
  }
}

/**
 * What a rule set is asked with, by its declared inputs: one that is not required is null where it is not given. Throws
 * `RULE_SET_INPUT_UNKNOWN`, `RULE_SET_INPUT_MISSING`, `RULE_SET_INPUT_TYPE`.
 */
export function readInput({ key, inputs }: RuleSet, given: JsonObject): JsonObject {
  const unknown = Object.keys(given).find((name) => inputs.every((input) => input.name !== name));
  if (unknown !== undefined)
    throw userError("RULE_SET_INPUT_UNKNOWN", `The rule set ${key} has no input ${unknown}.`, {
      ruleSet: key,
      name: unknown,
    });
  return Object.fromEntries(
    inputs.map(({ name, type, required }) => {
      const value = given[name] ?? null;
      if (value === null && required)
        throw userError("RULE_SET_INPUT_MISSING", `The rule set ${key} needs the input ${name}.`, {
          ruleSet: key,
          name,
        });
      if (value !== null && !isOfType(value, type))
        throw userError(
          "RULE_SET_INPUT_TYPE",
          `The input ${name} of the rule set ${key} must be of the type ${type}.`,
          {
            ruleSet: key,
            name,
            type,
          },
        );
      return [name, value];
    }),
  );
}
