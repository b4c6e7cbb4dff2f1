import type { DmnElement } from "dmn-moddle";
import { userError } from "../errors.ts";
import type { DecisionTable } from "../resources.ts";
import { compileCell } from "../tables/cell-syntax.ts";
import { compileOutput } from "../tables/output-syntax.ts";
import type { ColumnType } from "../tables/values.ts";
import type { TableLogic } from "./decision-graph.ts";
import { childOf, childrenOf, textOf } from "./dmn-elements.ts";
import { findHitPolicy } from "./dmn-hit-policies.ts";
import { freeIdentifier, makeTableKey } from "./make-names.ts";
import { MAX_COLUMNS, namedInputs, refuseTooMany, rowTester } from "./read-cells.ts";
import { readRowNotes } from "./read-row-notes.ts";
import { inferType, readValues, type ReadType, resolveType } from "./read-types.ts";

/** What reading a table needs of its surroundings. */
export interface TableSurroundings {
  items: ReadonlyMap<string, DmnElement>;
  /** Type of an input or decision by name, where one is known. */
  typeOfName: (name: string) => ColumnType | undefined;
  /** Names that cells and input expressions may use. */
  scope: readonly string[];
  report: (what: string) => void;
}

const MAX_RULES = 10_000;

type Draft = Pick<TableLogic, "columns" | "outputNames"> & { inputs: DecisionTable["inputs"]; taken: Set<string> };

function readType(reference: string, { items, report }: TableSurroundings): ReadType {
  if (reference === "") return {};
  const type = resolveType(reference, items);
  if (type.unknown !== undefined) report(`type ${type.unknown}`);
  return type;
}

function readInput(clause: DmnElement, cells: string[], draft: Draft, around: TableSurroundings): void {
  const source = childOf(clause, "inputExpression");
  let expression = textOf(source, "text").trim();
  if (expression === "") {
    expression = freeIdentifier(textOf(clause, "id") || textOf(clause, "label"), new Set());
    around.report(`input column without an expression; its value is asked as ${expression}`);
  }
  const read = readType(textOf(source, "typeRef"), around);
  const type = read.type ?? around.typeOfName(expression) ?? inferType(cells);
  const id = freeIdentifier(expression, draft.taken);
  const limits = textOf(childOf(clause, "inputValues"), "text").trim() || (read.allowed ?? "");
  const values = limits === "" ? null : readValues(limits);
  const name = textOf(clause, "label") || (expression === id ? "" : expression);
  draft.inputs.push({
    id,
    type,
    ...(name === "" ? {} : { name: name.slice(0, 200) }),
    ...(values === null ? {} : { values }),
  });
  draft.columns[id] = { expression, ...(limits === "" || values !== null ? {} : { allowed: limits }) };
  if (limits !== "" && values === null) {
    try {
      compileCell(limits, type);
    } catch {
      delete draft.columns[id].allowed;
      around.report(`allowed values ${limits.slice(0, 100)}`);
    }
  }
}

interface OutputDraft {
  column: DecisionTable["outputs"][number];
  defaultCell: string;
}

function readOutput(
  clause: DmnElement,
  cells: string[],
  fallback: string,
  draft: Draft,
  around: TableSurroundings,
): OutputDraft {
  const name = textOf(clause, "name") || textOf(clause, "label") || fallback;
  const read = readType(textOf(clause, "typeRef"), around);
  const defaultCell = textOf(childOf(clause, "defaultOutputEntry"), "text").trim();
  const id = freeIdentifier(name, draft.taken);
  const limits = textOf(childOf(clause, "outputValues"), "text").trim() || (read.allowed ?? "");
  const values = limits === "" ? null : readValues(limits);
  if (limits !== "" && values === null) around.report(`output values ${limits.slice(0, 100)}`);
  draft.outputNames[id] = name;
  const label = textOf(clause, "label") || (name === id ? "" : name);
  const type = read.type ?? inferType([...cells, defaultCell].filter((cell) => isPlainOutput(cell)));
  return {
    column: {
      id,
      type,
      ...(label === "" ? {} : { name: label.slice(0, 200) }),
      ...(values === null ? {} : { values }),
    },
    defaultCell,
  };
}

/** Whether a cell can stay as it is: a value, or an expression over columns whose names are the expressions' own. */
function isPlainOutput(cell: string, named: DecisionTable["inputs"] = []): boolean {
  try {
    const { op } = compileOutput(cell, named);
    return op === "value" || named.length > 0;
  } catch {
    return false;
  }
}

/** An output cell, or the column that was made for its expression. */
function readOutputCell(cell: string, type: ColumnType, draft: Draft): string {
  if (isPlainOutput(cell, namedInputs(draft))) return cell;
  refuseTooMany(draft);
  const known = Object.entries(draft.columns).find(([, source]) => source.expression === cell)?.[0];
  if (known !== undefined) return known;
  const id = freeIdentifier("computed", draft.taken);
  draft.inputs.push({ id, type, name: cell.slice(0, 200) });
  draft.columns[id] = { expression: cell, stands: "for-output" };
  return id;
}

function readPolicy(element: DmnElement, report: (what: string) => void): DecisionTable["hitPolicy"] {
  const text = textOf(element, "hitPolicy") || "UNIQUE";
  const aggregation = text === "COLLECT" ? textOf(element, "aggregation") : "";
  const found = findHitPolicy(text, aggregation);
  if (found !== undefined) return found;
  report(aggregation === "" ? `hit policy ${text}` : `aggregation ${aggregation}`);
  return aggregation === "" ? "U" : "C";
}

function refuseTooLarge(element: DmnElement): void {
  const sizes = [
    ["input", MAX_COLUMNS],
    ["output", MAX_COLUMNS],
    ["rule", MAX_RULES],
  ] as const;
  for (const [kind, most] of sizes) {
    const count = childrenOf(element, kind).length;
    if (count <= most) continue;
    const what = `${count} elements ${kind}, ${most} are allowed`;
    throw userError("DECISION_UNSUPPORTED", `the table is too large: ${what}`, { decision: "", what });
  }
}

const textsOf = (rules: readonly DmnElement[], kind: string, column: number) =>
  rules.map((rule) => textOf(childrenOf(rule, kind)[column], "text").trim());

/** A decision table element as a table of ours. Throws `TABLE_CELL_INVALID` or `DECISION_EXPRESSION_INVALID` for what cannot be evaluated. */
export function readTable(element: DmnElement, decisionName: string, around: TableSurroundings): TableLogic {
  refuseTooLarge(element);
  const rules = childrenOf(element, "rule");
  const draft: Draft = { inputs: [], columns: {}, outputNames: {}, taken: new Set() };
  childrenOf(element, "input").forEach((clause, column) =>
    readInput(clause, textsOf(rules, "inputEntry", column), draft, around),
  );
  const outputs = childrenOf(element, "output").map((clause, column) =>
    readOutput(
      clause,
      textsOf(rules, "outputEntry", column),
      textOf(element, "outputLabel") || decisionName,
      draft,
      around,
    ),
  );
  const given = draft.inputs.length;
  const tester = rowTester(draft, around.scope);
  const notes = readRowNotes(element, rules, around.report);
  const rows = rules.map((rule, index) => {
    const cells = Array.from({ length: given }, (_, column) =>
      textOf(childrenOf(rule, "inputEntry")[column], "text").trim(),
    );
    const tests = tester(cells);
    const then = outputs.map(({ column }, place) =>
      readOutputCell(textOf(childrenOf(rule, "outputEntry")[place], "text").trim(), column.type, draft),
    );
    return { row: notes[index] ?? { id: `rule${index + 1}` }, tests, then };
  });
  for (const { column, defaultCell } of outputs)
    if (defaultCell !== "") column.default = readOutputCell(defaultCell, column.type, draft);
  const table: DecisionTable = {
    schemaVersion: 1,
    key: makeTableKey(decisionName),
    name: decisionName,
    hitPolicy: readPolicy(element, around.report),
    inputs: draft.inputs,
    outputs: outputs.map(({ column }) => column),
    rows: rows.map(({ row, tests, then }) =>
      Object.assign({}, row, { when: draft.inputs.map(({ id }) => tests.get(id) ?? "-"), then }),
    ),
    tests: [],
  };
  return { kind: "table", table, columns: draft.columns, outputNames: draft.outputNames };
}
