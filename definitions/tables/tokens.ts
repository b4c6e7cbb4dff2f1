import { userError } from "../errors.ts";

export type Token =
  | { kind: "number"; value: number; at: number; end: number }
  | { kind: "string"; value: string; at: number; end: number }
  | { kind: "name"; value: string; at: number; end: number }
  | { kind: "mark"; value: string; at: number; end: number };

/** A cell that cannot be read; `range` is the place in it. */
export function cellError(cell: string, problem: string, start: number, end: number): Error {
  return userError("TABLE_CELL_INVALID", `the cell ${cell === "" ? "(empty)" : cell} cannot be read: ${problem}`, {
    cell,
    problem,
    range: { start, end: Math.max(end, start) },
  });
}

const MARKS = ["..", "<=", ">=", "!=", "**", "<", ">", "=", "[", "]", "(", ")", ",", "-", "+", "*", "/", "@", "{", "}"];
const NUMBER = /^(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/u;
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
      if (plain === undefined) throw cellError(cell, `\\${escape} is not an escape`, index - 1, index + 1);
      value += plain;
    }
  }
  throw cellError(cell, "a closing quote is missing", at, cell.length);
}

/** Splits an S-FEEL cell (DMN 1.3 §9) into tokens. Throws `TABLE_CELL_INVALID`. */
export function tokenize(cell: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < cell.length) {
    const rest = cell.slice(at);
    if (/^\s/.test(rest)) {
      at += 1;
      continue;
    }
    const number = NUMBER.exec(rest)?.[0];
    const name = NAME.exec(rest)?.[0];
    let token: Token;
    if (rest.startsWith('"')) token = readString(cell, at);
    else if (number !== undefined) token = { kind: "number", value: Number(number), at, end: at + number.length };
    else if (name !== undefined) token = { kind: "name", value: name, at, end: at + name.length };
    else {
      const mark = MARKS.find((entry) => rest.startsWith(entry));
      if (mark === undefined) throw cellError(cell, `unexpected ${rest.charAt(0)}`, at, at + 1);
      token = { kind: "mark", value: mark, at, end: at + mark.length };
    }
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}
