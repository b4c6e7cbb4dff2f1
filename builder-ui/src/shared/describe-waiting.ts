import { describeEvent } from "../../../definitions/describe/index.ts";
import type { WaitingFor } from "../../../definitions/run.ts";
import type { Language } from "../../../definitions/text.ts";
import { instantText } from "./time-text.ts";

export type Words = (key: string, values?: Record<string, unknown>) => string;

/**
 * What a step waits for, in one line: "Until the lead is contacted, at the latest Tue 11:00". `now` is ISO; `people` are
 * names by user id.
 */
export function describeWaiting(
  waiting: WaitingFor,
  now: string,
  language: Language,
  t: Words,
  people: ReadonlyMap<string, string> = new Map(),
): string {
  const until =
    "until" in waiting && waiting.until !== undefined ? { until: instantText(waiting.until, now, language) } : null;
  const say = (key: string, values: Record<string, unknown> = {}) =>
    until === null ? t(`shared:waiting.${key}`, values) : t(`shared:waiting.${key}Until`, { ...values, ...until });
  switch (waiting.kind) {
    case "timer":
      return say("timer");
    case "event":
      return say("event", { event: describeEvent(waiting.event, language) });
    case "task":
      return say("task", {
        people: waiting.assignees.map((id) => people.get(id) ?? id).join(language === "zh" ? "、" : ", "),
      });
    case "retry":
      return say("retry", { code: waiting.error.code });
    case "run":
      return say("run", { run: waiting.runId });
    case "operator":
      return say("operator");
  }
}
