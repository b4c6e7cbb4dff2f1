import { useEffect, useState } from "react";
import { cleanMail } from "./clean-mail.ts";
import classes from "./mailbox.module.css";

/**
 * A mail's HTML in a sandboxed frame in which no script can run. An inner document inherits the page's
 * Content-Security-Policy, which blocks style tags and attributes; so the mail is parsed apart, cleaned, and its styles
 * are given to the frame through the DOM, which a policy does not govern.
 */
export function MailHtml({ html, title }: { html: string; title: string }) {
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  useEffect(() => {
    if (frame === null) return undefined;
    const show = () => {
      if (frame.contentDocument === null) return;
      fillFrame(frame, frame.contentDocument, html);
    };
    frame.addEventListener("load", show);
    show();
    return () => frame.removeEventListener("load", show);
  }, [frame, html]);
  return (
    <iframe
      ref={setFrame}
      className={classes["frame"]}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      data-testid="mail-html"
    />
  );
}

function fillFrame(frame: HTMLIFrameElement, inner: Document, html: string): void {
  const { body, styleSheet, inlineStyles } = cleanMail(html);
  inner.body.replaceChildren(...[...body.childNodes].map((node) => inner.importNode(node, true)));
  const elements = inner.body.querySelectorAll<HTMLElement>("*");
  for (const [index, style] of inlineStyles) {
    const element = elements[index];
    if (element !== undefined) element.style.cssText = style;
  }
  const Sheet = inner.defaultView?.CSSStyleSheet;
  if (Sheet !== undefined) {
    const sheet = new Sheet();
    sheet.replaceSync(`body{margin:20px;font-family:sans-serif;color:#1a1f29;background:#fff}${styleSheet}`);
    inner.adoptedStyleSheets = [sheet];
  }
  frame.style.height = `${Math.max(280, inner.documentElement.scrollHeight)}px`;
}
