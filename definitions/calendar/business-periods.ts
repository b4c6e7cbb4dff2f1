import { Temporal } from "temporal-polyfill";
import { userError } from "../errors.ts";
import type { Calendar } from "../resources.ts";
import { formatInstant, readInstant, zonedAt } from "./instants.ts";

/** A stretch of open time in epoch milliseconds, start included, end not. */
export interface Period {
  start: number;
  end: number;
}

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
/** A search for open time gives up after this many days without any: the calendar is closed for good. */
const MAX_CLOSED_DAYS = 3_700;

interface CalendarIndex {
  holidays: Set<string>;
  days: Map<string, Period[]>;
}
const indexes = new WeakMap<Calendar, CalendarIndex>();

function indexOf(calendar: Calendar): CalendarIndex {
  let index = indexes.get(calendar);
  if (index === undefined) {
    index = { holidays: new Set(calendar.holidays ?? []), days: new Map() };
    indexes.set(calendar, index);
  }
  return index;
}

function atTime(date: Temporal.PlainDate, time: string, timeZone: string): number {
  if (time === "24:00") return date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
}

/** The open periods of one local day: an override replaces the day, a holiday closes it, else the weekday's hours. */
export function periodsOfDay(calendar: Calendar, date: Temporal.PlainDate): Period[] {
  const index = indexOf(calendar);
  const key = date.toString();
  const known = index.days.get(key);
  if (known !== undefined) return known;
  const weekday = WEEKDAYS[date.dayOfWeek - 1] ?? "mon";
  const intervals = calendar.overrides?.[key] ?? (index.holidays.has(key) ? [] : (calendar.hours[weekday] ?? []));
  const periods = intervals
    .map(([from, to]) => ({ start: atTime(date, from, calendar.tz), end: atTime(date, to, calendar.tz) }))
    .filter((period) => period.end > period.start)
    .toSorted((a, b) => a.start - b.start);
  if (index.days.size > 5_000) index.days.clear();
  index.days.set(key, periods);
  return periods;
}

/**
 * Open periods from an instant on, in order, the first cut at `from`; adjoining and overlapping ones are joined
 * (so that an overnight shift written as two days is one period). Throws `CALENDAR_NEVER_OPEN`.
 */
export function* periodsFrom(calendar: Calendar, from: number): Generator<Period> {
  let date = zonedAt(Temporal.Instant.fromEpochMilliseconds(from), calendar.tz).toPlainDate();
  let open: Period | null = null;
  let closedDays = 0;
  while (true) {
    const periods = periodsOfDay(calendar, date);
    closedDays = periods.length === 0 ? closedDays + 1 : 0;
    if (closedDays > MAX_CLOSED_DAYS) {
      if (open !== null) yield open;
      throw userError("CALENDAR_NEVER_OPEN", `the calendar "${calendar.key}" has no open time`, {
        calendar: calendar.key,
      });
    }
    for (const period of periods) {
      if (period.end <= from) continue;
      const cut = { start: Math.max(period.start, from), end: period.end };
      if (open !== null && cut.start <= open.end) {
        open.end = Math.max(open.end, cut.end);
      } else {
        if (open !== null) yield open;
        open = cut;
      }
    }
    if (open !== null && (periods.length === 0 || open.end - open.start > 7 * 86_400_000)) {
      yield open;
      open = null;
    }
    date = date.add({ days: 1 });
  }
}

/** Open periods back from an instant, latest first, the first cut at `to`. Throws `CALENDAR_NEVER_OPEN`. */
export function* periodsBefore(calendar: Calendar, to: number): Generator<Period> {
  let date = zonedAt(Temporal.Instant.fromEpochMilliseconds(to), calendar.tz).toPlainDate();
  let closedDays = 0;
  while (closedDays <= MAX_CLOSED_DAYS) {
    const periods = periodsOfDay(calendar, date).filter((period) => period.start < to);
    closedDays = periods.length === 0 ? closedDays + 1 : 0;
    for (const period of periods.toReversed()) yield { start: period.start, end: Math.min(period.end, to) };
    date = date.subtract({ days: 1 });
  }
  throw userError("CALENDAR_NEVER_OPEN", `the calendar "${calendar.key}" has no open time`, { calendar: calendar.key });
}

/** The open periods between two instants as pairs of ISO instants in UTC. */
export function businessPeriods(calendar: Calendar, fromIso: string, toIso: string): [string, string][] {
  const from = readInstant(fromIso).epochMilliseconds;
  const to = readInstant(toIso).epochMilliseconds;
  const result: [string, string][] = [];
  let last: Period | null = null;
  let date = zonedAt(Temporal.Instant.fromEpochMilliseconds(from), calendar.tz).toPlainDate();
  const lastDate = zonedAt(Temporal.Instant.fromEpochMilliseconds(to), calendar.tz).toPlainDate();
  const emit = (period: Period) => result.push([formatInstant(period.start), formatInstant(period.end)]);
  for (; Temporal.PlainDate.compare(date, lastDate) <= 0; date = date.add({ days: 1 })) {
    for (const period of periodsOfDay(calendar, date)) {
      const start = Math.max(period.start, from);
      const end = Math.min(period.end, to);
      if (end <= start) continue;
      if (last !== null && start <= last.end) {
        last.end = Math.max(last.end, end);
        continue;
      }
      if (last !== null) emit(last);
      last = { start, end };
    }
  }
  if (last !== null) emit(last);
  return result;
}

/** Whether the calendar is open at the instant (opening included, closing not). */
export function isOpen(calendar: Calendar, iso: string): boolean {
  const instant = readInstant(iso);
  const at = instant.epochMilliseconds;
  const date = zonedAt(instant, calendar.tz).toPlainDate();
  return periodsOfDay(calendar, date).some((period) => period.start <= at && at < period.end);
}

/** The instant itself when the calendar is open, else the next opening, in UTC. Throws `CALENDAR_NEVER_OPEN`. */
export function nextOpening(calendar: Calendar, iso: string): string {
  for (const period of periodsFrom(calendar, readInstant(iso).epochMilliseconds)) return formatInstant(period.start);
  throw userError("CALENDAR_NEVER_OPEN", `the calendar "${calendar.key}" has no open time`, { calendar: calendar.key });
}
