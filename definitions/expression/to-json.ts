import { userError } from "../errors.ts";
import type { Json } from "../json.ts";
import { formatCelDuration, isCelDuration } from "./instants.ts";

/**
 * A CEL result as JSON: integers as numbers, instants and durations as ISO 8601. Throws `EXPRESSION_RESULT_INVALID` for
 * what JSON cannot hold (NaN, infinity, bytes, types, optionals).
 */
export function toJson(value: unknown): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (Number.isFinite(value)) return value;
      throw userError("EXPRESSION_RESULT_INVALID", "the result is not a number (a division by zero?)", {
        problem: String(value),
      });
    case "bigint":
      return Number(value);
    case "object":
      return objectToJson(value);
    default:
      throw userError("EXPRESSION_RESULT_INVALID", "the result is not a value", { problem: typeof value });
  }
}

function objectToJson(value: object | null): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Date) return value.toISOString().replace(".000Z", "Z");
  if (isCelDuration(value)) return formatCelDuration(value);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [String(key), toJson(entry)]));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
  }
  throw userError("EXPRESSION_RESULT_INVALID", "the result is an optional or a type: use orValue(…)", {
    problem: "not a value",
  });
}
