import { addDuration } from "../calendar/instants.ts";
import { spanEnd, spanStart } from "../calendar/span-end.ts";
import { userError } from "../errors.ts";
import type { Calendar } from "../resources.ts";
import { defineOperator, type Operator, type OperatorContext, TIME } from "./define-operator.ts";
import { readMoment } from "./moments.ts";

type Sign = 1 | -1;

/** What business days are counted in where a rule names no calendar: Monday to Friday, whole days, UTC. */
const WHOLE_DAY: [string, string][] = [["00:00", "24:00"]];
const WEEKDAYS: Calendar = {
  key: "weekdays",
  tz: "UTC",
  hours: { mon: WHOLE_DAY, tue: WHOLE_DAY, wed: WHOLE_DAY, thu: WHOLE_DAY, fri: WHOLE_DAY },
  holidays: [],
  overrides: {},
};

function onMoments(test: (fact: number, value: number) => boolean): Operator["test"] {
  return (fact, value) => {
    if (fact === null || fact === undefined || fact === "" || value === null) return "empty";
    const left = readMoment(fact);
    const right = readMoment(value);
    return left === null || right === null ? "type" : test(left, right);
  };
}

/** Compares a moment with the present and an edge some time before (-1) or after (1) it. */
function relative(
  sign: Sign,
  edgeOf: (value: unknown, now: string, context: OperatorContext) => string | null,
  test: (at: number, now: number, edge: number) => boolean,
): Operator["test"] {
  return (fact, value, context) => {
    if (fact === null || fact === undefined || fact === "") return "empty";
    const at = readMoment(fact);
    if (at === null) return "type";
    const { now } = context;
    if (now === undefined) throw userError("CONDITION_NOW_MISSING", "this rule needs run.now", { sign });
    const edge = edgeOf(value, now, context);
    return edge === null ? "type" : test(at, Date.parse(now), Date.parse(edge));
  };
}

const exactEdge = (sign: Sign) => (value: unknown, now: string) =>
  typeof value === "string" ? addDuration(now, value, "UTC", sign) : null;

/** A business duration: `P2D`, counted in weekdays, or `{ duration, calendar }`. */
function readBusinessDuration(value: unknown): { duration: string; calendar: string | null } | null {
  if (typeof value === "string") return { duration: value, calendar: null };
  if (typeof value !== "object" || value === null) return null;
  const { duration, calendar } = value as { duration?: unknown; calendar?: unknown };
  return typeof duration === "string" && typeof calendar === "string" ? { duration, calendar } : null;
}

const businessEdge = (sign: Sign) => (value: unknown, now: string, context: OperatorContext) => {
  const read = readBusinessDuration(value);
  if (read === null) return null;
  const key = read.calendar ?? WEEKDAYS.key;
  const calendars = read.calendar === null ? { [key]: WEEKDAYS } : (context.calendars ?? {});
  const span = { duration: read.duration, calendar: key };
  return sign === 1 ? spanEnd(span, now, { tz: "UTC", calendars }) : spanStart(span, now, { tz: "UTC", calendars });
};

const isSince = (at: number, now: number, edge: number): boolean => at >= edge && at <= now;
const isUntil = (at: number, now: number, edge: number): boolean => at >= now && at <= edge;

const moment = (name: string, en: string, zh: string, test: (fact: number, value: number) => boolean): Operator =>
  defineOperator({ name, value: "moment", appliesTo: TIME, en, zh, test: onMoments(test) });

interface Span {
  name: string;
  label: { en: string; zh: string };
  sentence: { en: string; zh: string };
  test: Operator["test"];
  isBusiness?: true;
}
const span = ({ name, label, sentence, test, isBusiness }: Span): Operator =>
  defineOperator({
    name,
    value: isBusiness === true ? "business-duration" : "duration",
    appliesTo: TIME,
    ...label,
    sentence,
    test,
  });

/** Operators over dates and instants; those relative to the present take the run's own time. */
export const TIME_OPERATORS: readonly Operator[] = [
  moment("before", "is before", "早于", (a, b) => a < b),
  moment("after", "is after", "晚于", (a, b) => a > b),
  moment("onOrBefore", "is not after", "不晚于", (a, b) => a <= b),
  moment("onOrAfter", "is not before", "不早于", (a, b) => a >= b),
  span({
    name: "withinLast",
    label: { en: "is within the last", zh: "在过去" },
    sentence: { en: "{fact} is within the last {value}", zh: "{fact}在过去 {value}内" },
    test: relative(-1, exactEdge(-1), isSince),
  }),
  span({
    name: "withinNext",
    label: { en: "is within the next", zh: "在未来" },
    sentence: { en: "{fact} is within the next {value}", zh: "{fact}在未来 {value}内" },
    test: relative(1, exactEdge(1), isUntil),
  }),
  span({
    name: "longerAgoThan",
    label: { en: "is longer ago than", zh: "距今已超过" },
    sentence: { en: "{fact} is longer ago than {value}", zh: "{fact}距今已超过 {value}" },
    test: relative(-1, exactEdge(-1), (at, _, edge) => at < edge),
  }),
  span({
    name: "furtherAheadThan",
    label: { en: "is further ahead than", zh: "距今还有超过" },
    sentence: { en: "{fact} is further ahead than {value}", zh: "{fact}距今还有超过 {value}" },
    test: relative(1, exactEdge(1), (at, _, edge) => at > edge),
  }),
  span({
    name: "withinLastBusiness",
    isBusiness: true,
    label: { en: "is within the last business", zh: "在过去（工作时间）" },
    sentence: { en: "{fact} is within the last {value}", zh: "{fact}在过去 {value}内" },
    test: relative(-1, businessEdge(-1), isSince),
  }),
  span({
    name: "withinNextBusiness",
    isBusiness: true,
    label: { en: "is within the next business", zh: "在未来（工作时间）" },
    sentence: { en: "{fact} is within the next {value}", zh: "{fact}在未来 {value}内" },
    test: relative(1, businessEdge(1), isUntil),
  }),
];
