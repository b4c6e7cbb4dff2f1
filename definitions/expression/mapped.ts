import { escapeHtml } from "../escape-html.ts";
import { userError } from "../errors.ts";
import type { Json } from "../json.ts";
import { evaluateExpression } from "./evaluate.ts";
import { limits } from "./limits.ts";
import type { Scope } from "./scope.ts";

/** A piece of text with `{{ }}` in it: literal, or an expression with its place in the whole string. */
export type TextPart = { text: string } | { source: string; start: number; end: number };

/** What a mapped string is (DESIGN §6). `start` is where the expression begins in the string. */
export type MappedString =
  | { kind: "literal"; value: string }
  | { kind: "expression"; source: string; start: number }
  | { kind: "text"; parts: TextPart[] };

/** Where the `}}` stands that ends the expression begun at `from`: quotes and braces within it are skipped. */
function findEnd(text: string, from: number): number {
  let depth = 0;
  let quote: string | null = null;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (quote !== null) {
      if (char === "\\") at += 1;
      else if (char === quote) quote = null;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === "{") depth += 1;
    else if (char === "}") {
      if (depth === 0) return text[at + 1] === "}" ? at : -1;
      depth -= 1;
    }
  }
  return -1;
}

function parseText(text: string): MappedString {
  const parts: TextPart[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("{{", at);
    if (open < 0) break;
    const end = findEnd(text, open + 2);
    if (end < 0) {
      throw userError("EXPRESSION_SYNTAX_INVALID", "{{ is not closed by }}", {
        expression: text,
        problem: "{{ is not closed by }}",
        range: { start: open, end: text.length },
      });
    }
    if (open > at) parts.push({ text: text.slice(at, open) });
    const inner = text.slice(open + 2, end);
    const lead = inner.length - inner.trimStart().length;
    const source = inner.trim();
    parts.push({ source, start: open + 2 + lead, end: open + 2 + lead + source.length });
    at = end + 2;
  }
  if (parts.length === 0) return { kind: "literal", value: text };
  if (at < text.length) parts.push({ text: text.slice(at) });
  return { kind: "text", parts };
}

const cache = new Map<string, MappedString>();
/** Longer texts are read anew each time: a cache of whole mail bodies would cost more than it saves. */
const MAX_CACHED_LENGTH = 2_000;

/** Reads a mapped string: `=CEL`, text with `{{ CEL }}`, or a literal. Throws `EXPRESSION_SYNTAX_INVALID` where `{{` is open. */
export function parseMapped(text: string): MappedString {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const parsed: MappedString = text.startsWith("=")
    ? { kind: "expression", source: text.slice(1), start: 1 }
    : parseText(text);
  if (text.length <= MAX_CACHED_LENGTH) {
    if (cache.size >= limits.maxCached) cache.clear();
    cache.set(text, parsed);
  }
  return parsed;
}

/** A value as text in `{{ }}`: empty for null, JSON for lists and objects. */
function textOf(value: Json): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function fillParts(parts: readonly TextPart[], scope: Scope, write: (value: Json) => string): string {
  return parts.map((part) => ("text" in part ? part.text : write(evaluateExpression(part.source, scope)))).join("");
}

/**
 * As evaluateMapped, for text that is HTML: what `{{ }}` puts in is escaped, since values come from public forms. A whole
 * expression (`=`) gives its value as it is: it is the author's HTML.
 */
export function evaluateMappedHtml(value: Json, scope: Scope): Json {
  if (typeof value !== "string") return evaluateMapped(value, scope);
  const mapped = parseMapped(value);
  return mapped.kind === "text"
    ? fillParts(mapped.parts, scope, (given) => escapeHtml(textOf(given)))
    : evaluateMapped(value, scope);
}

/**
 * Evaluates a mapped value at any depth: strings that start with `=` give typed values, `{{ }}` gives text, all else is
 * literal. Throws as evaluateExpression.
 */
export function evaluateMapped(value: Json, scope: Scope): Json {
  if (typeof value === "string") {
    const mapped = parseMapped(value);
    if (mapped.kind === "literal") return value;
    return mapped.kind === "expression"
      ? evaluateExpression(mapped.source, scope)
      : fillParts(mapped.parts, scope, textOf);
  }
  if (Array.isArray(value)) return value.map((entry) => evaluateMapped(entry, scope));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, evaluateMapped(entry, scope)]));
  }
  return value;
}
