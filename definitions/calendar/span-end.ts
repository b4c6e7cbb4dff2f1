import type { TimeSpan } from "../duration.ts";
import { userError } from "../errors.ts";
import type { Calendar } from "../resources.ts";
import { addBusinessTime, subtractBusinessTime } from "./business-time.ts";
import { addDuration } from "./instants.ts";

/** What a span of time is counted in. `tz` is the workflow's time zone; `calendars` by key. */
export interface SpanContext {
  tz: string;
  calendars?: Readonly<Record<string, Calendar>> | ReadonlyMap<string, Calendar>;
  /** The workflow's calendar. A span counts in it only by naming it: one without `calendar` is exact. */
  defaultCalendar?: string;
}

function findCalendar(context: SpanContext, key: string): Calendar {
  const { calendars } = context;
  const calendar =
    calendars instanceof Map ? calendars.get(key) : (calendars as Record<string, Calendar> | undefined)?.[key];
  if (calendar === undefined) {
    throw userError("CALENDAR_UNKNOWN", `there is no calendar "${key}"`, { calendar: key });
  }
  return calendar;
}

function apply(span: TimeSpan, instantIso: string, context: SpanContext, sign: 1 | -1): string {
  const duration = typeof span === "string" ? span : span.duration;
  const key = typeof span === "string" ? undefined : span.calendar;
  if (key === undefined) return addDuration(instantIso, duration, context.tz, sign);
  const calendar = findCalendar(context, key);
  return sign === 1
    ? addBusinessTime(calendar, instantIso, duration)
    : subtractBusinessTime(calendar, instantIso, duration);
}

/** When a span that starts at `startIso` ends, in UTC: business time where the span names a calendar. Throws `CALENDAR_UNKNOWN`. */
export function spanEnd(span: TimeSpan, startIso: string, context: SpanContext): string {
  return apply(span, startIso, context, 1);
}

/** When a span that ends at `endIso` began, in UTC: reminders before a due time. Throws `CALENDAR_UNKNOWN`. */
export function spanStart(span: TimeSpan, endIso: string, context: SpanContext): string {
  return apply(span, endIso, context, -1);
}
