import { Temporal } from "temporal-polyfill";
import { userError } from "../errors.ts";

const PART = /'((?:[^']|'')*)'|yyyy|yy|MM|M|dd|d|HH|H|mm|m|ss|s|EEE|[A-Za-z]+/g;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function part(token: string, at: Temporal.ZonedDateTime): string {
  switch (token) {
    case "yyyy":
      return String(at.year).padStart(4, "0");
    case "yy":
      return two(at.year % 100);
    case "MM":
      return two(at.month);
    case "M":
      return String(at.month);
    case "dd":
      return two(at.day);
    case "d":
      return String(at.day);
    case "HH":
      return two(at.hour);
    case "H":
      return String(at.hour);
    case "mm":
      return two(at.minute);
    case "m":
      return String(at.minute);
    case "ss":
      return two(at.second);
    case "s":
      return String(at.second);
    case "EEE":
      return DAYS[at.dayOfWeek - 1] ?? "";
    default:
      throw userError("EXPRESSION_VALUE_INVALID", `"${token}" is not a part of a date pattern`, { value: token });
  }
}

/**
 * Writes an instant by a pattern of Unicode date fields (`yyyy MM dd HH mm ss EEE`; text in single quotes) in a time
 * zone. Throws `EXPRESSION_VALUE_INVALID`.
 */
export function formatDate(at: Date, pattern: string, timeZone: string): string {
  let zoned: Temporal.ZonedDateTime;
  try {
    zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  } catch {
    throw userError("EXPRESSION_VALUE_INVALID", `"${timeZone}" is not a time zone`, { timeZone });
  }
  return pattern.replace(PART, (token, quoted: string | undefined) =>
    quoted === undefined ? part(token, zoned) : quoted === "" ? "'" : quoted.replaceAll("''", "'"),
  );
}
