export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Interval = [from: string, to: string];

/** "09:00-12:00, 13:30-18:00" of a day's intervals. */
export function writeHours(intervals: readonly (readonly [string, string])[] | undefined): string {
  return (intervals ?? []).map(([from, to]) => `${from}-${to}`).join(", ");
}

function readTime(text: string): string | null {
  const match = /^(\d{1,2})(?::(\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  return `${(match[1] ?? "").padStart(2, "0")}:${match[2] ?? "00"}`;
}

/** Reads what `writeHours` writes, and looser forms ("9-12; 13:30–18"). Null where it cannot be read. */
export function readHours(text: string): Interval[] | null {
  const parts = text.split(/[,;，；]/).filter((part) => part.trim() !== "");
  const intervals: Interval[] = [];
  for (const part of parts) {
    const [from = "", to = "", ...rest] = part.split(/[-–—~至]/);
    const [start, end] = [readTime(from), readTime(to)];
    if (start === null || end === null || rest.length > 0) return null;
    intervals.push([start, end]);
  }
  return intervals;
}
