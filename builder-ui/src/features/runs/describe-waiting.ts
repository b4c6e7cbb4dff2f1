import type { TFunction } from "i18next";
import type { WaitingFor } from "../../../../definitions/run.ts";
import type { Language } from "../../../../definitions/text.ts";

/** An instant for a waiting line: "Tue 11:00" within a week, else "12 Jan 11:00". */
function shortInstant(instant: string, now: number, language: Language): string {
  const at = new Date(instant);
  const soon = Math.abs(at.getTime() - now) < 6 * 86_400_000;
  const day: Intl.DateTimeFormatOptions = soon ? { weekday: "short" } : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    ...day,
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  }).format(at);
}

/** What a run waits for, in one line: "for lead.contacted until Tue 11:00". `t` is of the area `runs`. */
export function describeWaiting(waiting: WaitingFor, t: TFunction, language: Language, now: number): string {
  const until =
    "until" in waiting && waiting.until !== undefined ? shortInstant(waiting.until, now, language) : undefined;
  switch (waiting.kind) {
    case "timer":
      return t("runs:waiting.timer", { until });
    case "event":
      return until === undefined
        ? t("runs:waiting.event", { event: waiting.event })
        : t("runs:waiting.eventUntil", { event: waiting.event, until });
    case "task":
      return until === undefined
        ? t("runs:waiting.task", { people: waiting.assignees.join(", ") })
        : t("runs:waiting.taskUntil", { people: waiting.assignees.join(", "), until });
    case "retry":
      return until === undefined
        ? t("runs:waiting.retry", { code: waiting.error.code })
        : t("runs:waiting.retryUntil", { code: waiting.error.code, until });
    case "run":
      return t("runs:waiting.run", { run: waiting.runId });
    case "operator":
      return t("runs:waiting.operator");
  }
}
