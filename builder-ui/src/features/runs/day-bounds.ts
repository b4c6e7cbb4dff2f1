/** Two days of a date filter (`2026-11-23`, in the reader's time zone) as instants: the first's start, the last's end. */
export function dayBounds(from: string | undefined, to: string | undefined): { from?: string; to?: string } {
  const start = from === undefined ? Number.NaN : Date.parse(`${from}T00:00:00`);
  const end = to === undefined ? Number.NaN : Date.parse(`${to}T23:59:59.999`);
  return {
    ...(Number.isNaN(start) ? {} : { from: new Date(start).toISOString() }),
    ...(Number.isNaN(end) ? {} : { to: new Date(end).toISOString() }),
  };
}
