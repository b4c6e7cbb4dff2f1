import { userError } from "../../definitions/errors.ts";

const EXACT = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** An ISO 8601 duration in milliseconds, a day taken as 24 hours. Throws `PLAN_DURATION_INVALID` on months and years. */
export function durationMs(duration: string): number {
  const match = EXACT.exec(duration);
  if (match === null)
    throw userError("PLAN_DURATION_INVALID", `${duration} cannot be used here: write weeks, days or less.`, {
      duration,
    });
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return Math.round((weeks * 7 + days) * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS);
}

/** The same for a duration of hours and below; null where days or above make it depend on the calendar. */
export function exactDurationMs(duration: string): number | null {
  return duration.startsWith("PT") ? durationMs(duration) : null;
}
