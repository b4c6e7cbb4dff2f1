import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOf } from "../fixtures/code-of.ts";
import { calendarSchema, type Calendar } from "../resources.ts";
import data from "./fixtures/business-time.json" with { type: "json" };
import {
  addBusinessTime,
  addDuration,
  businessPeriods,
  businessSecondsBetween,
  dueAt,
  isOpen,
  isTimeZone,
  nextOpening,
  spanEnd,
  spanStart,
  subtractBusinessTime,
  type Pause,
} from "./index.ts";

const fixtures = new Map<string, Calendar>(
  Object.entries(data.calendars).map(([key, value]) => [key, calendarSchema.parse(value)]),
);
function fixture(key: string): Calendar {
  const calendar = fixtures.get(key);
  if (calendar === undefined) throw new Error(`no calendar ${key}`);
  return calendar;
}
const at = (iso: string) => new Date(iso).getTime();
function expectInstant(actual: string, expected: string): void {
  expect(actual.endsWith("Z")).toBe(true);
  expect(at(actual), `${actual} is ${expected}`).toBe(at(expected));
}
const DAY: [string, string][] = [["09:00", "17:00"]];
const WEEK = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY };
const berlin = calendarSchema.parse({ key: "berlin", tz: "Europe/Berlin", hours: WEEK });
const SHIFT: [string, string][] = [
  ["09:00", "12:00"],
  ["13:30", "18:00"],
];
const sales = calendarSchema.parse({
  key: "sales",
  tz: "Asia/Shanghai",
  hours: { mon: SHIFT, tue: SHIFT, wed: SHIFT, thu: SHIFT, fri: SHIFT },
  holidays: ["2026-10-01", "2026-10-02"],
  overrides: { "2026-10-10": SHIFT },
});

describe("due times and elapsed time of other systems", () => {
  it.each(data.due)("$id is due at $due", (entry) => {
    const pauses = "pauses" in entry ? (entry.pauses as unknown as Pause[]) : [];
    expectInstant(dueAt(fixture(entry.calendar), entry.start, entry.seconds, pauses), entry.due);
  });
  it.each(data.elapsed)("$id takes $seconds s", (entry) => {
    const pauses = "pauses" in entry ? (entry.pauses as unknown as Pause[]) : [];
    expect(businessSecondsBetween(fixture(entry.calendar), entry.from, entry.to, pauses)).toBe(entry.seconds);
  });
  it.each(data.periods)("$id opens as expected", (entry) => {
    const periods = businessPeriods(fixture(entry.calendar), entry.from, entry.to);
    expect(periods.slice(0, entry.first.length).map((pair) => pair.map(at))).toEqual(
      entry.first.map((pair) => pair.map(at)),
    );
    const lastEnd = periods.at(-1)?.[1] ?? "";
    expect(at(lastEnd)).toBe(at(entry.lastEnd ?? lastEnd));
  });
});

describe("addDuration", () => {
  it.each([
    ["2026-03-04T10:00:00+01:00", "P3D", "Europe/Berlin", "2026-03-07T10:00:00+01:00"],
    ["2026-03-28T10:00:00+01:00", "P1D", "Europe/Berlin", "2026-03-29T10:00:00+02:00"],
    ["2026-03-28T10:00:00+01:00", "PT24H", "Europe/Berlin", "2026-03-29T11:00:00+02:00"],
    ["2026-10-24T10:00:00+02:00", "P1D", "Europe/Berlin", "2026-10-25T10:00:00+01:00"],
    ["2026-01-31T10:00:00Z", "P1M", "UTC", "2026-02-28T10:00:00Z"],
    ["2026-01-31T10:00:00Z", "PT1.5S", "UTC", "2026-01-31T10:00:01.500Z"],
  ])("%s + %s in %s", (start, duration, timeZone, expected) => {
    expectInstant(addDuration(start, duration, timeZone), expected);
  });
  it("says what it cannot read", () => {
    expect(codeOf(() => addDuration("soon", "P1D", "UTC"))).toBe("CALENDAR_INSTANT_INVALID");
    expect(codeOf(() => addDuration("2026-01-01T00:00:00Z", "1 day", "UTC"))).toBe("CALENDAR_DURATION_INVALID");
    expect(codeOf(() => addDuration("2026-01-01T00:00:00Z", "P1D", "Mars/Base"))).toBe("CALENDAR_TIME_ZONE_UNKNOWN");
    expect(isTimeZone("Asia/Shanghai")).toBe(true);
    expect(isTimeZone("Mars/Base")).toBe(false);
  });
});

describe("business time", () => {
  it.each([
    ["2026-03-02T16:00:00+08:00", "PT4H", "2026-03-03T11:00:00+08:00"],
    ["2026-03-03T11:00:00+08:00", "PT4H", "2026-03-03T16:30:00+08:00"],
    ["2026-03-03T16:30:00+08:00", "PT4H", "2026-03-04T11:30:00+08:00"],
    ["2026-03-06T13:30:00+08:00", "PT4H30M", "2026-03-06T18:00:00+08:00"],
    ["2026-09-30T17:00:00+08:00", "PT2H", "2026-10-05T10:00:00+08:00"],
    ["2026-10-09T17:30:00+08:00", "PT1H", "2026-10-10T09:30:00+08:00"],
    ["2026-03-06T16:00:00+08:00", "P1D", "2026-03-09T16:00:00+08:00"],
    ["2026-03-06T20:00:00+08:00", "P1D", "2026-03-10T09:00:00+08:00"],
    ["2026-03-06T16:00:00+08:00", "P1DT4H", "2026-03-10T11:00:00+08:00"],
    ["2026-03-07T10:00:00+08:00", "PT0S", "2026-03-09T09:00:00+08:00"],
  ])("sales: %s + %s", (start, duration, expected) => {
    expectInstant(addBusinessTime(sales, start, duration), expected);
  });

  it("counts back for reminders", () => {
    expectInstant(subtractBusinessTime(berlin, "2026-03-09T10:00:00+01:00", "PT2H"), "2026-03-06T16:00:00+01:00");
    expectInstant(subtractBusinessTime(berlin, "2026-03-09T10:00:00+01:00", "P1D"), "2026-03-06T10:00:00+01:00");
    expectInstant(
      spanStart({ duration: "PT2H", calendar: "berlin" }, "2026-03-09T15:00:00+01:00", {
        tz: "UTC",
        calendars: { berlin },
      }),
      "2026-03-09T13:00:00+01:00",
    );
  });

  it("refuses months in business time and calendars that are never open", () => {
    expect(codeOf(() => addBusinessTime(sales, "2026-03-06T16:00:00+08:00", "P1M"))).toBe(
      "CALENDAR_DURATION_UNSUPPORTED",
    );
    const closed: Calendar = { key: "closed", tz: "UTC", hours: {}, holidays: [], overrides: {} };
    expect(codeOf(() => dueAt(closed, "2026-03-06T16:00:00Z", 1))).toBe("CALENDAR_NEVER_OPEN");
    expect(codeOf(() => subtractBusinessTime(closed, "2026-03-06T16:00:00Z", "PT1H"))).toBe("CALENDAR_NEVER_OPEN");
    expect(codeOf(() => dueAt(sales, "2026-03-06T16:00:00Z", -1))).toBe("CALENDAR_BUDGET_INVALID");
  });

  it("keeps clock changes: a night shift is an hour shorter in spring and longer in autumn", () => {
    const night = calendarSchema.parse({
      key: "night",
      tz: "Europe/Berlin",
      hours: { sat: [["22:00", "24:00"]], sun: [["00:00", "06:00"]] },
    });
    expect(businessPeriods(night, "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z")).toEqual([
      ["2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"],
    ]);
    expect(businessSecondsBetween(night, "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z")).toBe(7 * 3_600);
    expect(businessSecondsBetween(night, "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z")).toBe(9 * 3_600);
    expectInstant(dueAt(night, "2026-03-28T12:00:00Z", 7 * 3_600), "2026-03-29T06:00:00+02:00");
  });

  it("knows open and closed, and the next opening", () => {
    expect(isOpen(sales, "2026-03-02T09:00:00+08:00")).toBe(true);
    expect(isOpen(sales, "2026-03-02T12:00:00+08:00")).toBe(false);
    expectInstant(nextOpening(sales, "2026-03-02T12:00:00+08:00"), "2026-03-02T13:30:00+08:00");
    expectInstant(nextOpening(sales, "2026-03-02T10:00:00+08:00"), "2026-03-02T10:00:00+08:00");
  });

  it("counts pauses once, where they overlap or fall outside working time", () => {
    const pauses: Pause[] = [
      ["2026-03-02T10:00:00+01:00", "2026-03-02T12:00:00+01:00"],
      ["2026-03-02T11:00:00+01:00", "2026-03-02T13:00:00+01:00"],
      ["2026-03-02T18:00:00+01:00", "2026-03-02T20:00:00+01:00"],
    ];
    expect(businessSecondsBetween(berlin, "2026-03-02T09:00:00+01:00", "2026-03-02T17:00:00+01:00", pauses)).toBe(
      5 * 3_600,
    );
    expectInstant(dueAt(berlin, "2026-03-02T09:00:00+01:00", 5 * 3_600, pauses), "2026-03-02T17:00:00+01:00");
  });
});

describe("spanEnd", () => {
  const context = { tz: "Europe/Berlin", calendars: new Map([["berlin", berlin]]) };
  it("counts in a calendar only where the span names one", () => {
    expectInstant(spanEnd("PT8H", "2026-03-06T15:00:00+01:00", context), "2026-03-06T23:00:00+01:00");
    expectInstant(spanEnd({ duration: "P3D" }, "2026-03-27T15:00:00+01:00", context), "2026-03-30T15:00:00+02:00");
    expectInstant(
      spanEnd({ duration: "PT8H", calendar: "berlin" }, "2026-03-06T15:00:00+01:00", context),
      "2026-03-09T15:00:00+01:00",
    );
    expect(codeOf(() => spanEnd({ duration: "PT8H", calendar: "no" }, "2026-03-06T15:00:00+01:00", context))).toBe(
      "CALENDAR_UNKNOWN",
    );
  });
});

describe("laws", () => {
  const start = fc.date({
    min: new Date("2026-01-01T00:00:00Z"),
    max: new Date("2027-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  const calendars = fc.constantFrom(berlin, sales, fixture("c1"));
  it("a budget's end lies exactly that much open time after its start", () => {
    fc.assert(
      fc.property(calendars, start, fc.integer({ min: 0, max: 400_000 }), (calendar, from, seconds) => {
        const due = dueAt(calendar, from.toISOString(), seconds);
        expect(businessSecondsBetween(calendar, from.toISOString(), due)).toBeCloseTo(seconds, 3);
      }),
      { numRuns: 300 },
    );
  });
  it("open time adds up over any cut", () => {
    fc.assert(
      fc.property(calendars, start, start, start, (calendar, a, b, c) => {
        const [x, y, z] = [a, b, c]
          .toSorted((left, right) => left.getTime() - right.getTime())
          .map((date) => date.toISOString()) as [string, string, string];
        const parts = businessSecondsBetween(calendar, x, y) + businessSecondsBetween(calendar, y, z);
        expect(parts).toBeCloseTo(businessSecondsBetween(calendar, x, z), 3);
      }),
      { numRuns: 100 },
    );
  });
  it("counting back undoes counting forward within working time", () => {
    fc.assert(
      fc.property(calendars, start, fc.integer({ min: 1, max: 2_000 }), (calendar, from, minutes) => {
        const opening = nextOpening(calendar, from.toISOString());
        const end = addBusinessTime(calendar, opening, `PT${minutes}M`);
        const back = subtractBusinessTime(calendar, end, `PT${minutes}M`);
        expect(businessSecondsBetween(calendar, back, end)).toBeCloseTo(minutes * 60, 3);
      }),
      { numRuns: 200 },
    );
  });
});
