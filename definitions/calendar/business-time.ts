import { Temporal } from "temporal-polyfill";
import { userError } from "../errors.ts";
import type { Calendar } from "../resources.ts";
import { businessPeriods, periodsBefore, periodsFrom, periodsOfDay, type Period } from "./business-periods.ts";
import { formatInstant, readDuration, readInstant, zonedAt } from "./instants.ts";

/** `[from, to]` instants during which the clock stands still. */
export type Pause = readonly [string, string];

function neverOpen(calendar: Calendar): Error {
  return userError("CALENDAR_NEVER_OPEN", `the calendar "${calendar.key}" has no open time`, {
    calendar: calendar.key,
  });
}

/** Joins and sorts pauses so that time covered twice counts once. */
function joinPauses(pauses: readonly Pause[]): Period[] {
  const joined: Period[] = [];
  const sorted = pauses
    .map(([from, to]) => ({ start: readInstant(from).epochMilliseconds, end: readInstant(to).epochMilliseconds }))
    .toSorted((a, b) => a.start - b.start);
  for (const pause of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && pause.start <= last.end) last.end = Math.max(last.end, pause.end);
    else if (pause.end > pause.start) joined.push({ ...pause });
  }
  return joined;
}

/** What is left of a period without the pauses. */
function withoutPauses(period: Period, pauses: readonly Period[]): Period[] {
  let rest: Period[] = [period];
  for (const pause of pauses) {
    rest = rest.flatMap((part) => {
      if (pause.end <= part.start || pause.start >= part.end) return [part];
      return [
        { start: part.start, end: Math.max(part.start, pause.start) },
        { start: Math.min(part.end, pause.end), end: part.end },
      ].filter((piece) => piece.end > piece.start);
    });
  }
  return rest;
}

function dueAtMs(calendar: Calendar, start: number, budgetMs: number, pauses: readonly Period[]): number {
  let left = budgetMs;
  for (const period of periodsFrom(calendar, start)) {
    for (const part of withoutPauses(period, pauses)) {
      if (left <= part.end - part.start) return part.start + left;
      left -= part.end - part.start;
    }
  }
  throw neverOpen(calendar);
}

/**
 * When a budget of open seconds that starts to run at `startIso` is used up, in UTC. A budget that ends exactly at
 * closing time is due at closing time. Throws `CALENDAR_NEVER_OPEN`.
 */
export function dueAt(calendar: Calendar, startIso: string, seconds: number, pauses: readonly Pause[] = []): string {
  if (!Number.isFinite(seconds) || seconds < 0) {
    throw userError("CALENDAR_BUDGET_INVALID", `${seconds} is not a number of seconds`, { seconds });
  }
  const start = readInstant(startIso).epochMilliseconds;
  return formatInstant(dueAtMs(calendar, start, Math.round(seconds * 1_000), joinPauses(pauses)));
}

/** Open seconds between two instants, less the pauses; 0 when `toIso` is not after `fromIso`. */
export function businessSecondsBetween(
  calendar: Calendar,
  fromIso: string,
  toIso: string,
  pauses: readonly Pause[] = [],
): number {
  const from = readInstant(fromIso);
  const to = readInstant(toIso).epochMilliseconds;
  const held = joinPauses(pauses);
  let total = 0;
  let date = zonedAt(from, calendar.tz).toPlainDate();
  const last = zonedAt(Temporal.Instant.fromEpochMilliseconds(to), calendar.tz).toPlainDate();
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    let covered = from.epochMilliseconds;
    for (const period of periodsOfDay(calendar, date)) {
      const cut = { start: Math.max(period.start, covered), end: Math.min(period.end, to) };
      if (cut.end <= cut.start) continue;
      covered = cut.end;
      for (const part of withoutPauses(cut, held)) total += part.end - part.start;
    }
  }
  return total / 1_000;
}

/** The open periods between two instants less the pauses, as pairs of ISO instants in UTC. */
export function workingPeriods(
  calendar: Calendar,
  fromIso: string,
  toIso: string,
  pauses: readonly Pause[] = [],
): [string, string][] {
  const held = joinPauses(pauses);
  return businessPeriods(calendar, fromIso, toIso).flatMap(([from, to]) =>
    withoutPauses({ start: Date.parse(from), end: Date.parse(to) }, held).map(({ start, end }): [string, string] => [
      formatInstant(start),
      formatInstant(end),
    ]),
  );
}

/** Splits a business duration into days and exact milliseconds. Throws `CALENDAR_DURATION_UNSUPPORTED` for weeks and above. */
function splitDuration(durationIso: string): { days: number; ms: number } {
  const duration = readDuration(durationIso);
  if (duration.years !== 0 || duration.months !== 0 || duration.weeks !== 0) {
    throw userError(
      "CALENDAR_DURATION_UNSUPPORTED",
      `"${durationIso}" cannot be counted in business time: use days and below`,
      { value: durationIso },
    );
  }
  const ms = duration.with({ days: 0 }).total("milliseconds");
  return { days: duration.days, ms };
}

/** Moves by whole business days, keeping the local time of day; see business-days.decision.md. */
function moveDays(calendar: Calendar, at: number, days: number, step: 1 | -1): number {
  const zoned = zonedAt(Temporal.Instant.fromEpochMilliseconds(at), calendar.tz);
  let date = zoned.toPlainDate();
  let closed = 0;
  for (let left = days; left > 0;) {
    date = date.add({ days: step });
    if (periodsOfDay(calendar, date).length > 0) {
      left -= 1;
      closed = 0;
    } else {
      closed += 1;
      if (closed > 3_700) throw neverOpen(calendar);
    }
  }
  const wanted = date.toZonedDateTime({ timeZone: calendar.tz, plainTime: zoned.toPlainTime() }).epochMilliseconds;
  const periods = periodsOfDay(calendar, date);
  const next = periods.find((period) => wanted <= period.end);
  if (next !== undefined) return Math.max(wanted, next.start);
  return periods.at(-1)?.end ?? wanted;
}

/**
 * Adds business time: hours and below are exact open hours, a day is a business day at the same local time. Returns an
 * instant in UTC. Throws `CALENDAR_NEVER_OPEN`, `CALENDAR_DURATION_UNSUPPORTED`.
 */
export function addBusinessTime(calendar: Calendar, instantIso: string, durationIso: string): string {
  const { days, ms } = splitDuration(durationIso);
  let at = readInstant(instantIso).epochMilliseconds;
  if (days > 0) {
    const opening = periodsFrom(calendar, at).next().value;
    if (opening === undefined) throw neverOpen(calendar);
    at = moveDays(calendar, opening.start, days, 1);
  }
  return formatInstant(ms === 0 && days > 0 ? at : dueAtMs(calendar, at, ms, []));
}

/** The instant from which a business duration leads to `instantIso`: reminders are counted back with it. In UTC. */
export function subtractBusinessTime(calendar: Calendar, instantIso: string, durationIso: string): string {
  const { days, ms } = splitDuration(durationIso);
  let at = readInstant(instantIso).epochMilliseconds;
  let left = ms;
  if (left > 0) {
    for (const period of periodsBefore(calendar, at)) {
      if (left <= period.end - period.start) {
        at = period.end - left;
        break;
      }
      left -= period.end - period.start;
    }
  }
  if (days > 0) at = moveDays(calendar, at, days, -1);
  return formatInstant(at);
}
