import type { Json } from "../../../../../definitions/json.ts";
import type { FieldKind, ListShape } from "./field-kind.ts";

export function isExpression(value: Json | undefined): value is `=${string}` {
  return typeof value === "string" && value.startsWith("=");
}

/** Whether some of a text is computed, so that the text says nothing about the value. */
export function isComputedText(text: string): boolean {
  return text.startsWith("=") || text.includes("{{");
}

/** A written value as CEL source: an expression's own, else a constant. */
function sourceOf(value: Json): string {
  if (isExpression(value)) return value.slice(1).trim();
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(", ")}]`;
  if (typeof value !== "string") return JSON.stringify(value);
  const only = /^\{\{([^{}]*)\}\}$/.exec(value.trim())?.[1];
  return only === undefined ? JSON.stringify(value) : only.trim();
}

/** A literal as the expression that gives it. A list of one is its item, where the field takes one alone (`shape`). */
export function toExpression(value: Json | undefined, shape: ListShape | null = null): string {
  if (value === undefined || value === null || value === "") return "=";
  if (Array.isArray(value) && value.length === 1 && shape?.allowsSingle === true)
    return `=${sourceOf(value[0] ?? null)}`;
  return `=${sourceOf(value)}`;
}

/**
 * An expression as the literal that it is. What computes something becomes text with the expression in it, or the item
 * of a list that takes one alone; it is nothing where the field can hold neither.
 */
export function toLiteral(value: string, kind: FieldKind, shape: ListShape | null = null): Json | undefined {
  const source = value.slice(1).trim();
  try {
    return JSON.parse(source) as Json;
  } catch {
    if (source === "") return undefined;
    if (kind === "text" || kind === "long-text") return `{{ ${source} }}`;
    return shape?.allowsSingle === true ? [value] : undefined;
  }
}

/** Puts a picked value in: into an expression, into text, among a list's items, or as the whole value. */
export function insertPath(value: Json | undefined, path: string, kind: FieldKind): Json {
  if (isExpression(value)) return value.length <= 1 ? `=${path}` : `${value} + ${path}`;
  const isText = kind === "text" || kind === "long-text";
  if (isText && typeof value === "string" && value !== "") return `${value}{{ ${path} }}`;
  if (kind !== "list" || value === undefined || value === null) return `=${path}`;
  return [...(Array.isArray(value) ? value : [value]), `=${path}`];
}

/** Whether written text has the form that a schema asks for; computed text and unreadable patterns are left to the run. */
export function hasForm(text: string, schema: Readonly<Record<string, unknown>>): boolean {
  const { pattern } = schema;
  if (text === "" || typeof pattern !== "string" || isComputedText(text)) return true;
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}
