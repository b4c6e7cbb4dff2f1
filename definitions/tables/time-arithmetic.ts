import { Temporal } from "temporal-polyfill";
import type { Json } from "../json.ts";

export type TimeType = "date" | "dateTime" | "duration";

interface Operand {
  value: Json;
  type: TimeType | null;
}
interface Result {
  value: Json;
  type: TimeType | null;
}

const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})(?:\[.*\])?$/;

function textOf({ value }: Operand): string {
  if (typeof value !== "string") throw new TypeError("a time is a text");
  return value;
}

function addToTime(operand: Operand, duration: Temporal.Duration): string {
  const text = textOf(operand);
  if (operand.type === "date") return Temporal.PlainDate.from(text.slice(0, 10)).add(duration).toString();
  const offset = OFFSET.exec(text)?.[0];
  if (offset === undefined) return Temporal.PlainDateTime.from(text).add(duration).toString();
  const zone = offset.startsWith("Z") ? "UTC" : offset.replace(/\[.*$/, "");
  const moved = Temporal.Instant.from(text).toZonedDateTimeISO(zone).add(duration);
  return zone === "UTC" ? moved.toInstant().toString() : moved.toString({ timeZoneName: "never" });
}

const monthsOf = (duration: Temporal.Duration): number => duration.years * 12 + duration.months;
const isOfMonths = (duration: Temporal.Duration): boolean =>
  monthsOf(duration) !== 0 && duration.with({ years: 0, months: 0 }).blank;
const isOfDays = (duration: Temporal.Duration): boolean => monthsOf(duration) === 0;

function millisecondsOf(duration: Temporal.Duration): number {
  return duration.total({ unit: "milliseconds", relativeTo: Temporal.PlainDate.from("2001-01-01") });
}
function ofMonths(months: number): Result {
  const duration = Temporal.Duration.from({ years: Math.trunc(months / 12), months: Math.trunc(months % 12) });
  return { value: duration.toString(), type: "duration" };
}
function ofMilliseconds(milliseconds: number): Result {
  const duration = Temporal.Duration.from({ milliseconds: Math.round(milliseconds) }).round({ largestUnit: "days" });
  return { value: duration.toString(), type: "duration" };
}

/** Durations of months and durations of days do not mix (DMN 1.3 §10.3.2.3.8). */
function combineDurations(sign: string, left: Temporal.Duration, right: Temporal.Duration): Result | null {
  const areMonths = (isOfMonths(left) || left.blank) && (isOfMonths(right) || right.blank);
  if (areMonths && !(left.blank && right.blank)) {
    const [a, b] = [monthsOf(left), monthsOf(right)];
    if (sign === "+" || sign === "-") return ofMonths(sign === "+" ? a + b : a - b);
    return sign === "/" && b !== 0 ? { value: a / b, type: null } : null;
  }
  if (!isOfDays(left) || !isOfDays(right)) return null;
  const [a, b] = [millisecondsOf(left), millisecondsOf(right)];
  if (sign === "+" || sign === "-") return ofMilliseconds(sign === "+" ? a + b : a - b);
  return sign === "/" && b !== 0 ? { value: a / b, type: null } : null;
}

function scaleDuration(duration: Temporal.Duration, factor: number): Result | null {
  if (!Number.isFinite(factor)) return null;
  if (isOfMonths(duration)) return ofMonths(monthsOf(duration) * factor);
  return isOfDays(duration) ? ofMilliseconds(millisecondsOf(duration) * factor) : null;
}

function between(left: Operand, right: Operand): Result {
  const instantOf = (operand: Operand): number => {
    const text = textOf(operand);
    if (operand.type === "date")
      return Temporal.PlainDate.from(text.slice(0, 10)).toZonedDateTime("UTC").epochMilliseconds;
    if (OFFSET.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime("UTC").epochMilliseconds;
  };
  return ofMilliseconds(instantOf(left) - instantOf(right));
}

function combine(sign: string, left: Operand, right: Operand): Result | null {
  const readDuration = (operand: Operand) => Temporal.Duration.from(textOf(operand));
  if (left.type === "duration" && right.type === "duration")
    return combineDurations(sign, readDuration(left), readDuration(right));
  if (left.type === "duration" && typeof right.value === "number") {
    if (sign === "*") return scaleDuration(readDuration(left), right.value);
    return sign === "/" ? scaleDuration(readDuration(left), 1 / right.value) : null;
  }
  if (right.type === "duration" && typeof left.value === "number" && left.type === null)
    return sign === "*" ? scaleDuration(readDuration(right), left.value) : null;
  if (right.type === "duration" && left.type !== null && (sign === "+" || sign === "-")) {
    const duration = readDuration(right);
    return { value: addToTime(left, sign === "+" ? duration : duration.negated()), type: left.type };
  }
  if (left.type === "duration" && right.type !== null && sign === "+")
    return { value: addToTime(right, readDuration(left)), type: right.type };
  const areTimes = left.type !== null && left.type === right.type;
  return sign === "-" && areTimes ? between(left, right) : null;
}

/**
 * Arithmetic with dates, date-times and durations (DMN 1.3 §10.3.2.23.4, tables 56 to 59); null where there is none of that
 * sign for these types or the values are not what their type says.
 */
export function combineTimes(sign: string, left: Operand, right: Operand): Result | null {
  try {
    return combine(sign, left, right);
  } catch {
    return null;
  }
}
