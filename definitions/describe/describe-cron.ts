import type { Language } from "../text.ts";

const DAYS = {
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
} as const;
const isNumber = (text: string) => /^\d{1,2}$/.test(text);

function days(field: string, language: Language): string | null {
  if (field === "*") return language === "zh" ? "每天" : "Every day";
  if (field === "1-5" || field.toUpperCase() === "MON-FRI") return language === "zh" ? "每个工作日" : "Every weekday";
  const list = field.split(",");
  if (!list.every((day) => /^[0-7]$/.test(day))) return null;
  const names = list.map((day) => DAYS[language][Number(day) % 7]);
  return language === "zh" ? `每${names.join("、")}` : `Every ${names.join(", ")}`;
}

/** A five-field cron line in words where it is a common one ("Every weekday at 09:00"), else as `cron 0 9 1 * *`. */
export function describeCron(cron: string, language: Language): string {
  const fallback = `cron ${cron}`;
  const [minute, hour, dayOfMonth, month, weekday, ...rest] = cron.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || dayOfMonth === undefined || weekday === undefined) return fallback;
  if (rest.length > 0 || month !== "*" || !isNumber(minute)) return fallback;
  const mm = minute.padStart(2, "0");
  if (hour === "*" && dayOfMonth === "*" && weekday === "*")
    return language === "zh" ? `每小时第 ${minute} 分` : `Every hour at :${mm}`;
  if (!isNumber(hour)) return fallback;
  const time = `${hour.padStart(2, "0")}:${mm}`;
  if (isNumber(dayOfMonth) && weekday === "*") {
    return language === "zh" ? `每月 ${dayOfMonth} 日 ${time}` : `Every month on day ${dayOfMonth} at ${time}`;
  }
  const when = dayOfMonth === "*" ? days(weekday, language) : null;
  if (when === null) return fallback;
  return language === "zh" ? `${when} ${time}` : `${when} at ${time}`;
}
