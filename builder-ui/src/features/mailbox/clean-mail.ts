/** What may not be shown: what runs, loads, or changes the meaning of the rest. */
const FORBIDDEN =
  "script, style, mail-style, link, meta, base, iframe, frame, object, embed, form, input, button, textarea, select, svg, math, video, audio, template, noscript";

export interface CleanMail {
  body: HTMLElement;
  styleSheet: string;
  /** Style attributes, by the element's place in document order within `body`. */
  inlineStyles: (readonly [number, string])[];
}

/**
 * Renames style tags and attributes before parsing: even a parsed document that is never shown would report them to this
 * page's Content-Security-Policy.
 */
function setStylesAside(html: string): string {
  return html
    .replaceAll(/<(\/?)style\b/gi, "<$1mail-style")
    .replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/\sstyle\s*=/gi, " data-mail-style="));
}

const isSafeLink = (value: string) => /^(https?:|mailto:|tel:|#)/i.test(value.trim());

/**
 * Parses a mail apart from the page (nothing in it runs or loads there) and takes out scripts, handlers, frames and
 * forms; links open in a new tab and only to the web, mail and phone. Pictures stay only as `data:` and `cid:`: opening a
 * mail must not tell its sender so.
 */
export function cleanMail(html: string): CleanMail {
  const { body, head } = new DOMParser().parseFromString(setStylesAside(html), "text/html");
  const sheets = [...head.querySelectorAll("mail-style"), ...body.querySelectorAll("mail-style")];
  const styleSheet = sheets
    .map((style) => style.textContent)
    .join("\n")
    .replaceAll(/@import[^;]*;?|url\([^)]*\)/gi, "");
  for (const element of body.querySelectorAll(FORBIDDEN)) element.remove();
  const inlineStyles: [number, string][] = [];
  for (const [index, element] of [...body.querySelectorAll("*")].entries()) {
    const style = element.getAttribute("data-mail-style");
    if (style !== null) inlineStyles.push([index, style.replaceAll(/url\([^)]*\)/gi, "")]);
    for (const name of element.getAttributeNames()) {
      const value = element.getAttribute(name) ?? "";
      const isLink = name === "href" && element.tagName === "A";
      const isPicture = name === "src" && element.tagName === "IMG" && /^(data:image\/|cid:)/i.test(value);
      const isAddress = ["src", "srcset", "href", "background", "action", "xlink:href", "ping"].includes(name);
      if (
        name === "style" ||
        name === "data-mail-style" ||
        name.startsWith("on") ||
        (isAddress && !isPicture && !(isLink && isSafeLink(value)))
      ) {
        element.removeAttribute(name);
      }
    }
    if (element.tagName === "A") {
      element.setAttribute("target", "_blank");
      element.setAttribute("rel", "noopener noreferrer");
    }
  }
  return { body, styleSheet, inlineStyles };
}
