const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Epoch milliseconds of an ISO instant or date (a date is midnight UTC); null for anything else. */
export function readMoment(value: unknown): number | null {
  if (typeof value !== "string" || !(INSTANT.test(value) || DATE.test(value))) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}
