import { fillText } from "../error-texts/fill-text.ts";
import { userError } from "../errors.ts";
import { CELL_PROBLEMS, type CellProblem } from "./cell-problems.ts";

export type Token =
  | { kind: "number"; value: number; at: number; end: number }
  | { kind: "string"; value: string; at: number; end: number }
  | { kind: "name"; value: string; at: number; end: number }
  | { kind: "mark"; value: string; at: number; end: number };

/** Characters of a cell that an error shows, at most. */
const MAX_SHOWN = 120;

/** A cell that cannot be read; `range` is the place in it. */
export function cellError(
  cell: string,
  problem: CellProblem,
  start: number,
  end: number,
  details: Readonly<Record<string, unknown>> = {},
): Error {
  const { en, zh } = CELL_PROBLEMS[problem];
  const text = fillText(en, details);
  const shown = cell.length > MAX_SHOWN ? `${cell.slice(0, MAX_SHOWN)}…` : cell;
  return userError("TABLE_CELL_INVALID", `the cell ${cell === "" ? "(empty)" : shown} cannot be read: ${text}`, {
    cell: shown,
    problem: text,
    problemZh: fillText(zh, details),
    range: { start, end: Math.max(end, start) },
  });
}

const MARKS = ["..", "<=", ">=", "!=", "**", "<", ">", "=", "[", "]", "(", ")", ",", "-", "+", "*", "/", "@", "?"];
const SPACE = /\s+/y;
const NUMBER = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\", "'": "'" };

function readString(cell: string, at: number): Token {
  let value = "";
  for (let index = at + 1; index < cell.length; index += 1) {
    const char = cell.charAt(index);
    if (char === '"') return { kind: "string", value, at, end: index + 1 };
    if (char !== "\\") {
      value += char;
      continue;
    }
    index += 1;
    const escape = cell.charAt(index);
    if (escape === "u") {
      value += String.fromCodePoint(Number.parseInt(cell.slice(index + 1, index + 5), 16) || 0xfffd);
      index += 4;
    } else {
      const plain = ESCAPES[escape];
      if (plain === undefined) throw cellError(cell, "badEscape", index - 1, index + 1, { found: escape });
      value += plain;
    }
  }
  throw cellError(cell, "quoteMissing", at, cell.length);
}

function readNumber(cell: string, text: string, at: number): Token {
  const value = Number(text);
  const end = at + text.length;
  if (!Number.isFinite(value)) throw cellError(cell, "numberTooLarge", at, end);
  return { kind: "number", value, at, end };
}

function matchAt(pattern: RegExp, cell: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(cell)?.[0] ?? null;
}

/** Splits an S-FEEL cell (DMN 1.3 §9) into tokens. Throws `TABLE_CELL_INVALID`. */
export function tokenize(cell: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < cell.length) {
    const space = matchAt(SPACE, cell, at);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const number = matchAt(NUMBER, cell, at);
    const name = number === null ? matchAt(NAME, cell, at) : null;
    let token: Token;
    if (cell.charAt(at) === '"') token = readString(cell, at);
    else if (number !== null) token = readNumber(cell, number, at);
    else if (name !== null) token = { kind: "name", value: name, at, end: at + name.length };
    else {
      const mark = MARKS.find((entry) => cell.startsWith(entry, at));
      if (mark === undefined) throw cellError(cell, "unexpected", at, at + 1, { found: cell.charAt(at) });
      token = { kind: "mark", value: mark, at, end: at + mark.length };
    }
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}
