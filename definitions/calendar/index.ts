export { addDuration, isTimeZone } from "./instants.ts";
export { businessPeriods, isOpen, nextOpening } from "./business-periods.ts";
export {
  addBusinessTime,
  businessSecondsBetween,
  dueAt,
  subtractBusinessTime,
  workingPeriods,
  type Pause,
} from "./business-time.ts";
export { type SpanContext, spanEnd, spanStart } from "./span-end.ts";
