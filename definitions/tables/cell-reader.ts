import type { ColumnType } from "./values.ts";
import type { CellProblem } from "./cell-problems.ts";
import { cellError, tokenize, type Token } from "./tokens.ts";

const MAX_OPERATORS = 500;

/** A reader over the tokens of one cell. */
export class CellReader {
  readonly cell: string;
  private readonly tokens: Token[];
  private index = 0;
  private operators = 0;

  constructor(cell: string) {
    this.cell = cell;
    this.tokens = tokenize(cell);
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.index + ahead];
  }

  next(): Token {
    const token = this.tokens[this.index];
    if (token === undefined) throw cellError(this.cell, "endsEarly", this.cell.length, this.cell.length);
    this.index += 1;
    return token;
  }

  takeMark(...marks: string[]): string | null {
    const token = this.peek();
    if (token?.kind !== "mark" || !marks.includes(token.value)) return null;
    this.index += 1;
    return token.value;
  }

  /** Counts an operator of an expression: a longer one would nest too deep to be evaluated. */
  countOperator(): void {
    this.operators += 1;
    if (this.operators > MAX_OPERATORS) this.fail("tooManyOperators", { limit: MAX_OPERATORS });
  }

  expectMark(mark: string): void {
    if (this.takeMark(mark) === null) this.fail("markMissing", { mark });
  }

  expectEnd(): void {
    if (this.peek() !== undefined) this.fail("tooMuch");
  }

  fail(problem: CellProblem, details?: Readonly<Record<string, unknown>>): never {
    const token = this.peek();
    throw cellError(this.cell, problem, token?.at ?? this.cell.length, token?.end ?? this.cell.length, details);
  }
}

const TIME_FUNCTIONS: Readonly<Record<string, readonly ColumnType[]>> = {
  date: ["date", "dateTime"],
  duration: ["duration"],
  "date and time": ["dateTime"],
};

/** Whether a time's name begins here (`date(`, `date and time(`, `duration(`). */
export function isTimeName(name: string): boolean {
  return Object.keys(TIME_FUNCTIONS).some((known) => known.startsWith(name));
}

/** Reads the name of a temporal literal, which may be several words (`date and time`). */
function readLiteralName(reader: CellReader): string {
  const words = [];
  while (reader.peek()?.kind === "name") words.push(String(reader.next().value));
  return words.join(" ");
}

/** Reads `date("…")`, `date and time("…")`, `duration("…")` or `@"…"`: the text between the quotes, and the types it may be of. */
export function readTemporal(
  reader: CellReader,
  type: ColumnType | null,
): { text: string; types: readonly ColumnType[] } {
  let types: readonly ColumnType[] = ["date", "dateTime", "duration"];
  if (reader.takeMark("@") === null) {
    const name = readLiteralName(reader);
    const named = TIME_FUNCTIONS[name];
    if (named === undefined) return reader.fail("noSuchTime", { name });
    if (type !== null && !named.includes(type)) return reader.fail("otherColumn", { type });
    types = named;
    reader.expectMark("(");
    const text = reader.next();
    if (text.kind !== "string") return reader.fail("textNeeded");
    reader.expectMark(")");
    return { text: text.value, types };
  }
  const text = reader.next();
  if (text.kind !== "string") return reader.fail("textNeeded");
  return { text: text.value, types };
}
