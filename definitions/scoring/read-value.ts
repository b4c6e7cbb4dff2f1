// Leading zeros make a code (a postcode, an account number), not a number.
const NUMBER = /^-?(0|[1-9]\d{0,17})(\.\d{1,18})?(e[+-]?\d{1,3})?$/i;

/** The number that a value is, or that a text from a file spells; null for anything else. */
export function readNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (!NUMBER.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** A value as a category's level: `1`, `"1"` and `"1.0"` are one; null where it is empty or no single value. */
export function levelOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return String(value);
  const number = readNumber(value);
  if (number !== null) return String(number);
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" ? null : text.slice(0, 1_000);
}
