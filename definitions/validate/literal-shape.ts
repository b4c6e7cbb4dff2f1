import { isGroup } from "../rules/list-operators.ts";
import { readMoment } from "../rules/moments.ts";
import type { Operator } from "../rules/operators.ts";

const DURATION = /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const BUSINESS_DURATION = /^P(?=\d|T\d)(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;

/** In words of JSON. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value;
}

function isBusinessDuration(value: unknown): boolean {
  if (typeof value === "string") return BUSINESS_DURATION.test(value);
  if (typeof value !== "object" || value === null) return false;
  const { duration, calendar } = value as { duration?: unknown; calendar?: unknown };
  return typeof duration === "string" && BUSINESS_DURATION.test(duration) && typeof calendar === "string";
}

/** What is wrong with the shape of a literal value; null when it can be used. */
export function shapeProblem({ value: shape }: Operator, value: unknown): string | null {
  switch (shape) {
    case "list":
      return Array.isArray(value) && value.every((entry) => entry === null || typeof entry !== "object")
        ? null
        : "a list of values";
    case "range":
      return Array.isArray(value) && value.length === 2 && kindOf(value[0]) === kindOf(value[1]) && value[0] !== null
        ? null
        : "two values of one kind";
    case "text":
    case "pattern":
      return typeof value === "string" ? null : "a text";
    case "moment":
      return readMoment(value) === null ? "a date or a point in time in ISO 8601" : null;
    case "duration":
      return typeof value === "string" && DURATION.test(value) ? null : "a duration such as P7D";
    case "business-duration":
      return isBusinessDuration(value) ? null : "a duration in days and hours such as P2D, or one with a calendar";
    case "condition":
      return isGroup(value) ? null : "a group of conditions over the fact item";
    case "same":
    case "item":
      return value === null || typeof value !== "object" ? null : "one value";
    case "none":
      return null;
  }
}
