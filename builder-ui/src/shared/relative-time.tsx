import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Language } from "../../../definitions/text.ts";
import { useLanguage } from "../i18n/use-language.ts";

const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** An instant as people say it: "5 minutes ago", "in 2 hours". `now` in milliseconds. */
export function relativeTime(instant: string, now: number, language: Language): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1_000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return Math.abs(seconds) < 10 ? format.format(0, "second") : format.format(seconds, "second");
}

/** An instant in full, in the reader's own time zone. */
function fullTime(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "medium",
  }).format(new Date(instant));
}

/** Shows an instant relative to now, kept fresh, with the full time on hover. Nothing for null. */
export function RelativeTime({ at }: { at: string | null | undefined }) {
  const { language } = useLanguage();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 15_000);
    return () => window.clearInterval(timer);
  }, []);
  if (at === null || at === undefined || Number.isNaN(Date.parse(at))) return <span>–</span>;
  return (
    <Tooltip label={fullTime(at, language)}>
      <time dateTime={at} className="fr-tabular" style={{ whiteSpace: "nowrap" }}>
        {relativeTime(at, now, language)}
      </time>
    </Tooltip>
  );
}
