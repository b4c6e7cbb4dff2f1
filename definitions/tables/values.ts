import { Temporal } from "temporal-polyfill";
import type { COLUMN_TYPES } from "../resources.ts";

export type ColumnType = (typeof COLUMN_TYPES)[number];

/** A cell's value as it is compared: dates as days, date-times and durations as milliseconds since 1970 or zero. */
export type Comparable = string | number | boolean;

/** A date, or a date-time whose date counts. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?(?:\[.*\])?)?$/;

function dateKey(value: unknown): number | null {
  if (typeof value !== "string" || !DATE.test(value)) return null;
  try {
    return Temporal.PlainDate.from(value.slice(0, 10)).toZonedDateTime("UTC").epochMilliseconds / 86_400_000;
  } catch {
    return null;
  }
}

function dateTimeKey(value: unknown): number | null {
  if (typeof value !== "string") return null;
  try {
    if (/(Z|[+-]\d{2}:?\d{2})(\[.*\])?$/.test(value) && value.includes("T"))
      return Temporal.Instant.from(value).epochMilliseconds;
    return Temporal.PlainDateTime.from(value).toZonedDateTime("UTC").epochMilliseconds;
  } catch {
    return null;
  }
}

/** Milliseconds of a duration; a month is taken as a twelfth of 365.25 days, so that durations of one kind keep their order. */
function durationKey(value: unknown): number | null {
  if (typeof value !== "string") return null;
  try {
    const duration = Temporal.Duration.from(value);
    const months = duration.years * 12 + duration.months;
    const rest = duration
      .with({ years: 0, months: 0 })
      .total({ unit: "milliseconds", relativeTo: Temporal.PlainDate.from("2001-01-01") });
    return months * 30.4375 * 86_400_000 + rest;
  } catch {
    return null;
  }
}

/** A value in the form in which a column of this type compares; null where it is of another type. */
export function comparableOf(value: unknown, type: ColumnType): Comparable | null {
  switch (type) {
    case "string":
      return typeof value === "string" ? value : null;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? value : null;
    case "boolean":
      return typeof value === "boolean" ? value : null;
    case "date":
      return dateKey(value);
    case "dateTime":
      return dateTimeKey(value);
    case "duration":
      return durationKey(value);
  }
}
