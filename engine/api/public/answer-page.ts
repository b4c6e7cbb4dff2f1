import { type Language, textIn } from "../../../definitions/text.ts";
import type { JsonSchemaDocument } from "../../../definitions/json.ts";
import { outcomeWord } from "../../inbox/task-words.ts";
import type { Task } from "../../store/index.ts";
import { escapeHtml } from "../../../definitions/escape-html.ts";
import { listFields } from "./form-fields.ts";
import { renderField, renderPage } from "./form-page.ts";

const WORDS = {
  en: {
    ask: (outcome: string) => `Your answer will be: ${outcome}`,
    confirm: (outcome: string) => `Confirm: ${outcome}`,
    comment: "Comment",
    thanks: "Thank you. Your answer has been taken.",
    wrong: "Please correct the following",
  },
  zh: {
    ask: (outcome: string) => `您的答复将是：${outcome}`,
    confirm: (outcome: string) => `确认：${outcome}`,
    comment: "备注",
    thanks: "谢谢，您的答复已收到。",
    wrong: "请更正以下内容",
  },
} as const;

export interface AnswerPageInput {
  task: Pick<Task, "title" | "outcomes" | "form" | "kind">;
  outcome: string;
  language: Language;
  nonce: string;
  values?: Readonly<Record<string, string>>;
  problems?: readonly { path: string; message: string }[];
}

/** The page behind a link: what will be answered, the task's form, and the button that answers. */
export function renderAnswerPage(input: AnswerPageInput): string {
  const { task, language, nonce, values = {}, problems = [] } = input;
  const words = WORDS[language];
  const outcome = outcomeName(input);
  const faults = new Map(problems.map(({ path, message }) => [path, message]));
  const fields = shownForm(input) === null ? [] : listFields(shownForm(input) ?? {});
  const inputs = fields.map((field) => renderField(field, language, values[field.name], faults.get(field.name)));
  const summary = problems
    .map(({ path, message }) => `<li>${escapeHtml(path === "" ? message : `${path}: ${message}`)}</li>`)
    .join("");
  const alert =
    summary === ""
      ? ""
      : `<div role="alert" class="bad"><p><strong>${words.wrong}</strong></p><ul>${summary}</ul></div>`;
  return renderPage(
    language,
    nonce,
    task.title,
    `<h1>${escapeHtml(task.title)}</h1><p>${escapeHtml(words.ask(outcome))}</p>${alert}
<form method="post" accept-charset="utf-8">${inputs.join("\n")}
<label for="answer-comment">${words.comment}</label>
<textarea id="answer-comment" name="$comment" maxlength="4000">${escapeHtml(values["$comment"] ?? "")}</textarea>
<button type="submit">${escapeHtml(words.confirm(outcome))}</button></form>`,
  );
}

/** The page after an answer was taken. */
export function renderAnsweredPage(input: Pick<AnswerPageInput, "task" | "language" | "nonce">): string {
  const { task, language, nonce } = input;
  const body = `<h1>${escapeHtml(task.title)}</h1><p role="status">${WORDS[language].thanks}</p>`;
  return renderPage(language, nonce, task.title, body);
}

/** The page for a link that cannot be used. */
export function renderRefusedPage(text: string, language: Language, nonce: string): string {
  return renderPage(language, nonce, "Flowright", `<p role="alert">${escapeHtml(text)}</p>`);
}

/** The form to fill in with this outcome: a rejection asks for none. */
export function shownForm({ task, outcome }: Pick<AnswerPageInput, "task" | "outcome">): JsonSchemaDocument | null {
  return task.kind === "approval" && outcome === "rejected" ? null : task.form;
}

function outcomeName({ task, outcome, language }: AnswerPageInput): string {
  const named = task.outcomes.find(({ id }) => id === outcome);
  return textIn(named?.name, language) || outcomeWord(outcome, language);
}
