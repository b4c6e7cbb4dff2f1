import { expect, it } from "vitest";
import { renderFormPage, renderThanksPage } from "./form-page.ts";
import type { PublicForm } from "./public-triggers.ts";

const FORM: PublicForm = {
  title: { en: "Contact <b>us</b>", zh: "联系我们" },
  description: null,
  submitLabel: { en: "Go", zh: "提交吧" },
  thanks: null,
  fields: {
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string", title: "Name", "x-title-zh": "姓名", description: "As on your card", maxLength: 40 },
      mail: { type: "string", title: "E-mail", format: "email" },
      size: { type: "string", enum: ["small", "large"] },
      note: { type: "string", maxLength: 2_000 },
      agree: { type: "boolean", title: "I agree" },
      nested: { type: "object" },
    },
  },
};

it("gives every field a label, its type and its limits, in the reader's language", () => {
  const page = renderFormPage({ form: FORM, language: "zh", nonce: "N" });
  expect(page).toContain('<html lang="zh-CN">');
  expect(page).toContain('<label for="field-name">姓名 <span class="need">(必填)</span></label>');
  expect(page).toContain('aria-describedby="field-name-hint"');
  expect(page).toContain('type="email"');
  expect(page).toMatch(/<select id="field-size"[^>]*><option value="">请选择…<\/option><option>small<\/option>/);
  expect(page).toContain('<textarea id="field-note" name="note" maxlength="2000">');
  expect(page).toContain('type="checkbox"');
  expect(page).not.toContain("field-nested");
  expect(page).toContain("提交吧");
});

it("escapes what people and authors wrote, and has no script", () => {
  const page = renderFormPage({
    form: FORM,
    language: "en",
    nonce: "N",
    values: { name: '"><script>alert(1)</script>' },
  });
  expect(page).not.toContain("<script");
  expect(page).toContain("&quot;&gt;&lt;script&gt;");
  expect(page).toContain("Contact &lt;b&gt;us&lt;/b&gt;");
});

it("names faults at the top and at the field, and keeps what was typed", () => {
  const problem = {
    type: "t",
    title: "Unprocessable",
    status: 422,
    code: "BODY_INVALID",
    issues: [{ path: "/mail", message: "must be an e-mail address" }],
  };
  const page = renderFormPage({
    form: FORM,
    language: "en",
    nonce: "N",
    values: { mail: "me", size: "large", agree: "on" },
    problem,
  });
  expect(page).toContain('role="alert"');
  expect(page).toMatch(/id="field-mail" name="mail" aria-invalid="true" aria-describedby="field-mail-bad" value="me"/);
  expect(page).toContain("<option selected>large</option>");
  expect(page).toContain("checked");
});

it("thanks in the author's words, else in ours", () => {
  expect(renderThanksPage(FORM, "en", "N")).toContain("Thank you");
  expect(renderThanksPage({ ...FORM, thanks: { en: "Bye", zh: "再见" } }, "zh", "N")).toContain("再见");
});
