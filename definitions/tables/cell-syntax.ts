import { cellError, tokenize, type Token } from "./tokens.ts";
import { comparableOf, type ColumnType, type Comparable } from "./values.ts";

/** A compiled input cell: plain data, so that it can sit in a plan. Values are comparable keys of the column's type. */
export type CellTest =
  | { op: "any" }
  | { op: "equal"; value: Comparable | null }
  | { op: "compare"; sign: "<" | "<=" | ">" | ">=" | "!="; value: Comparable }
  | { op: "range"; low: Comparable | null; high: Comparable | null; withLow: boolean; withHigh: boolean }
  | { op: "in"; values: Comparable[] }
  | { op: "or"; tests: CellTest[] }
  | { op: "not"; test: CellTest };

/** A reader over the tokens of one cell. */
export class CellReader {
  readonly cell: string;
  private readonly tokens: Token[];
  private index = 0;

  constructor(cell: string) {
    this.cell = cell;
    this.tokens = tokenize(cell);
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.index + ahead];
  }

  next(): Token {
    const token = this.tokens[this.index];
    if (token === undefined) throw cellError(this.cell, "it ends too early", this.cell.length, this.cell.length);
    this.index += 1;
    return token;
  }

  takeMark(...marks: string[]): string | null {
    const token = this.peek();
    if (token?.kind !== "mark" || !marks.includes(token.value)) return null;
    this.index += 1;
    return token.value;
  }

  expectMark(mark: string): void {
    if (this.takeMark(mark) === null) this.fail(`${mark} is missing`);
  }

  expectEnd(): void {
    if (this.peek() !== undefined) this.fail("something follows that does not belong here");
  }

  fail(problem: string): never {
    const token = this.peek();
    throw cellError(this.cell, problem, token?.at ?? this.cell.length, token?.end ?? this.cell.length);
  }
}

const TIME_FUNCTIONS: Readonly<Record<string, readonly ColumnType[]>> = {
  date: ["date", "dateTime"],
  duration: ["duration"],
  "date and time": ["dateTime"],
};

/** Reads the name of a temporal literal, which may be several words (`date and time`). */
function readLiteralName(reader: CellReader): string {
  const words = [];
  while (reader.peek()?.kind === "name") words.push(String(reader.next().value));
  return words.join(" ");
}

/** Reads `date("…")`, `date and time("…")`, `duration("…")` or `@"…"`: the text between the quotes. */
export function readTemporalText(reader: CellReader, type: ColumnType | null): string {
  if (reader.takeMark("@") === null) {
    const name = readLiteralName(reader);
    const types = TIME_FUNCTIONS[name];
    if (types === undefined) return reader.fail(`there is no ${name} here`);
    if (type !== null && !types.includes(type)) return reader.fail(`the column holds ${type}`);
    reader.expectMark("(");
    const text = reader.next();
    if (text.kind !== "string") return reader.fail("a text in quotes is needed");
    reader.expectMark(")");
    return text.value;
  }
  const text = reader.next();
  if (text.kind !== "string") return reader.fail("a text in quotes is needed");
  return text.value;
}

function readRawLiteral(reader: CellReader, type: ColumnType): unknown {
  const token = reader.peek();
  if (token === undefined) return reader.fail("a value is missing");
  if (token.kind === "number" || token.kind === "string") return reader.next().value;
  if (token.kind === "mark" && token.value === "-") {
    reader.next();
    const number = reader.next();
    return number.kind === "number" ? -number.value : reader.fail("a number is needed after -");
  }
  if (token.kind === "mark" && token.value !== "@") return reader.fail(`unexpected ${token.value}`);
  if (token.value === "true" || token.value === "false") return reader.next().value === "true";
  if (token.value === "null") {
    reader.next();
    return null;
  }
  if (token.kind === "mark" || Object.keys(TIME_FUNCTIONS).some((name) => name.startsWith(token.value))) {
    return readTemporalText(reader, type);
  }
  return reader.fail(`${token.value} is not a value; texts stand in quotes`);
}

function readLiteral(reader: CellReader, type: ColumnType): Comparable | null {
  const token = reader.peek();
  const raw = readRawLiteral(reader, type);
  if (raw === null) return null;
  const value = comparableOf(raw, type);
  if (value === null) {
    throw cellError(
      reader.cell,
      `${JSON.stringify(raw)} is not of the column's type ${type}`,
      token?.at ?? 0,
      token?.end ?? 0,
    );
  }
  return value;
}

function readBound(reader: CellReader, type: ColumnType): Comparable {
  const value = readLiteral(reader, type);
  if (value === null) return reader.fail("null has no order");
  return value;
}

function readRange(reader: CellReader, type: ColumnType, opening: string): CellTest {
  const low = readBound(reader, type);
  reader.expectMark("..");
  const high = readBound(reader, type);
  const closing = reader.takeMark("]", ")", "[");
  if (closing === null) return reader.fail("] or ) is missing");
  if (low > high) return reader.fail("the interval ends before it begins");
  return { op: "range", low, high, withLow: opening === "[", withHigh: closing === "]" };
}

function readTest(reader: CellReader, type: ColumnType): CellTest {
  const sign = reader.takeMark("<", "<=", ">", ">=", "!=", "=");
  if (sign !== null) {
    if (sign === "=") return { op: "equal", value: readLiteral(reader, type) };
    if (type === "boolean" && sign !== "!=") return reader.fail("yes and no have no order");
    return { op: "compare", sign: sign as "<" | "<=" | ">" | ">=" | "!=", value: readBound(reader, type) };
  }
  const opening = reader.takeMark("[", "(", "]");
  if (opening !== null) return readRange(reader, type, opening);
  return { op: "equal", value: readLiteral(reader, type) };
}

function joinTests(tests: CellTest[]): CellTest {
  const [first] = tests;
  if (tests.length === 1 && first !== undefined) return first;
  const values = tests.map((test) => (test.op === "equal" ? test.value : null));
  return values.every((value) => value !== null) ? { op: "in", values } : { op: "or", tests };
}

function readTests(reader: CellReader, type: ColumnType): CellTest {
  const tests = [readTest(reader, type)];
  while (reader.takeMark(",") !== null) tests.push(readTest(reader, type));
  return joinTests(tests);
}

/**
 * Compiles an S-FEEL unary test (DMN 1.3 §9, rules 12–17): `-`, comparisons, intervals, lists, `not(…)`, literals.
 * Throws `TABLE_CELL_INVALID` with the place.
 */
export function compileCell(cell: string, type: ColumnType): CellTest {
  const text = cell.trim();
  if (text === "-" || text === "") return { op: "any" };
  const reader = new CellReader(cell);
  const first = reader.peek();
  const second = reader.peek(1);
  let test: CellTest;
  if (first?.kind === "name" && first.value === "not" && second?.kind === "mark" && second.value === "(") {
    reader.next();
    reader.next();
    test = { op: "not", test: readTests(reader, type) };
    reader.expectMark(")");
  } else test = readTests(reader, type);
  reader.expectEnd();
  return test;
}
