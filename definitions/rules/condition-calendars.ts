import type { Condition } from "../condition.ts";
import { isGroup } from "./list-operators.ts";
import { isJsonObject } from "../is-json-object.ts";

/** Keys of the calendars that a condition counts business time in, also in what it asks of the items of lists. */
export function calendarsIn(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(calendarsIn);
  if ("any" in condition) return condition.any.flatMap(calendarsIn);
  if ("not" in condition) return calendarsIn(condition.not);
  if ("condition" in condition) return [];
  const { value } = condition;
  if (isGroup(value)) return calendarsIn(value);
  const isBusiness = condition.operator === "withinLastBusiness" || condition.operator === "withinNextBusiness";
  if (!isBusiness || !isJsonObject(value)) return [];
  return typeof value["calendar"] === "string" ? [value["calendar"]] : [];
}
