import type { Problem } from "../../../definitions/api.ts";
import { textIn, type Language } from "../../../definitions/text.ts";
import { escapeHtml } from "../../../definitions/escape-html.ts";
import { type FormField, listFields } from "./form-fields.ts";
import type { PublicForm } from "./public-triggers.ts";

const WORDS = {
  en: {
    submit: "Send",
    thanks: "Thank you. We have received your message.",
    required: "required",
    choose: "Choose…",
    wrong: "Please correct the following",
  },
  zh: {
    submit: "提交",
    thanks: "谢谢，我们已收到您的信息。",
    required: "必填",
    choose: "请选择…",
    wrong: "请更正以下内容",
  },
} as const;

const STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#1c2230,#e8eaf0);--page:light-dark(#f5f6f9,#14161b);--card:light-dark(#fff,#1d2027);--line:light-dark(#8b91a0,#757b8a);--accent:light-dark(#3b4cc0,#9aa8ff);--on-accent:light-dark(#fff,#14161b);--bad:light-dark(#a61b1b,#ffa8a8)}
*{box-sizing:border-box}body{background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;margin:0;padding:1.5rem}
main{background:var(--card);border-radius:12px;margin:0 auto;max-width:34rem;padding:1.75rem}
h1{font-size:1.4rem;margin:0 0 .5rem}label{display:block;font-weight:600;margin-top:1rem}.hint,.need{font-weight:400;opacity:.8;font-size:.9em}
input,select,textarea{background:transparent;border:1px solid var(--line);border-radius:8px;color:inherit;font:inherit;margin-top:.3rem;padding:.55rem .7rem;width:100%}
input[type=checkbox]{width:auto;margin-right:.5rem}textarea{min-height:7rem}option{color:#1c2230;background:#fff}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button{background:var(--accent);border:0;border-radius:8px;color:var(--on-accent);cursor:pointer;font:inherit;font-weight:600;margin-top:1.5rem;padding:.65rem 1.4rem}
.bad{color:var(--bad)}[aria-invalid=true]{border-color:var(--bad)}`;

export interface FormPageInput {
  form: PublicForm;
  language: Language;
  nonce: string;
  /** What was typed before, and what was wrong with it. */
  values?: Readonly<Record<string, string>>;
  problem?: Problem;
}

/** The public page of a form trigger: works without script, every field labelled, faults named at the top and at the field. */
export function renderFormPage({ form, language, nonce, values = {}, problem }: FormPageInput): string {
  const words = WORDS[language];
  const title = textIn(form.title, language);
  const faults = new Map((problem?.issues ?? []).map(({ path, message }) => [path.replace(/^\//, ""), message]));
  const fields = listFields(form.fields).map((field) =>
    renderField(field, language, values[field.name], faults.get(field.name)),
  );
  const summary =
    problem === undefined
      ? ""
      : `<div role="alert" class="bad"><p><strong>${words.wrong}</strong></p><ul>${(
          problem.issues ?? [{ path: "", message: problem.detail ?? problem.title }]
        )
          .map(({ path, message }) => `<li>${escapeHtml(path === "" ? message : `${path}: ${message}`)}</li>`)
          .join("")}</ul></div>`;
  const description = textIn(form.description ?? undefined, language);
  return renderPage(
    language,
    nonce,
    title,
    `<h1>${escapeHtml(title)}</h1>${description === "" ? "" : `<p>${escapeHtml(description)}</p>`}${summary}
<form method="post" accept-charset="utf-8">${fields.join("\n")}
<button type="submit">${escapeHtml(textIn(form.submitLabel ?? undefined, language) || words.submit)}</button></form>`,
  );
}

/** The page after a form was taken. */
export function renderThanksPage(form: PublicForm, language: Language, nonce: string): string {
  const thanks = textIn(form.thanks ?? undefined, language) || WORDS[language].thanks;
  return renderPage(
    language,
    nonce,
    textIn(form.title, language),
    `<h1>${escapeHtml(textIn(form.title, language))}</h1><p role="status">${escapeHtml(thanks)}</p>`,
  );
}

/** One field with its label, as in a form's page. */
export function renderField(field: FormField, language: Language, value: unknown, fault: string | undefined): string {
  const words = WORDS[language];
  const id = `field-${escapeHtml(field.name)}`;
  const label = wordOf(language === "zh" ? (field.labelZh ?? field.label) : field.label);
  const hint = wordOf(field.description);
  const described = [hint === "" ? "" : `${id}-hint`, fault === undefined ? "" : `${id}-bad`].filter(
    (name) => name !== "",
  );
  const attributes = [
    `id="${id}" name="${escapeHtml(field.name)}"`,
    field.isRequired && field.type !== "boolean" ? "required" : "",
    field.maxLength === undefined ? "" : `maxlength="${field.maxLength}"`,
    fault === undefined ? "" : 'aria-invalid="true"',
    described.length === 0 ? "" : `aria-describedby="${described.join(" ")}"`,
  ]
    .filter((part) => part !== "")
    .join(" ");
  const need = field.isRequired && field.type !== "boolean" ? ` <span class="need">(${words.required})</span>` : "";
  const after = `${hint === "" ? "" : `<div class="hint" id="${id}-hint">${escapeHtml(hint)}</div>`}${fault === undefined ? "" : `<div class="bad" id="${id}-bad">${escapeHtml(fault)}</div>`}`;
  if (field.type === "boolean")
    return `<label for="${id}"><input type="checkbox" ${attributes}${value === undefined ? "" : " checked"}>${escapeHtml(label)}</label>${after}`;
  return `<label for="${id}">${escapeHtml(label)}${need}</label>${renderInput(field, attributes, value, words.choose)}${after}`;
}

function renderInput(field: FormField, attributes: string, value: unknown, choose: string): string {
  const text = escapeHtml(wordOf(value));
  if (field.values !== undefined) {
    const options = field.values.map(
      (option) => `<option${option === value ? " selected" : ""}>${escapeHtml(option)}</option>`,
    );
    return `<select ${attributes}><option value="">${choose}</option>${options.join("")}</select>`;
  }
  if (field.isLong) return `<textarea ${attributes}>${text}</textarea>`;
  return `<input type="${inputType(field)}" ${attributes} value="${text}"${field.type === "number" ? ' step="any"' : ""}>`;
}

function inputType(field: FormField): string {
  if (field.type === "number") return "number";
  if (field.format === "email") return "email";
  if (field.format === "date") return "date";
  if (field.format === "uri") return "url";
  return "text";
}

function wordOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** A plain page: one style by nonce, no script. */
export function renderPage(language: Language, nonce: string, title: string, body: string): string {
  return `<!doctype html><html lang="${language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${STYLE}</style></head><body><main>${body}</main></body></html>`;
}
