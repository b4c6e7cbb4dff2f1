import { userError } from "../errors.ts";
import type { DecisionTable } from "../resources.ts";
import { compileCell } from "../tables/cell-syntax.ts";
import type { ColumnType } from "../tables/values.ts";
import type { TableLogic } from "./decision-graph.ts";
import { parseFeel } from "./feel-parser.ts";
import { freeIdentifier } from "./make-names.ts";

interface Columns {
  inputs: DecisionTable["inputs"];
  columns: TableLogic["columns"];
  taken: Set<string>;
}

/** Of inputs or outputs of one table, those that its cells' expressions take included. */
export const MAX_COLUMNS = 64;

/** Columns that cells may name as the file does: their identifier is the expression's own name. */
export function namedInputs({ inputs, columns }: Columns): DecisionTable["inputs"] {
  return inputs.filter(({ id }) => columns[id]?.expression === id);
}

/** Each expression of a cell takes a column. Throws `DECISION_UNSUPPORTED` when a table has no room for more. */
export function refuseTooMany({ inputs }: Columns): void {
  if (inputs.length < MAX_COLUMNS) return;
  const what = `its columns and the different expressions in its cells are more than ${MAX_COLUMNS}`;
  throw userError("DECISION_UNSUPPORTED", `the table is too large: ${what}`, { decision: "", what });
}

const MARK = /^(?:!=|<=|>=|=|<|>)/u;
const QUESTION = /"(?:[^"\\]|\\.)*"|\?/gu;

function problemOf(cell: string, type: ColumnType, named: DecisionTable["inputs"]): unknown {
  try {
    compileCell(cell, type, named);
    return null;
  } catch (thrown) {
    return thrown;
  }
}

/** A unary test over other names (`> limit`, `? > a + b`, `limit`) as an expression that is true where the test holds. */
function asCondition(cell: string, source: string): string {
  const asked = cell.replaceAll(QUESTION, (part) => (part === "?" ? `(${source})` : part));
  if (asked !== cell) return asked;
  return MARK.test(cell) ? `(${source}) ${cell}` : `(${source}) = (${cell})`;
}

/**
 * Reads the input cells of one row after the other. A cell that compares with another name becomes a yes/no column of its
 * own, whose cell asks for yes: the table's meaning stays. The result is a test by column id.
 * Throws the cell's own error where neither way fits.
 */
export function rowTester(draft: Columns, scope: readonly string[]): (cells: readonly string[]) => Map<string, string> {
  const given = [...draft.inputs];
  const named = namedInputs(draft);
  return (cells) => {
    const tests = new Map<string, string>();
    cells.forEach((text, index) => {
      const cell = text === "" ? "-" : text;
      const column = given[index];
      if (column === undefined || cell === "-") return;
      const problem = problemOf(cell, column.type, named);
      if (problem === null) {
        tests.set(column.id, cell);
        return;
      }
      tests.set(
        addCondition(draft, asCondition(cell, draft.columns[column.id]?.expression ?? ""), scope, problem),
        "true",
      );
    });
    return tests;
  };
}

function addCondition(draft: Columns, expression: string, scope: readonly string[], problem: unknown): string {
  const known = Object.entries(draft.columns).find(([, source]) => source.expression === expression)?.[0];
  if (known !== undefined) return known;
  try {
    // A word that is no name in scope is no condition: most often a text without quotes.
    if (parseFeel(expression, scope).free.some((name) => !scope.includes(name) && !isNameOfColumn(draft, name)))
      throw problem;
  } catch {
    throw problem;
  }
  refuseTooMany(draft);
  const id = freeIdentifier("holds", draft.taken);
  draft.inputs.push({ id, type: "boolean", name: expression.slice(0, 200) });
  draft.columns[id] = { expression, stands: "for-input" };
  return id;
}

function isNameOfColumn(draft: Columns, name: string): boolean {
  return Object.values(draft.columns).some(({ expression }) => expression === name);
}
