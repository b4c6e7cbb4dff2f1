// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Markdown } from "./markdown.tsx";
import { readSpans } from "./read-markdown.ts";

afterEach(cleanup);
const html = (text: string) => render(<Markdown text={text} />).container.firstElementChild?.innerHTML;

describe("a note in Markdown", () => {
  it("shows bold, italic and code", () => {
    expect(html("Policy `inbound`, **team** and *calendar*")).toBe(
      "<p>Policy <code>inbound</code>, <strong>team</strong> and <em>calendar</em></p>",
    );
  });

  it("shows paragraphs, headings, lists and fenced code", () => {
    expect(html("# Before\nOne\ntwo\n\n- a\n- **b**\n\n1. c\n```\nx < y\n```\nend")).toBe(
      "<h4>Before</h4><p>One<br>two</p><ul><li>a</li><li><strong>b</strong></li></ul><ol><li>c</li></ol><pre>x &lt; y</pre><p>end</p>",
    );
  });

  it("runs no HTML and follows no script", () => {
    const shown = html('<img src=x onerror="alert(1)"> [go](javascript:alert(1)) [no](//evil.example)');
    expect(shown).not.toContain("<img");
    expect(shown).not.toContain("<a");
    expect(screen.getByText(/javascript:alert/)).toBeDefined();
  });

  it("links to addresses and to pages", () => {
    expect(readSpans("[Tryton](https://tryton.org/) and [Connections](/connections)")).toEqual([
      { at: 0, kind: "link", text: "Tryton", href: "https://tryton.org/" },
      { at: 29, kind: "text", text: " and " },
      { at: 34, kind: "link", text: "Connections", href: "/connections" },
    ]);
  });

  it("leaves single stars and open marks as they are", () => {
    expect(readSpans("3 * 4 * 5 = `open")).toEqual([{ at: 0, kind: "text", text: "3 * 4 * 5 = `open" }]);
  });
});
