import type { Json } from "../../../../../definitions/json.ts";
import type { COLUMN_TYPES } from "../../../../../definitions/resources.ts";
import { readValueList, writeValueList } from "../../../../../definitions/tables/sheet-values.ts";

type ColumnType = (typeof COLUMN_TYPES)[number];
export const COMPARISONS = ["=", "!=", "<", "<=", ">", ">="] as const;

/** What a simple cell asks, as the cell's form shows it; `other` is a cell that only its text can say. */
export type CellChoice =
  | { kind: "any" }
  | { kind: "values"; values: Json[]; isNot: boolean }
  | { kind: "compare"; sign: (typeof COMPARISONS)[number]; value: Json }
  | { kind: "between"; low: Json; high: Json; withLow: boolean; withHigh: boolean }
  | { kind: "other" };

const OTHER: CellChoice = { kind: "other" };

function readOne(text: string): Json | undefined {
  const values = readValueList(text);
  return values?.length === 1 ? values[0] : undefined;
}

function readBetween(text: string): CellChoice | null {
  const found = /^([[(\]])(.*)\.\.(.*)([\])[])$/su.exec(text);
  if (found === null) return null;
  const [, opening, from = "", to = "", closing] = found;
  const [low, high] = [readOne(from), readOne(to)];
  if (low === undefined || high === undefined) return OTHER;
  return { kind: "between", low, high, withLow: opening === "[", withHigh: closing === "]" };
}

/** Reads a condition's cell as its form shows it. */
export function readChoice(cell: string): CellChoice {
  const text = cell.trim();
  if (text === "" || text === "-") return { kind: "any" };
  const not = /^not\s*\((.*)\)$/su.exec(text);
  const values = readValueList(not?.[1] ?? text);
  if (values !== null) return { kind: "values", values, isNot: not !== null };
  const compared = /^(!=|<=|>=|=|<|>)(.*)$/su.exec(text);
  const sign = COMPARISONS.find((one) => one === compared?.[1]);
  if (sign !== undefined) {
    const value = readOne(compared?.[2] ?? "");
    return value === undefined ? OTHER : { kind: "compare", sign, value };
  }
  return readBetween(text) ?? OTHER;
}

/** Writes what was chosen as a cell; null where it is the text's own business. */
export function writeChoice(choice: CellChoice, type: ColumnType): string | null {
  const literal = (value: Json) => writeValueList([value], type);
  switch (choice.kind) {
    case "any":
      return "-";
    case "values": {
      if (choice.values.length === 0) return "-";
      const list = writeValueList(choice.values, type);
      return choice.isNot ? `not(${list})` : list;
    }
    case "compare":
      return choice.sign === "=" ? literal(choice.value) : `${choice.sign} ${literal(choice.value)}`;
    case "between": {
      const { low, high, withLow, withHigh } = choice;
      return `${withLow ? "[" : "("}${literal(low)}..${literal(high)}${withHigh ? "]" : ")"}`;
    }
    case "other":
      return null;
  }
}

/** A field's text as a value of the column's type; undefined where it is none. */
export function readField(text: string, type: ColumnType): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (type === "number") return Number.isFinite(Number(trimmed)) ? Number(trimmed) : undefined;
  if (type === "boolean") return trimmed === "true" ? true : trimmed === "false" ? false : undefined;
  // A browser's field for date and time leaves the seconds out.
  if (type === "dateTime" && /T\d{2}:\d{2}$/u.test(trimmed)) return `${trimmed}:00`;
  return type === "string" ? text : trimmed;
}

export const fieldText = (value: Json | undefined): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
