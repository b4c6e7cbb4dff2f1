import { Temporal } from "temporal-polyfill";
import { userError } from "../errors.ts";

/** Reads an ISO 8601 instant with offset or `Z`. Throws `CALENDAR_INSTANT_INVALID`. */
export function readInstant(iso: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(iso);
  } catch {
    throw userError("CALENDAR_INSTANT_INVALID", `"${iso}" is not an instant in ISO 8601 with an offset`, {
      value: iso,
    });
  }
}

/** Reads an ISO 8601 duration. Throws `CALENDAR_DURATION_INVALID`. */
export function readDuration(iso: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(iso);
  } catch {
    throw userError("CALENDAR_DURATION_INVALID", `"${iso}" is not an ISO 8601 duration`, { value: iso });
  }
}

/** Puts an instant into a time zone. Throws `CALENDAR_TIME_ZONE_UNKNOWN`. */
export function zonedAt(instant: Temporal.Instant, timeZone: string): Temporal.ZonedDateTime {
  try {
    return instant.toZonedDateTimeISO(timeZone);
  } catch {
    throw userError("CALENDAR_TIME_ZONE_UNKNOWN", `"${timeZone}" is not a time zone`, { timeZone });
  }
}

/** Whether the name is a time zone of the IANA database (or a fixed offset). */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** Writes an instant as ISO 8601 in UTC. */
export function formatInstant(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString();
}

/**
 * Adds an ISO 8601 duration to an instant: days and above as calendar days in `timeZone`, hours and below exactly
 * (RFC 5545 §3.3.6). Returns an instant in UTC. `sign: -1` subtracts.
 */
export function addDuration(instantIso: string, durationIso: string, timeZone: string, sign: 1 | -1 = 1): string {
  const duration = readDuration(durationIso);
  const zoned = zonedAt(readInstant(instantIso), timeZone);
  const result = sign === 1 ? zoned.add(duration) : zoned.subtract(duration);
  return result.toInstant().toString();
}
