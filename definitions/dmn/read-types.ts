import type { DmnElement } from "dmn-moddle";
import type { Json } from "../json.ts";
import { compileCell } from "../tables/cell-syntax.ts";
import { COLUMN_TYPES } from "../resources.ts";
import type { ColumnType } from "../tables/values.ts";
import { childOf, childrenOf, textOf } from "./dmn-elements.ts";
import { evaluateFeel } from "./feel-evaluate.ts";
import { parseFeel } from "./feel-parser.ts";

/** Types of FEEL (DMN 1.3 §10.3.1) and of Camunda's and the TCK's files, in lower case. */
const TYPES: Readonly<Record<string, ColumnType>> = {
  string: "string",
  number: "number",
  integer: "number",
  long: "number",
  double: "number",
  decimal: "number",
  boolean: "boolean",
  date: "date",
  datetime: "dateTime",
  "date and time": "dateTime",
  daytimeduration: "duration",
  yearmonthduration: "duration",
  "days and time duration": "duration",
  "years and months duration": "duration",
  duration: "duration",
};

/** What a type reference says: a type of ours, none for structures and `any`, and the unary tests that values must pass. */
export interface ReadType {
  type?: ColumnType;
  allowed?: string;
  /** A type that we do not have, such as `time`. */
  unknown?: string;
}

/** Follows a type reference through the item definitions, a bounded number of steps. */
export function resolveType(reference: string, items: ReadonlyMap<string, DmnElement>): ReadType {
  let name = reference.trim();
  let allowed = "";
  for (let step = 0; step < 20 && name !== ""; step += 1) {
    const bare = name.replace(/^\w+:/u, "");
    const item = items.get(name) ?? items.get(bare);
    if (item === undefined) {
      const type = TYPES[bare.toLowerCase()];
      const limit = allowed === "" ? {} : { allowed };
      if (type !== undefined) return { type, ...limit };
      return bare.toLowerCase() === "any" ? limit : { unknown: name };
    }
    allowed ||= textOf(childOf(item, "allowedValues"), "text");
    if (childrenOf(item, "itemComponent").length > 0 || item.get("isCollection") === true) return {};
    name = textOf(item, "typeRef");
  }
  return {};
}

/** The values of `"a", "b"`; null where the tests are no list of values. */
export function readValues(text: string): Json[] | null {
  try {
    const { node, free } = parseFeel(`[${text}]`, []);
    if (node.op !== "list" || free.length > 0) return null;
    const isPlain = node.of.every(({ op }) => op === "value" || op === "negate" || op === "call");
    return isPlain ? node.of.map((entry) => evaluateFeel(entry, {})) : null;
  } catch {
    return null;
  }
}

function isReadableAs(cell: string, type: ColumnType): boolean {
  try {
    compileCell(cell, type);
    return true;
  } catch {
    return false;
  }
}

/** The type that all cells of a column without a type can be read with; text where none fits or all do. */
export function inferType(cells: readonly string[]): ColumnType {
  const said = cells.map((cell) => cell.trim()).filter((cell) => cell !== "" && cell !== "-" && cell !== "null");
  if (said.length === 0) return "string";
  return COLUMN_TYPES.find((type) => said.every((cell) => isReadableAs(cell, type))) ?? "string";
}
