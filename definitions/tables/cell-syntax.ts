import { CellReader, isTimeName, readTemporal } from "./cell-reader.ts";
import type { ComparisonSign, OutputExpression } from "./output-expression.ts";
import { foldOutput, type NamedInput, readSum } from "./output-syntax.ts";
import { cellError } from "./tokens.ts";
import { typeOfExpression } from "./type-of-expression.ts";
import { comparableOf, type ColumnType, type Comparable } from "./values.ts";

/** A compiled input cell: plain data, so that it can sit in a plan. Values are comparable keys of the column's type. */
export type CellTest =
  | { op: "any" }
  | { op: "equal"; value: Comparable | null }
  | { op: "compare"; sign: "<" | "<=" | ">" | ">=" | "!="; value: Comparable }
  | { op: "range"; low: Comparable | null; high: Comparable | null; withLow: boolean; withHigh: boolean }
  | { op: "in"; values: Comparable[] }
  | { op: "or"; tests: CellTest[] }
  | { op: "not"; test: CellTest }
  /** Compares with what an expression over the other inputs gives. */
  | { op: "against"; sign: ComparisonSign; type: ColumnType; to: OutputExpression }
  | { op: "and"; tests: CellTest[] };

/** Where a cell stands: its reader, its column's type, and the columns that its expressions may name. */
interface Place {
  reader: CellReader;
  type: ColumnType;
  inputs: readonly NamedInput[];
}

function readRawLiteral(reader: CellReader, type: ColumnType): unknown {
  const token = reader.peek();
  if (token === undefined) return reader.fail("valueMissing");
  if (token.kind === "number" || token.kind === "string") return reader.next().value;
  if (token.kind === "mark" && token.value === "-") {
    reader.next();
    const number = reader.next();
    return number.kind === "number" ? -number.value : reader.fail("numberNeeded");
  }
  if (token.kind === "mark" && token.value !== "@") return reader.fail("unexpected", { found: token.value });
  if (token.value === "true" || token.value === "false") return reader.next().value === "true";
  if (token.value === "null") {
    reader.next();
    return null;
  }
  if (token.kind === "mark" || isTimeName(token.value)) {
    return readTemporal(reader, type).text;
  }
  return reader.fail("notAValue", { name: token.value });
}

function readLiteral({ reader, type }: Place): Comparable | null {
  const token = reader.peek();
  const raw = readRawLiteral(reader, type);
  if (raw === null) return null;
  const value = comparableOf(raw, type);
  if (value !== null) return value;
  const details = { value: JSON.stringify(raw), type };
  throw cellError(reader.cell, "notOfType", token?.at ?? 0, token?.end ?? 0, details);
}

const ENDS = new Set([",", "..", "]"]);

/** Whether what follows up to the end of the operand names an input or computes: then it is an expression. */
function isExpression({ reader, inputs }: Place): boolean {
  let depth = 0;
  for (let index = 0; ; index += 1) {
    const token = reader.peek(index);
    if (token === undefined) return false;
    const { kind, value } = token;
    if (kind === "name" && inputs.some((input) => (typeof input === "string" ? input : input.id) === value)) {
      const next = reader.peek(index + 1);
      if (next?.kind !== "mark" || next.value !== "(") return true;
    }
    if (kind !== "mark") continue;
    if (value === "(") depth += 1;
    if (value === ")") depth -= 1;
    if (depth < 0 || (depth === 0 && (ENDS.has(value) || (value === "[" && index > 0)))) return false;
    if (["+", "*", "/", "**"].includes(value) || (value === "-" && index > 0)) return true;
  }
}

/** A literal, or an expression over the other inputs (DMN 1.4 §9, rule 18: an endpoint is an expression). */
type Operand = { value: Comparable | null } | { expression: OutputExpression };

function readOperand(place: Place): Operand {
  const { reader, type, inputs } = place;
  if (!isExpression(place)) return { value: readLiteral(place) };
  const start = reader.peek()?.at ?? 0;
  const sum = readSum(reader, inputs);
  const found = typeOfExpression(sum);
  const expression = foldOutput(sum);
  const fits = found === null || found === type || (type === "dateTime" && found === "date");
  if (!fits) {
    const problem = found === "invalid" ? "typesMixed" : "givesOther";
    throw cellError(reader.cell, problem, start, reader.cell.length, { found, type });
  }
  if (expression.op !== "value") return { expression };
  const value = comparableOf(expression.value, type);
  if (value !== null) return { value };
  const details = { value: JSON.stringify(expression.value), type };
  throw cellError(reader.cell, "notOfType", start, reader.cell.length, details);
}

function boundTest(place: Place, sign: ComparisonSign, operand: Operand): CellTest {
  if ("expression" in operand) return { op: "against", sign, type: place.type, to: operand.expression };
  if (sign === "=") return { op: "equal", value: operand.value };
  if (operand.value !== null) return { op: "compare", sign, value: operand.value };
  return sign === "!=" ? { op: "not", test: { op: "equal", value: null } } : place.reader.fail("nullOrder");
}

function readRange(place: Place, opening: string): CellTest {
  const { reader } = place;
  const low = readOperand(place);
  reader.expectMark("..");
  const high = readOperand(place);
  const closing = reader.takeMark("]", ")", "[");
  if (closing === null) return reader.fail("bracketMissing");
  const [withLow, withHigh] = [opening === "[", closing === "]"];
  if ("expression" in low || "expression" in high) {
    return {
      op: "and",
      tests: [boundTest(place, withLow ? ">=" : ">", low), boundTest(place, withHigh ? "<=" : "<", high)],
    };
  }
  if (low.value === null || high.value === null) return reader.fail("nullOrder");
  if (low.value > high.value) return reader.fail("intervalTurned");
  return { op: "range", low: low.value, high: high.value, withLow, withHigh };
}

function readTest(place: Place): CellTest {
  const { reader, type } = place;
  const isOfInput = reader.takeMark("?") !== null;
  const sign = reader.takeMark("<", "<=", ">", ">=", "!=", "=");
  if (sign !== null) {
    const isOrder = sign !== "=" && sign !== "!=";
    if (isOrder && type === "boolean") return reader.fail("booleanOrder");
    return boundTest(place, sign as ComparisonSign, readOperand(place));
  }
  if (isOfInput) return reader.fail("comparisonNeeded");
  const opening = reader.takeMark("[", "(", "]");
  if (opening !== null) {
    if (type === "boolean") return reader.fail("booleanOrder");
    return readRange(place, opening);
  }
  return boundTest(place, "=", readOperand(place));
}

function joinTests(tests: CellTest[]): CellTest {
  const [first] = tests;
  if (tests.length === 1 && first !== undefined) return first;
  const values = tests.map((test) => (test.op === "equal" ? test.value : null));
  return values.every((value) => value !== null) ? { op: "in", values } : { op: "or", tests };
}

function readTests(place: Place): CellTest {
  const tests = [readTest(place)];
  while (place.reader.takeMark(",") !== null) tests.push(readTest(place));
  return joinTests(tests);
}

/**
 * Compiles an S-FEEL unary test (DMN 1.3 §9, rules 12–17): `-`, comparisons (also with `?` for the input), intervals, lists,
 * `not(…)`, literals; a bound may be arithmetic over the other `inputs`. Throws `TABLE_CELL_INVALID` with the place, and
 * `TABLE_OUTPUT_INVALID` for what cannot be computed whatever the input.
 */
export function compileCell(cell: string, type: ColumnType, inputs: readonly NamedInput[] = []): CellTest {
  const text = cell.trim();
  if (text === "-" || text === "") return { op: "any" };
  const reader = new CellReader(cell);
  const place = { reader, type, inputs };
  const first = reader.peek();
  const second = reader.peek(1);
  let test: CellTest;
  if (first?.kind === "name" && first.value === "not" && second?.kind === "mark" && second.value === "(") {
    reader.next();
    reader.next();
    test = { op: "not", test: readTests(place) };
    reader.expectMark(")");
  } else test = readTests(place);
  reader.expectEnd();
  return test;
}
