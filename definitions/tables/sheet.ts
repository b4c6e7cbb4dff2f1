import { userError } from "../errors.ts";
import type { Json } from "../json.ts";
import { decisionTableSchema, type DecisionTable } from "../resources.ts";
import type { LocalizedText } from "../text.ts";
import { readValueList, writeValueList } from "./sheet-values.ts";

/** A cell of a sheet: text, or what a spreadsheet keeps as number, yes/no or date. */
export type SheetCell = string | number | boolean | Date | null;

const PARTS = ["if", "then", "label", "from", "to", "note"] as const;
type Part = (typeof PARTS)[number];
type Column = DecisionTable["outputs"][number];
type Row = DecisionTable["rows"][number];

const MAX_SHEET_ROWS = 12_000;
const MAX_SHEET_COLUMNS = 200;

/** `B7` of zero-based places. */
function cellAddress(row: number, column: number): string {
  let name = "";
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    name = String.fromCodePoint(65 + (left % 26)) + name;
  return `${name}${row + 1}`;
}

function sheetError(row: number, column: number, problem: string): Error {
  const cell = cellAddress(row, column);
  return userError("SHEET_CELL_INVALID", `the cell ${cell} of the sheet cannot be read: ${problem}`, { cell, problem });
}

/** Spreadsheets run cells that begin so as formulas; `-` and plain numbers they do not. An apostrophe in front stops it. */
function escapeFormula(text: string): string {
  const isHarmless = text === "-" || /^-?\d+(?:\.\d+)?$/u.test(text);
  return !isHarmless && /^[=+\-@\t\r']/u.test(text) ? `'${text}` : text;
}
function unescapeFormula(text: string): string {
  return /^'[=+\-@\t\r']/u.test(text) ? text.slice(1) : text;
}

const namesOf = (text: LocalizedText | undefined): [string, string] =>
  typeof text === "object" ? [text.en ?? "", text.zh ?? ""] : [text ?? "", ""];
function nameFrom(en: string, zh: string): LocalizedText | undefined {
  if (zh === "") return en === "" ? undefined : en;
  return en === "" ? { zh } : { en, zh };
}

/**
 * A table as a sheet: heading rows that begin with `#`, then one row a rule (its id first), then its tests.
 * Cells that a spreadsheet would run as a formula are escaped. `readSheet` gives the same table back.
 */
export function writeSheet(table: DecisionTable): string[][] {
  const columns: Column[] = [...table.inputs, ...table.outputs];
  const parts = PARTS.slice(2).filter((part) => table.rows.some((row) => row[part as "note"] !== undefined));
  const heading = (mark: string, cell: (column: Column, index: number) => string) => [
    mark,
    ...columns.map(cell),
    ...parts.map(() => ""),
  ];
  const [en, zh] = namesOf(table.name);
  const [about, aboutZh] = namesOf(table.description);
  const rows = [
    ["#table", table.key, table.hitPolicy, en, zh, about, aboutZh],
    ["#part", ...columns.map((_, index) => (index < table.inputs.length ? "if" : "then")), ...parts],
    heading("#column", ({ id }) => id),
    heading("#type", ({ type }) => type),
  ];
  if (columns.some(({ name }) => name !== undefined)) {
    rows.push(heading("#name", ({ name }) => namesOf(name)[0]));
    if (columns.some(({ name }) => namesOf(name)[1] !== ""))
      rows.push(heading("#name zh", ({ name }) => namesOf(name)[1]));
  }
  if (columns.some(({ values }) => values !== undefined))
    rows.push(heading("#values", ({ values, type }) => (values === undefined ? "" : writeValueList(values, type))));
  if (table.outputs.some((output) => output.default !== undefined))
    rows.push(heading("#default", (column) => column.default ?? ""));
  for (const row of table.rows)
    rows.push([row.id, ...row.when, ...row.then, ...parts.map((part) => row[part as "note"] ?? "")]);
  for (const { name, ...test } of table.tests) rows.push(["#test", name, JSON.stringify(test)]);
  return rows.map((row) => row.map(escapeFormula));
}

/** A cell as text; what a spreadsheet keeps typed becomes an S-FEEL literal. */
function textOf(cell: SheetCell | undefined, type: Column["type"] | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return unescapeFormula(cell.trim());
  if (cell instanceof Date) {
    const [day, time] = cell.toISOString().split("T");
    const isDay = time === "00:00:00.000Z";
    if (type === undefined) return day ?? "";
    return isDay && type !== "dateTime"
      ? `date("${day}")`
      : `date and time("${cell.toISOString().replace(".000Z", "Z")}")`;
  }
  return type === "string" ? JSON.stringify(String(cell)) : String(cell);
}

/** A sheet as it is read: its rows by heading, and where things stand. */
class SheetReader {
  readonly rows: readonly (readonly SheetCell[])[];
  readonly headings = new Map<string, number>();
  readonly rules: number[] = [];
  readonly tests: number[] = [];
  readonly parts: { part: Part; column: number }[] = [];

  constructor(rows: readonly (readonly SheetCell[])[]) {
    this.rows = rows;
    if (rows.length > MAX_SHEET_ROWS) throw sheetError(MAX_SHEET_ROWS, 0, `a sheet has ${MAX_SHEET_ROWS} rows at most`);
    rows.forEach((row, index) => {
      if (row.length > MAX_SHEET_COLUMNS)
        throw sheetError(index, MAX_SHEET_COLUMNS, `a sheet has ${MAX_SHEET_COLUMNS} columns at most`);
      this.#readMark(row, index);
    });
    const parts = this.#headingRow("#part");
    this.rows[parts]?.forEach((cell, column) => {
      const text = textOf(cell, undefined).toLowerCase();
      if (column === 0 || text === "") return;
      const part = PARTS.find((one) => one === text);
      if (part === undefined) throw sheetError(parts, column, `${text} is none of ${PARTS.join(", ")}`);
      this.parts.push({ part, column });
    });
  }

  #readMark(row: readonly SheetCell[], index: number): void {
    if (row.every((cell) => cell === null || cell === "")) return;
    const mark = textOf(row[0], undefined);
    if (mark === "#test") this.tests.push(index);
    else if (!mark.startsWith("#") || this.rules.length > 0) this.rules.push(index);
    else if (!["#table", "#part", "#column", "#type", "#name", "#name zh", "#values", "#default"].includes(mark))
      throw sheetError(index, 0, `there is no heading ${mark}`);
    else if (this.headings.has(mark)) throw sheetError(index, 0, `the heading ${mark} stands twice`);
    else this.headings.set(mark, index);
  }

  #headingRow(mark: string): number {
    const row = this.headings.get(mark);
    if (row === undefined) throw sheetError(0, 0, `a row that begins with ${mark} is missing`);
    return row;
  }

  /** The text under a heading; empty where the sheet has no such heading. */
  heading(mark: string, column: number): string {
    const row = this.headings.get(mark);
    return row === undefined ? "" : this.text(row, column);
  }

  text(row: number, column: number, type?: Column["type"]): string {
    return textOf(this.rows[row]?.[column], type);
  }

  columnsOf(part: Part): number[] {
    return this.parts.filter((entry) => entry.part === part).map(({ column }) => column);
  }

  column(column: number): Column {
    const type = (this.heading("#type", column) || "string") as Column["type"];
    const name = nameFrom(this.heading("#name", column), this.heading("#name zh", column));
    const values = this.heading("#values", column);
    const row = this.headings.get("#values") ?? 0;
    const read = values === "" ? undefined : readValueList(values);
    if (read === null) throw sheetError(row, column, "write values with commas between them, texts in quotes");
    const output = this.heading("#default", column);
    return {
      id: this.heading("#column", column),
      type,
      ...(name === undefined ? {} : { name }),
      ...(read === undefined ? {} : { values: read }),
      ...(output === "" ? {} : { default: output }),
    };
  }

  rule(row: number, index: number, inputs: readonly Column[], outputs: readonly Column[]): Row {
    const note = (part: "label" | "note" | "from" | "to") => {
      const text = this.columnsOf(part)
        .map((column) => this.text(row, column))
        .join("");
      return text === "" ? {} : { [part]: text };
    };
    const cells = (part: "if" | "then", columns: readonly Column[]) =>
      this.columnsOf(part).map((column, place) => this.text(row, column, columns[place]?.type ?? "string"));
    return {
      id: this.text(row, 0) || `r${index + 1}`,
      ...note("label"),
      when: cells("if", inputs).map((cell) => (cell === "" ? "-" : cell)),
      then: cells("then", outputs),
      ...note("note"),
      ...note("from"),
      ...note("to"),
    };
  }

  test(row: number): Json {
    try {
      return { ...(JSON.parse(this.text(row, 2)) as object), name: this.text(row, 1) };
    } catch {
      throw sheetError(row, 2, "a test is JSON with input and expect");
    }
  }

  /** Where a path of the table (`rows.3.when.0`) stands in the sheet. */
  addressOf(path: string): string | undefined {
    const [kind, index, part, column] = path.split(".");
    const row = kind === "rows" ? this.rules[Number(index)] : kind === "tests" ? this.tests[Number(index)] : undefined;
    if (row !== undefined) {
      const single = this.columnsOf(part as Part)[0];
      const many = part === "when" ? this.columnsOf("if") : part === "then" ? this.columnsOf("then") : [];
      return cellAddress(row, many[Number(column)] ?? single ?? 0);
    }
    const columns = kind === "inputs" ? this.columnsOf("if") : kind === "outputs" ? this.columnsOf("then") : undefined;
    if (columns === undefined) return undefined;
    const heading =
      part === "type" ? "#type" : part === "values" ? "#values" : part === "default" ? "#default" : "#column";
    return cellAddress(this.headings.get(heading) ?? 0, columns[Number(index)] ?? 0);
  }
}

/** A table that was read from a sheet; `addressOf` tells where a path of an issue stands in it (`rows.3.when.0` → `B11`). */
export interface SheetImport {
  table: DecisionTable;
  addressOf: (path: string) => string | undefined;
}

/**
 * Reads what `writeSheet` writes. Rules without an id get one; empty input cells mean any value. Only the shape is checked:
 * ask `checkTable` for the meaning. Throws `SHEET_CELL_INVALID` with the cell's address.
 */
export function readSheet(rows: readonly (readonly SheetCell[])[]): SheetImport {
  const sheet = new SheetReader(rows);
  const inputs = sheet.columnsOf("if").map((column) => sheet.column(column));
  const outputs = sheet.columnsOf("then").map((column) => sheet.column(column));
  const [key, hitPolicy, en, zh, about, aboutZh] = [1, 2, 3, 4, 5, 6].map((column) => sheet.heading("#table", column));
  const description = nameFrom(about ?? "", aboutZh ?? "");
  const parsed = decisionTableSchema.safeParse({
    schemaVersion: 1,
    key,
    name: nameFrom(en ?? "", zh ?? "") ?? key,
    ...(description === undefined ? {} : { description }),
    hitPolicy: hitPolicy || "U",
    inputs,
    outputs,
    rows: sheet.rules.map((row, index) => sheet.rule(row, index, inputs, outputs)),
    tests: sheet.tests.map((row) => sheet.test(row)),
  });
  const addressOf = (path: string) => sheet.addressOf(path);
  if (parsed.success) return { table: parsed.data, addressOf };
  const [first] = parsed.error.issues;
  const path = first?.path.map(String).join(".") ?? "";
  const cell = addressOf(path) ?? "A1";
  const problem = `${path}: ${first?.message ?? ""}`;
  throw userError("SHEET_CELL_INVALID", `the cell ${cell} of the sheet cannot be read: ${problem}`, { cell, problem });
}
