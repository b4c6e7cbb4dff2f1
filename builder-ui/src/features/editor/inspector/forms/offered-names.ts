import type { Catalogue } from "../../../../../../definitions/catalogue.ts";
import type { Json, JsonObject } from "../../../../../../definitions/json.ts";

/** Inputs of our own operations whose names are fields of the object that the input `object` names. */
const OBJECT_FIELDS = new Set(["fields", "where", "expected", "match"]);

/**
 * Names that an input of an operation offers, from what is chosen beside it: the fields of a record's object, the inputs
 * of a rule set. Nothing where they depend on a value that is computed.
 */
export function offeredNames(
  name: string,
  { operation, input }: { operation: string; input: JsonObject },
  catalogue: Catalogue,
): readonly string[] | undefined {
  const chosen = (key: string): Json | undefined => input[key];
  if (operation.startsWith("crm.") && OBJECT_FIELDS.has(name)) {
    const object = chosen("object") ?? (operation === "crm.route-ticket" ? "ticket" : undefined);
    return catalogue.objects.find((one) => one.name === object)?.fields.map((field) => field.name);
  }
  if (operation === "rules.evaluate" && name === "input")
    return catalogue.ruleSets?.find(({ key }) => key === chosen("ruleSet"))?.inputs.map((one) => one.name);
  return undefined;
}
