import type { COLUMN_TYPES } from "../../../../../definitions/resources.ts";

/** Cells as spreadsheets copy them: tabs between cells, a line a row, quotes around what would be taken apart otherwise. */
export function writeCopied(cells: readonly (readonly string[])[]): string {
  return cells
    .map((row) => row.map((cell) => (/["\t\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t"))
    .join("\r\n");
}

/** A quoted cell: up to the quote that a tab, a line's end or the text's end follows. */
const QUOTED = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)/uy;
const PLAIN = /[^\t\r\n]*/uy;
const END = /\t|\r?\n|\r|$/uy;

/**
 * Whether a quoted field is a spreadsheet's quoting and not a text in quotes, as conditions hold them: spreadsheets quote
 * only what holds a quote, a tab or a line's end.
 */
const isQuoting = (inner: string): boolean => /""|[\t\r\n]/u.test(inner);

/** Reads cells that were copied here or from a spreadsheet. A text in quotes stays as it is. */
export function readCopied(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    QUOTED.lastIndex = PLAIN.lastIndex = at;
    const quoted = QUOTED.exec(text);
    const isTaken = quoted !== null && isQuoting(quoted[1] ?? "");
    const whole = isTaken ? quoted[0] : (PLAIN.exec(text)?.[0] ?? "");
    rows.at(-1)?.push(isTaken ? (quoted[1] ?? "").replaceAll('""', '"') : whole);
    END.lastIndex = at + whole.length;
    const end = END.exec(text)?.[0] ?? "";
    at += whole.length + end.length;
    if (end === "\t" && at >= text.length) rows.at(-1)?.push("");
    if (end !== "\t" && end !== "" && at < text.length) rows.push([]);
  }
  return rows;
}

const WORDS = /^[\p{L}\p{N}][\p{L}\p{N} ._&'/@+()-]*$/u;
const DATE = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/u;
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/u;
const YES_OR_NO: Readonly<Record<string, string>> = {
  true: "true",
  false: "false",
  yes: "true",
  no: "false",
  是: "true",
  否: "false",
};

/** A column of the table, as far as its cells' writing depends on it. */
export interface CopiedColumn {
  type: (typeof COLUMN_TYPES)[number];
  isInput: boolean;
  /** Names that an expression in its cells may hold. */
  names: readonly string[];
}

/** A spreadsheet's plain word, date or yes as a cell of the column: `DE` in a text column is `"DE"`. What is none stays as it is. */
export function asCell(copied: string, { type, isInput, names }: CopiedColumn): string {
  const text = copied.trim();
  if (text === "") return isInput ? "-" : "";
  const isExpression = names.some((name) => new RegExp(String.raw`(?<![\w$])${name}(?![\w$])`, "u").test(text));
  if (type === "string" && WORDS.test(text) && !isExpression && text !== "null" && !/^not\s*\(/u.test(text))
    return JSON.stringify(text);
  const date = DATE.exec(text);
  if ((type === "date" || type === "dateTime") && date !== null) {
    const [, year, month = "", day = ""] = date;
    return `date("${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}")`;
  }
  const instant = type === "dateTime" ? INSTANT.exec(text) : null;
  if (instant !== null) {
    const [, day, time = ""] = instant;
    return `date and time("${day}T${time.length === 5 ? `${time}:00` : time}")`;
  }
  return type === "boolean" ? (YES_OR_NO[text.toLowerCase()] ?? text) : text;
}
