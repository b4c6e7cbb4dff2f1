import { evaluate } from "@marcbachmann/cel-js";
import { Temporal } from "temporal-polyfill";
import { userError } from "../errors.ts";

/** CEL's duration as the library holds it. */
export interface CelDuration {
  readonly seconds: bigint;
  readonly nanos: number;
  extendTimestamp(at: Date): Date;
  subtractTimestamp(at: Date): Date;
}
const zero = evaluate('duration("0s")') as CelDuration;
const DurationClass = zero.constructor as new (seconds: bigint, nanos: number) => CelDuration;

export function isCelDuration(value: unknown): value is CelDuration {
  return value instanceof DurationClass;
}

/** An instant from a date, a text in ISO 8601 (a plain date is midnight UTC) or seconds since 1970. Throws `EXPRESSION_VALUE_INVALID`. */
export function readCelInstant(value: unknown): Date {
  if (value instanceof Date) return value;
  if (typeof value === "number") return new Date(value * 1_000);
  if (typeof value === "bigint") return new Date(Number(value) * 1_000);
  if (typeof value === "string") {
    try {
      if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return new Date(`${value}T00:00:00Z`);
      return new Date(Temporal.Instant.from(value).epochMilliseconds);
    } catch {
      throw userError("EXPRESSION_VALUE_INVALID", `"${value}" is not an instant in ISO 8601`, { value });
    }
  }
  throw userError("EXPRESSION_VALUE_INVALID", "an instant is needed here, got an empty value or something else");
}

/** A duration in ISO 8601 (`PT4H`, a day is 24 hours) or CEL's own form (`4h`). Throws `EXPRESSION_VALUE_INVALID`. */
export function readCelDuration(value: unknown): CelDuration {
  if (isCelDuration(value)) return value;
  if (typeof value !== "string") throw userError("EXPRESSION_VALUE_INVALID", "a duration is needed here");
  try {
    if (!/^[+-]?P/i.test(value)) return evaluate("duration(text)", { text: value }) as CelDuration;
    const ns = Temporal.Duration.from(value).total({ unit: "milliseconds" });
    const seconds = Math.trunc(ns / 1_000);
    return new DurationClass(BigInt(seconds), Math.round((ns - seconds * 1_000) * 1_000_000));
  } catch {
    throw userError("EXPRESSION_VALUE_INVALID", `"${value}" is not a duration of days and below`, { value });
  }
}

/** A CEL duration as ISO 8601. */
export function formatCelDuration(duration: CelDuration): string {
  return Temporal.Duration.from({
    seconds: Number(duration.seconds),
    milliseconds: Math.trunc(duration.nanos / 1_000_000),
  })
    .round({ largestUnit: "hours" })
    .toString();
}
