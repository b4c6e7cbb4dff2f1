import type { FieldDescription } from "../../../definitions/catalogue.ts";
import type { Json } from "../../../definitions/json.ts";

/** What drop-down lists write where nothing was chosen. */
const EMPTY = new Set(["", "select", "n/a", "null", "-"]);
const TRUE = new Set(["true", "yes", "y", "1", "是"]);
const FALSE = new Set(["false", "no", "n", "0", "否"]);
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/iu;
const DAY_FIRST = /^\d{4}[/.]\d{1,2}[/.]\d{1,2}$/u;

/**
 * A cell's text as a value of the field's type. Empty cells and "Select" are null. Text that does not fit is given as it
 * is, and the record's own check refuses it with the field's name.
 */
export function readCell(field: FieldDescription, cell: string): Json {
  const text = cell.trim();
  if (EMPTY.has(text.toLowerCase())) return null;
  switch (field.type) {
    case "number":
      return NUMBER.test(text.replaceAll(",", "")) ? Number(text.replaceAll(",", "")) : text;
    case "boolean":
      return TRUE.has(text.toLowerCase()) ? true : FALSE.has(text.toLowerCase()) ? false : text;
    case "choice":
      return (field.values ?? []).find((value) => value.toLowerCase() === text.toLowerCase()) ?? text;
    case "date":
      return DAY_FIRST.test(text) ? isoDate(text) : text;
    case "list":
      return text.startsWith("[") ? parsed(text) : text.split(";").map((part) => part.trim());
    case "object":
      return parsed(text);
    case "string":
    case "text":
    case "instant":
    case "reference":
      return text;
    default:
      return field.type satisfies never;
  }
}

function isoDate(text: string): string {
  const [year = "", month = "", day = ""] = text.split(/[/.]/u);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
