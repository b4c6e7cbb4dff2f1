import type { TimeSpan } from "../duration.ts";
import type { Language } from "../text.ts";

const PARTS = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS = {
  en: ["year", "month", "week", "day", "hour", "minute", "second"],
  zh: ["年", "个月", "周", "天", "小时", "分钟", "秒"],
} as const;
const BUSINESS = { en: "business ", zh: "工作" } as const;

/** `PT4H` as "4 hours" or "4 小时"; with `business` "4 business hours", "4 个工作小时". Unreadable text comes back as it is. */
export function describeDuration(iso: string, language: Language, business = false): string {
  const match = PARTS.exec(iso);
  if (match === null) return iso;
  const words = UNITS[language].flatMap((unit, index) => {
    const count = match[index + 1];
    if (count === undefined) return [];
    if (language === "zh")
      return [business ? `${count} 个${BUSINESS.zh}${unit === "天" ? "日" : unit}` : `${count} ${unit}`];
    return [`${count} ${business ? BUSINESS.en : ""}${unit}${Number(count) === 1 ? "" : "s"}`];
  });
  return words.length === 0 ? iso : words.join(" ");
}

/** A span of time in words; a span with a calendar is business time. */
export function describeSpan(span: TimeSpan, language: Language): string {
  return typeof span === "string"
    ? describeDuration(span, language)
    : describeDuration(span.duration, language, span.calendar !== undefined);
}
