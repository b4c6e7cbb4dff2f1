import type { JsonObject } from "../../definitions/json.ts";
import type { User } from "../../definitions/resources.ts";
import { type Language, textIn } from "../../definitions/text.ts";
import type { RunTask } from "../store/index.ts";
import { escapeHtml } from "../../definitions/escape-html.ts";
import type { TaskLinks } from "./task-links.ts";
import { noticeText, outcomeWord } from "./task-words.ts";

/** How long the links of a task without a due time work. */
const LINK_DAYS = 30;
const DAY_MS = 86_400_000;

const WORDS = {
  en: { due: "Due", open: "Open the task", note: "Each button opens a page that asks you to confirm." },
  zh: { due: "截止时间", open: "打开任务", note: "每个按钮都会打开一个确认页面。" },
} as const;

type Kind = Parameters<typeof noticeText>[0];

/**
 * The mail that tells a person of a task: a link for each outcome while it can be answered, and one to the inbox. All
 * that people wrote is escaped.
 */
export function composeTaskMail(
  task: RunTask,
  user: User,
  kind: Kind,
  about: { publicUrl: string; links: TaskLinks },
): JsonObject {
  const { language } = user;
  const words = WORDS[language];
  const subject = noticeText(kind, task.title, language);
  const links = kind === "too-late" ? [] : outcomeLinks(task, user, about);
  const due = task.dueAt === null || kind === "too-late" ? "" : `${words.due}: ${formatDue(task.dueAt, language)}`;
  const inbox = `${about.publicUrl}/inbox/${encodeURIComponent(task._id)}`;
  const buttons = links.map(
    ({ name, url }) =>
      `<p><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#3b4cc0;color:#ffffff;text-decoration:none">${escapeHtml(name)}</a></p>`,
  );
  const html = [
    `<p>${escapeHtml(subject)}</p>`,
    due === "" ? "" : `<p>${escapeHtml(due)}</p>`,
    ...buttons,
    links.length === 0 ? "" : `<p>${words.note}</p>`,
    `<p><a href="${escapeHtml(inbox)}">${words.open}</a></p>`,
  ].join("\n");
  const text = [subject, due, ...links.map(({ name, url }) => `${name}: ${url}`), `${words.open}: ${inbox}`]
    .filter((line) => line !== "")
    .join("\n\n");
  return { to: user.email, subject, html, text };
}

function outcomeLinks(
  task: RunTask,
  user: User,
  { publicUrl, links }: { publicUrl: string; links: TaskLinks },
): { name: string; url: string }[] {
  const untilMs = task.dueAt?.getTime() ?? task.createdAt.getTime() + LINK_DAYS * DAY_MS;
  const expires = Math.ceil(untilMs / 1_000);
  return task.ask.outcomes.map(({ id, name }) => {
    const token = links.sign({
      workspaceId: task.workspaceId,
      taskId: task._id,
      person: user.id,
      outcome: id,
      expires,
    });
    const word = textIn(name, user.language) || outcomeWord(id, user.language);
    return { name: word, url: `${publicUrl}/answers/${token}` };
  });
}

function formatDue(at: Date, language: Language): string {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  return `${at.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;
}
