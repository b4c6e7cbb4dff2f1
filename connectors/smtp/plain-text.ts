const ENTITIES: Readonly<Record<string, string>> = {
  "&nbsp;": " ",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&#34;": '"',
  "&amp;": "&",
};

/** The text alternative of an HTML body: blocks become lines, links keep their address, markup goes. */
export function toPlainText(html: string): string {
  return html
    .replace(/<(style|script|head)\b[^>]*>[\s\S]*?<\/\1>/giu, "")
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/giu, (_all, href: string, text: string) =>
      text.trim() === href ? href : `${text} (${href})`,
    )
    .replace(/<li\b[^>]*>/giu, "\n- ")
    .replace(/<(br|\/p|\/div|\/h[1-6]|\/tr|\/ul|\/ol|\/table)\b[^>]*>/giu, "\n")
    .replace(/<[^>]+>/gu, "")
    .replace(/&(nbsp|lt|gt|quot|amp|#39|#34);/gu, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[ \t]+/gu, " ")
    .replace(/ ?\n ?/gu, "\n")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}
