import { describe, expect, it } from "vitest";
import { listTemplateValues, renderMail } from "./render-mail.ts";

const mail = (html: string, more: { subject?: string; text?: string } = {}) => ({ key: "m", name: "m", html, ...more });

describe("renderMail", () => {
  it("escapes HTML, also behind raw, and leaves text and subject alone", () => {
    const values = { name: '<b onclick="x">A & B</b>' };
    const { html, text, subject } = renderMail(
      mail("<p>{{ name }} {{ name | raw }}</p>", { text: "{{ name }}", subject: "Hi\r\nBcc: {{ name }}" }),
      values,
    );
    expect(html).toBe(`<p>${"&lt;b onclick=&#34;x&#34;&gt;A &amp; B&lt;/b&gt; ".repeat(2).trim()}</p>`);
    expect(text).toBe(values.name);
    expect(subject).toBe(`Hi Bcc: ${values.name}`);
  });

  it("makes the text alternative from the HTML", () => {
    const html =
      '<style>p{}</style><h1>Hello</h1><p>See <a href="https://x.example/a?b=1">this</a></p><ul><li>one</li><li>two</li></ul>';
    expect(renderMail(mail(html), {}).text).toBe("Hello\nSee this (https://x.example/a?b=1)\n\n- one\n- two");
  });

  it("loops, guards and formats", () => {
    const template = mail(
      "{% for line in order.lines %}{{ line.sku }}={{ line.price | money: order.currency }};{% endfor %}{% if order.note %}!{% endif %}",
    );
    const order = {
      lines: [
        { sku: "S1", price: 9.5 },
        { sku: "S2", price: 1 },
      ],
      currency: "EUR",
      secret: "x",
    };
    expect(renderMail(template, { order }).html).toBe("S1=9.50 EUR;S2=1.00 EUR;");
    expect(renderMail(mail("{{ name }}|"), { name: null }).html).toBe("|");
  });

  it("passes only what the template names", () => {
    expect(
      listTemplateValues(
        mail("{{ lead.name }} {% if points > 3 %}{{ lead.owner.email }}{% endif %}", { subject: "{{ run }}" }),
      ),
    ).toEqual(["lead.name", "lead.owner.email", "points", "run"]);
    const dump = mail("{{ lead.name }}{{ lead | json }}");
    expect(renderMail(mail("{% assign x = lead.name %}{{ x }}"), { lead: { name: "Ann", secret: "s" } }).html).toBe(
      "Ann",
    );
    expect(renderMail(dump, { lead: { name: "Ann", note: "n" } }).html).toContain("note");
  });

  it.each([
    ["{{ lead.name", "MAIL_TEMPLATE_INVALID"],
    ["{{ lead.name | shout }}", "MAIL_TEMPLATE_INVALID"],
    ["{% include '/etc/passwd' %}", "MAIL_TEMPLATE_INVALID"],
    ["{% render '../../package.json' %}", "MAIL_TEMPLATE_INVALID"],
    ["{% for i in (1..100000000) %}x{% endfor %}", "MAIL_TEMPLATE_INVALID"],
    ["{{ lead.nme }}", "MAIL_TEMPLATE_VALUE_MISSING"],
    ["{{ nobody }}", "MAIL_TEMPLATE_VALUE_MISSING"],
    ["{{ lead.constructor }}", "MAIL_TEMPLATE_VALUE_MISSING"],
    ["{{ lead.__proto__.x }}", "MAIL_TEMPLATE_VALUE_MISSING"],
  ])("refuses %s with %s", (html, code) => {
    expect(() => renderMail(mail(html), { lead: { name: "Ann" } })).toThrowError(
      expect.objectContaining({ code, class: "user", retryable: false }),
    );
  });

  it("ends a loop that takes too long", () => {
    const html = "{% for a in list %}{% for b in list %}{% for c in list %}x{% endfor %}{% endfor %}{% endfor %}";
    const list = Array.from({ length: 1_000 }, (_, index) => index);
    const startedAt = performance.now();
    expect(() => renderMail(mail(html), { list })).toThrowError(
      expect.objectContaining({ code: "MAIL_TEMPLATE_INVALID" }),
    );
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
