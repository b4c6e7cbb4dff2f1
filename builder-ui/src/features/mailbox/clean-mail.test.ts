// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { cleanMail } from "./clean-mail.ts";

describe("cleanMail", () => {
  it("takes out what runs, loads or asks for input", () => {
    const { body } = cleanMail(
      '<body><script>evil()</script><p onclick="evil()">Hi</p><img src="https://spy.example/x.gif" onerror="evil()">' +
        '<img src="data:image/png;base64,AA=="><a href="javascript:evil()">a</a><a href="https://ok.example">b</a>' +
        '<iframe src="https://x.example"></iframe><form><input name="password"></form></body>',
    );
    expect(body.querySelector("script, iframe, form, input")).toBeNull();
    expect(body.innerHTML).not.toContain("evil");
    expect(body.innerHTML).not.toContain("spy.example");
    expect(body.querySelectorAll("img")[1]?.getAttribute("src")).toBe("data:image/png;base64,AA==");
    const [bad, good] = body.querySelectorAll("a");
    expect(bad?.hasAttribute("href")).toBe(false);
    expect(good?.getAttribute("href")).toBe("https://ok.example");
    expect(good?.rel).toBe("noopener noreferrer");
  });

  it("keeps styles apart, without addresses", () => {
    const { styleSheet, inlineStyles, body } = cleanMail(
      '<head><style>@import "x.css"; p{color:red;background:url(https://spy.example)}</style></head>' +
        '<body><div><p style="color:blue">Hi</p></div></body>',
    );
    expect(styleSheet).toContain("color:red");
    expect(styleSheet).not.toContain("spy.example");
    expect(styleSheet).not.toContain("@import");
    expect(inlineStyles).toEqual([[1, "color:blue"]]);
    expect(body.innerHTML).not.toContain("style=");
  });
});
