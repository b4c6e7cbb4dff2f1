import { userError } from "../errors.ts";
import type { Json } from "../json.ts";
import { FEEL_FUNCTIONS } from "./feel-functions.ts";

export type FeelSign = "+" | "-" | "*" | "/" | "**" | "=" | "!=" | "<" | "<=" | ">" | ">=";
/** A parsed expression. A name is that of an input or a decision; a path reads a member of a structured value. */
export type FeelNode =
  | { op: "value"; value: Json }
  | { op: "name"; name: string }
  | { op: "path"; of: FeelNode; member: string }
  | { op: "negate"; of: FeelNode }
  | { op: "list"; of: FeelNode[] }
  | { op: "call"; name: string; of: FeelNode[] }
  | { op: "if"; test: FeelNode; yes: FeelNode; no: FeelNode }
  | { op: "and" | "or"; left: FeelNode; right: FeelNode }
  | { op: "between"; of: FeelNode; low: FeelNode; high: FeelNode }
  | { op: "in"; of: FeelNode; list: FeelNode[] }
  | { op: "binary"; sign: FeelSign; left: FeelNode; right: FeelNode };

const MAX_LENGTH = 10_000;
const MAX_DEPTH = 100;
const NUMBER = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const STRING = /"(?:[^"\\]|\\[\s\S])*"/y;
const COMPARISONS = ["!=", "<=", ">=", "=", "<", ">"] as const;
const KEYWORDS = new Set(["if", "then", "else", "and", "or", "between", "in", "true", "false", "null"]);
const CALLS = ["date and time", "date", "duration", ...Object.keys(FEEL_FUNCTIONS)].map((name) => ({
  name,
  pattern: new RegExp(String.raw`${name.replaceAll(" ", String.raw`\s+`)}\s*\(`, "uy"),
}));

/** Reads one expression from left to right; names in scope may hold spaces and signs, so the longest that fits is taken. */
class FeelReader {
  readonly text: string;
  readonly free = new Set<string>();
  readonly used = new Set<string>();
  readonly #names: { name: string; pattern: RegExp }[];
  #at = 0;
  #depth = 0;

  constructor(text: string, scope: readonly string[]) {
    this.text = text;
    this.#names = scope
      .toSorted((a, b) => b.length - a.length)
      .map((name) => {
        const words = name
          .trim()
          .split(/\s+/u)
          .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`));
        const end = /[\p{L}\p{N}_]$/u.test(name) ? String.raw`(?![\p{L}\p{N}_])` : "";
        return { name, pattern: new RegExp(words.join(String.raw`\s+`) + end, "uy") };
      });
  }

  readAll(): FeelNode {
    const node = this.#expression();
    this.#skip();
    if (this.#at < this.text.length) this.#fail("something follows that does not belong here");
    return node;
  }

  #fail(problem: string): never {
    throw userError("DECISION_EXPRESSION_INVALID", `the expression ${this.text} cannot be read: ${problem}`, {
      expression: this.text.slice(0, 200),
      problem,
      range: { start: this.#at, end: Math.min(this.#at + 1, this.text.length) },
    });
  }

  #skip(): void {
    while (/\s/u.test(this.text.charAt(this.#at))) this.#at += 1;
  }

  #match(pattern: RegExp): string | null {
    this.#skip();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #take(...marks: string[]): string | null {
    this.#skip();
    const found = marks.find((mark) => this.text.startsWith(mark, this.#at));
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #expect(mark: string): void {
    if (this.#take(mark) === null) this.#fail(`${mark} is missing`);
  }

  #keyword(word: string): boolean {
    const start = this.#at;
    if (this.#match(WORD) === word) return true;
    this.#at = start;
    return false;
  }

  #expression(): FeelNode {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#fail("it is nested too deeply");
    const node = this.#keyword("if") ? this.#choice() : this.#disjunction();
    this.#depth -= 1;
    return node;
  }

  #choice(): FeelNode {
    const test = this.#expression();
    if (!this.#keyword("then")) this.#fail("then is missing");
    const yes = this.#expression();
    if (!this.#keyword("else")) this.#fail("else is missing");
    return { op: "if", test, yes, no: this.#expression() };
  }

  #disjunction(): FeelNode {
    let left = this.#conjunction();
    while (this.#keyword("or")) left = { op: "or", left, right: this.#conjunction() };
    return left;
  }

  #conjunction(): FeelNode {
    let left = this.#comparison();
    while (this.#keyword("and")) left = { op: "and", left, right: this.#comparison() };
    return left;
  }

  #comparison(): FeelNode {
    const left = this.#sum();
    const sign = this.#take(...COMPARISONS);
    if (sign !== null) return { op: "binary", sign: sign as FeelSign, left, right: this.#sum() };
    if (this.#keyword("between")) {
      const low = this.#sum();
      if (!this.#keyword("and")) this.#fail("and is missing");
      return { op: "between", of: left, low, high: this.#sum() };
    }
    if (!this.#keyword("in")) return left;
    this.#expect("(");
    return { op: "in", of: left, list: this.#listUntil(")") };
  }

  #sum(): FeelNode {
    let left = this.#product();
    for (let sign = this.#take("+", "-"); sign !== null; sign = this.#take("+", "-"))
      left = { op: "binary", sign: sign as FeelSign, left, right: this.#product() };
    return left;
  }

  #product(): FeelNode {
    let left = this.#power();
    for (let sign = this.#factorSign(); sign !== null; sign = this.#factorSign())
      left = { op: "binary", sign, left, right: this.#power() };
    return left;
  }

  #factorSign(): "*" | "/" | null {
    this.#skip();
    if (this.text.startsWith("**", this.#at)) return null;
    return this.#take("*", "/") as "*" | "/" | null;
  }

  #power(): FeelNode {
    let left = this.#negation();
    while (this.#take("**") !== null) left = { op: "binary", sign: "**", left, right: this.#negation() };
    return left;
  }

  #negation(): FeelNode {
    let signs = 0;
    while (this.#take("-") !== null) signs += 1;
    let node = this.#member();
    for (let index = 0; index < signs % 2; index += 1) node = { op: "negate", of: node };
    return node;
  }

  #member(): FeelNode {
    let node = this.#primary();
    while (this.#take(".") !== null) {
      const member = this.#match(WORD);
      if (member === null) this.#fail("a name is needed after the dot");
      node = { op: "path", of: node, member };
    }
    return node;
  }

  #listUntil(end: string): FeelNode[] {
    const of: FeelNode[] = [];
    if (this.#take(end) !== null) return of;
    do of.push(this.#expression());
    while (this.#take(",") !== null);
    this.#expect(end);
    return of;
  }

  #primary(): FeelNode {
    const number = this.#match(NUMBER);
    if (number !== null) return { op: "value", value: Number(number) };
    const text = this.#string();
    if (text !== null) return { op: "value", value: text };
    if (this.#take("(") !== null) {
      const inner = this.#expression();
      this.#expect(")");
      return inner;
    }
    if (this.#take("[") !== null) return { op: "list", of: this.#listUntil("]") };
    if (this.#take("@") !== null)
      return { op: "value", value: this.#string() ?? this.#fail("a text is needed after @") };
    return this.#named();
  }

  #string(): string | null {
    const found = this.#match(STRING);
    if (found === null) return null;
    try {
      return JSON.parse(found.replaceAll("\n", String.raw`\n`).replaceAll("\t", String.raw`\t`)) as string;
    } catch {
      return this.#fail("the text has an escape that does not exist");
    }
  }

  #named(): FeelNode {
    for (const { name, pattern } of this.#names) {
      if (this.#match(pattern) === null) continue;
      this.used.add(name);
      return { op: "name", name };
    }
    const called = CALLS.find(({ pattern }) => this.#match(pattern) !== null);
    if (called !== undefined) return { op: "call", name: called.name, of: this.#listUntil(")") };
    const start = this.#at;
    const word = this.#match(WORD);
    if (word === "true" || word === "false") return { op: "value", value: word === "true" };
    if (word === "null") return { op: "value", value: null };
    if (word === null || KEYWORDS.has(word)) {
      this.#at = start;
      return this.#fail(this.#at >= this.text.length ? "a value is missing" : `unexpected ${this.text.charAt(start)}`);
    }
    if (this.#take("(") !== null) return this.#fail(`there is no function ${word}`);
    this.free.add(word);
    return { op: "name", name: word };
  }
}

/** `free` are names that the scope lacks, `used` those of the scope that the expression reads. */
export interface ParsedFeel {
  node: FeelNode;
  free: string[];
  used: string[];
}

/**
 * Parses a literal expression: S-FEEL (DMN 1.3 §9: arithmetic, comparison, literals, names and paths) and beyond it
 * and, or, not, if, between, in, lists and the functions of `FEEL_FUNCTIONS`. `scope` are names that may hold spaces.
 * Throws `DECISION_EXPRESSION_INVALID` with the place.
 */
export function parseFeel(text: string, scope: readonly string[]): ParsedFeel {
  if (text.length > MAX_LENGTH) {
    const problem = `it has more than ${MAX_LENGTH} characters`;
    throw userError("DECISION_EXPRESSION_INVALID", `the expression cannot be read: ${problem}`, {
      expression: text.slice(0, 200),
      problem,
    });
  }
  const reader = new FeelReader(text, scope);
  const node = reader.readAll();
  return { node, free: [...reader.free], used: [...reader.used] };
}
