/** Texts of what can be wrong with time and calendars. */
export const CalendarTexts = {
  CALENDAR_INSTANT_INVALID: {
    en: "{value} is not a point in time in ISO 8601 with an offset, for example 2026-03-02T09:30:00+08:00.",
    zh: "{value} 不是带时区偏移的 ISO 8601 时刻，例如 2026-03-02T09:30:00+08:00。",
  },
  CALENDAR_DURATION_INVALID: {
    en: "{value} is not a duration in ISO 8601, for example PT4H or P3D.",
    zh: "{value} 不是 ISO 8601 时长，例如 PT4H 或 P3D。",
  },
  CALENDAR_DURATION_UNSUPPORTED: {
    en: "{value} cannot be counted in business time. Use days, hours, minutes and seconds.",
    zh: "{value} 无法按工作时间计算。请使用天、小时、分钟和秒。",
  },
  CALENDAR_TIME_ZONE_UNKNOWN: {
    en: "{timeZone} is not a time zone. Choose one such as Asia/Shanghai.",
    zh: "{timeZone} 不是有效时区。请选择例如 Asia/Shanghai 的时区。",
  },
  CALENDAR_NEVER_OPEN: {
    en: "The calendar {calendar} has no open time. Give it working hours.",
    zh: "日历 {calendar} 没有任何营业时间。请设置工作时间。",
  },
  CALENDAR_UNKNOWN: {
    en: "There is no calendar {calendar}. Create it or choose another one.",
    zh: "没有日历 {calendar}。请创建它或选择其他日历。",
  },
  CALENDAR_BUDGET_INVALID: { en: "{seconds} is not a number of seconds.", zh: "{seconds} 不是有效的秒数。" },
} as const;
