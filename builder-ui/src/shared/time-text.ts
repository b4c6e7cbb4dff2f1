import type { Language } from "../../../definitions/text.ts";

const UNITS = {
  en: { day: "d", hour: "h", minute: "min", second: "s", ms: "ms" },
  zh: { day: "天", hour: "小时", minute: "分", second: "秒", ms: "毫秒" },
} as const;
const LOCALES: Record<Language, string> = { en: "en-GB", zh: "zh-CN" };

/** The time between two instants, its two largest units: "3 min 20 s", "3 分 20 秒". Never negative. */
export function durationText(fromIso: string, toIso: string, language: Language): string {
  return durationOf(Math.max(0, Date.parse(toIso) - Date.parse(fromIso)), language);
}

/** Milliseconds in their two largest units. */
export function durationOf(ms: number, language: Language): string {
  const unit = UNITS[language];
  if (ms < 1_000) return `${Math.round(ms)} ${unit.ms}`;
  const seconds = Math.round(ms / 1_000);
  const parts = [
    [Math.floor(seconds / 86_400), unit.day],
    [Math.floor((seconds % 86_400) / 3_600), unit.hour],
    [Math.floor((seconds % 3_600) / 60), unit.minute],
    [seconds % 60, unit.second],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(" ");
}

/** An instant short: the time today, weekday and time within a week, else day and month with it. */
export function instantText(iso: string, nowIso: string, language: Language, timeZone?: string): string {
  const at = new Date(iso);
  const zone = timeZone === undefined ? {} : { timeZone };
  const format = (date: Date, options: Intl.DateTimeFormatOptions) =>
    // Chinese formats put a weekday and a time together without a space.
    new Intl.DateTimeFormat(LOCALES[language], { ...options, ...zone }).format(date).replace(/^(周.)(?=\d)/, "$1 ");
  const dayOf = (date: Date) => format(date, { dateStyle: "short" });
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  if (dayOf(at) === dayOf(new Date(nowIso))) return format(at, time);
  const days = Math.abs(Date.parse(iso) - Date.parse(nowIso)) / 86_400_000;
  return format(at, days < 6 ? { weekday: "short", ...time } : { month: "short", day: "numeric", ...time });
}
