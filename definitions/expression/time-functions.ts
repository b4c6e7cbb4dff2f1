import type { Environment } from "@marcbachmann/cel-js";
import { Temporal } from "temporal-polyfill";
import { userError } from "../errors.ts";
import { formatDate } from "./format-date.ts";
import { readCelDuration, readCelInstant, type CelDuration } from "./instants.ts";

const TIMESTAMP = "google.protobuf.Timestamp";
const DURATION = "google.protobuf.Duration";
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function invalidValue(message: string, details: Record<string, unknown>): Error {
  return userError("EXPRESSION_VALUE_INVALID", message, details);
}

function zoned(value: unknown, timeZone: string): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(readCelInstant(value).getTime());
  try {
    return instant.toZonedDateTimeISO(timeZone);
  } catch {
    throw invalidValue(`"${timeZone}" is not a time zone`, { timeZone });
  }
}

function localDate(value: unknown, timeZone: string): Temporal.PlainDate {
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return Temporal.PlainDate.from(value);
  return zoned(value, timeZone).toPlainDate();
}

function daysBetween(from: unknown, to: unknown, timeZone: string): number {
  return localDate(from, timeZone).until(localDate(to, timeZone), { largestUnit: "days" }).days;
}

/** CEL's parts of a timestamp, for the texts that JSON holds instants in. Months, days and weekdays count from 0. */
const PARTS: Readonly<Record<string, (at: Temporal.ZonedDateTime) => number>> = {
  getFullYear: (at) => at.year,
  getMonth: (at) => at.month - 1,
  getDate: (at) => at.day,
  getDayOfMonth: (at) => at.day - 1,
  getDayOfWeek: (at) => at.dayOfWeek % 7,
  getDayOfYear: (at) => at.dayOfYear - 1,
  getHours: (at) => at.hour,
  getMinutes: (at) => at.minute,
  getSeconds: (at) => at.second,
  getMilliseconds: (at) => at.millisecond,
};

function registerParts(env: Environment): void {
  for (const [name, read] of Object.entries(PARTS)) {
    env.registerFunction(`string.${name}(): int`, (value: string) => BigInt(read(zoned(value, "UTC"))));
    env.registerFunction(`string.${name}(string): int`, (value: string, timeZone: string) =>
      BigInt(read(zoned(value, timeZone))),
    );
  }
}

/** Gives an environment the functions and operators on instants and durations; texts in ISO 8601 stand for both. */
export function registerTime(env: Environment): void {
  const instant = (value: unknown) => readCelInstant(value);
  env.registerFunction(`_timestamp(dyn): ${TIMESTAMP}`, instant);
  env.registerFunction(`_duration(dyn): ${DURATION}`, (value: unknown) => readCelDuration(value));
  env.registerFunction("formatDate(dyn, string): string", (a: unknown, pattern: string) =>
    formatDate(instant(a), pattern, "UTC"),
  );
  env.registerFunction("formatDate(dyn, string, string): string", (a: unknown, pattern: string, timeZone: string) =>
    formatDate(instant(a), pattern, timeZone),
  );
  env.registerFunction("daysBetween(dyn, dyn): double", (a: unknown, b: unknown) => daysBetween(a, b, "UTC"));
  env.registerFunction("daysBetween(dyn, dyn, string): double", daysBetween);
  env.registerOperator(`string + ${DURATION}: ${TIMESTAMP}`, (a: string, b: CelDuration) =>
    b.extendTimestamp(instant(a)),
  );
  env.registerOperator(`string - ${DURATION}: ${TIMESTAMP}`, (a: string, b: CelDuration) =>
    b.subtractTimestamp(instant(a)),
  );
  const between = (a: unknown, b: unknown) =>
    readCelDuration(Temporal.Duration.from({ milliseconds: instant(a).getTime() - instant(b).getTime() }).toString());
  env.registerOperator(`string - ${TIMESTAMP}: ${DURATION}`, between);
  env.registerOperator(`${TIMESTAMP} - string: ${DURATION}`, between);
  env.registerOperator(`string - string: ${DURATION}`, between);
  const compare: Record<string, (a: number, b: number) => boolean> = {
    "<": (a, b) => a < b,
    "<=": (a, b) => a <= b,
    ">": (a, b) => a > b,
    ">=": (a, b) => a >= b,
  };
  for (const [name, test] of Object.entries(compare)) {
    const onInstants = (a: unknown, b: unknown) => test(instant(a).getTime(), instant(b).getTime());
    env.registerOperator(`string ${name} ${TIMESTAMP}: bool`, onInstants);
    env.registerOperator(`${TIMESTAMP} ${name} string: bool`, onInstants);
  }
  registerParts(env);
  env.registerFunction("_orderable(dyn): dyn", (value: unknown) =>
    typeof value === "string" && ISO_INSTANT.test(value) ? readCelInstant(value) : value,
  );
}
