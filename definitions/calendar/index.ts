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
export { spanEnd, spanStart } from "./span-end.ts";
