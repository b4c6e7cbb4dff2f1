import type { Language } from "../../definitions/text.ts";

type Kind = "open" | "reminder" | "escalated" | "delegated" | "too-late";

const NOTICES: Record<Language, Record<Kind, (title: string) => string>> = {
  en: {
    open: (title) => `Please answer: ${title}`,
    reminder: (title) => `Reminder, still to be answered: ${title}`,
    escalated: (title) => `Nobody has answered yet, please do: ${title}`,
    delegated: (title) => `Handed to you, please answer: ${title}`,
    "too-late": (title) => `Nobody answered in time: ${title}`,
  },
  zh: {
    open: (title) => `请处理：${title}`,
    reminder: (title) => `提醒，尚未处理：${title}`,
    escalated: (title) => `尚无人处理，请您处理：${title}`,
    delegated: (title) => `已转交给您，请处理：${title}`,
    "too-late": (title) => `未在期限内处理：${title}`,
  },
};

/** What a person is told of a task, in one line. */
export function noticeText(kind: Kind, title: string, language: Language): string {
  return NOTICES[language][kind](title);
}

const OUTCOMES: Record<Language, Record<string, string>> = {
  en: { approved: "Approve", rejected: "Reject", done: "Done" },
  zh: { approved: "批准", rejected: "拒绝", done: "完成" },
};

/** The name of an outcome that its author gave none. */
export function outcomeWord(id: string, language: Language): string {
  return OUTCOMES[language][id] ?? id;
}
