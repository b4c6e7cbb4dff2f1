/** A run of text within a line; `at` is where it starts in the line. */
export type Span = { at: number } & (
  | { kind: "text" | "code" | "bold" | "italic"; text: string }
  | { kind: "link"; text: string; href: string }
);
/** A line's runs; `at` is its number in the text. */
interface Line {
  at: number;
  spans: Span[];
}
export type Block = { at: number } & (
  | { kind: "heading" | "paragraph" | "bullets" | "numbers"; lines: Line[] }
  | { kind: "code"; text: string }
);

const SPAN =
  /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+|\/(?!\/)[^\s)]*)\)/g;

/** The runs of one line: code, bold, italic and links; all else is text as it stands, HTML too. */
export function readSpans(line: string): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of line.matchAll(SPAN)) {
    const at = match.index;
    if (at > end) spans.push({ at: end, kind: "text", text: line.slice(end, at) });
    end = at + match[0].length;
    const [, code, bold, underlined, italic, label, href] = match;
    if (code !== undefined) spans.push({ at, kind: "code", text: code });
    else if (bold !== undefined || underlined !== undefined)
      spans.push({ at, kind: "bold", text: bold ?? underlined ?? "" });
    else if (italic !== undefined) spans.push({ at, kind: "italic", text: italic });
    else spans.push({ at, kind: "link", text: label ?? "", href: href ?? "" });
  }
  if (end < line.length) spans.push({ at: end, kind: "text", text: line.slice(end) });
  return spans;
}

const MARKS = [
  ["heading", /^#{1,6}\s+(.*)$/],
  ["bullets", /^\s*[-*+]\s+(.*)$/],
  ["numbers", /^\s*\d+[.)]\s+(.*)$/],
] as const;

/** What one line is, without the lines around it; null where it is empty. */
function readLine(line: string, at: number): Block | null {
  if (line.trim() === "") return null;
  for (const [kind, mark] of MARKS) {
    const text = mark.exec(line)?.[1];
    if (text !== undefined) return { at, kind, lines: [{ at, spans: readSpans(text) }] };
  }
  return { at, kind: "paragraph", lines: [{ at, spans: readSpans(line) }] };
}

/** Adds a block's lines to the one before it, where both are of a kind. */
function join(last: Block | undefined, next: Block): boolean {
  if (last === undefined || last.kind !== next.kind || last.kind === "heading") return false;
  if (!("lines" in last) || !("lines" in next)) return false;
  last.lines.push(...next.lines);
  return true;
}

/**
 * The part of Markdown that notes use: paragraphs (a line break stays one), headings, lists, fenced code, and in a line
 * code, bold, italic and links to http, https, mailto or this site. HTML has no meaning.
 */
export function readMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let code: { at: number; lines: string[] } | null = null;
  let isApart = true;
  const closeCode = () => {
    if (code !== null) blocks.push({ at: code.at, kind: "code", text: code.lines.join("\n") });
    code = null;
  };
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trimStart().startsWith("```")) {
      if (code === null) code = { at, lines: [] };
      else closeCode();
      isApart = true;
    } else if (code !== null) code.lines.push(line);
    else {
      const block = readLine(line, at);
      if (block !== null && (isApart || !join(blocks.at(-1), block))) blocks.push(block);
      isApart = block === null;
    }
  }
  closeCode();
  return blocks;
}
