/**
 * No lease of a queue and no delay between tries is as long: an instant farther away was written by a clock that has been
 * stepped back since, and counts as come.
 */
const FARTHEST_MS = 120_000;

/** Filter for documents whose instant in `field` (a lease, or when something is due) has come. */
export function hasCome(field: string, now = new Date(), dueBefore = now): { $or: Record<string, unknown>[] } {
  const farthest = new Date(now.getTime() + FARTHEST_MS);
  return { $or: [{ [field]: { $lt: dueBefore } }, { [field]: { $gt: farthest } }] };
}

/** The same for an instant at hand. */
export function isPast(instant: Date, now: Date): boolean {
  return instant < now || instant.getTime() > now.getTime() + FARTHEST_MS;
}
