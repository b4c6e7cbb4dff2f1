import type { Json } from "../json.ts";

type FeelFunction = (...args: Json[]) => Json;

function numbersOf(args: readonly Json[]): number[] | null {
  const all = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
  return all.every((value) => typeof value === "number") ? [...all] : null;
}
const onNumbers =
  (compute: (numbers: number[]) => number | null): FeelFunction =>
  (...args) => {
    const numbers = numbersOf(args);
    return numbers === null || numbers.length === 0 ? null : compute(numbers);
  };
const onNumber =
  (compute: (value: number, scale: number) => number): FeelFunction =>
  (value, scale = 0) =>
    typeof value === "number" && typeof scale === "number" && Number.isInteger(scale) && Math.abs(scale) <= 100
      ? compute(value, scale)
      : null;
const onTexts =
  (compute: (text: string, other: string) => Json): FeelFunction =>
  (text, other = "") =>
    typeof text === "string" && typeof other === "string" ? compute(text, other) : null;

/** Shifts the decimal point in the number's text, so that 1.005 has no error of a multiplication. */
function shift(value: number, places: number): number {
  const [digits = "0", exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
function substring(text: Json, start: Json, length: Json = null): Json {
  if (typeof text !== "string" || typeof start !== "number" || start === 0) return null;
  const letters = Array.from(text);
  const from = start > 0 ? start - 1 : letters.length + start;
  return letters.slice(from, typeof length === "number" ? from + length : undefined).join("");
}

/** The built-in functions of FEEL (DMN 1.3 §10.3.4) that a literal expression may call; null for arguments that do not fit. */
export const FEEL_FUNCTIONS: Readonly<Record<string, FeelFunction>> = {
  not: (value) => (typeof value === "boolean" ? !value : null),
  min: onNumbers((numbers) => numbers.reduce((a, b) => Math.min(a, b))),
  max: onNumbers((numbers) => numbers.reduce((a, b) => Math.max(a, b))),
  sum: onNumbers((numbers) => numbers.reduce((a, b) => a + b)),
  mean: onNumbers((numbers) => numbers.reduce((a, b) => a + b) / numbers.length),
  count: (...args) => (Array.isArray(args[0]) ? args[0].length : args.length),
  abs: onNumber((value) => Math.abs(value)),
  floor: onNumber((value, scale) => shift(Math.floor(shift(value, scale)), -scale)),
  ceiling: onNumber((value, scale) => shift(Math.ceil(shift(value, scale)), -scale)),
  decimal: onNumber((value, scale) => shift(roundHalfEven(shift(value, scale)), -scale)),
  modulo: (a, b) => (typeof a === "number" && typeof b === "number" && b !== 0 ? a - b * Math.floor(a / b) : null),
  sqrt: onNumber((value) => (value < 0 ? Number.NaN : Math.sqrt(value))),
  "string length": onTexts((text) => Array.from(text).length),
  "upper case": onTexts((text) => text.toUpperCase()),
  "lower case": onTexts((text) => text.toLowerCase()),
  contains: onTexts((text, other) => text.includes(other)),
  "starts with": onTexts((text, other) => text.startsWith(other)),
  "ends with": onTexts((text, other) => text.endsWith(other)),
  "list contains": (list, value) => (Array.isArray(list) ? list.includes(value ?? null) : null),
  string: (value) => (value === null || typeof value === "object" ? null : String(value)),
  number: (value) => (typeof value === "string" && /^-?\d+(\.\d+)?$/u.test(value) ? Number(value) : null),
  substring,
};
