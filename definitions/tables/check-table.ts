import type { Issue } from "../api.ts";
import type { TableIssueCode } from "../error-texts/tables.ts";
import { FlowrightError } from "../errors.ts";
import type { DecisionTable } from "../resources.ts";
import { compileCell, type CellTest } from "./cell-syntax.ts";
import { compileOutput } from "./output-syntax.ts";
import { makeTableIssue } from "./table-issue.ts";
import { typeOfExpression } from "./type-of-expression.ts";
import { comparableOf, type Comparable } from "./values.ts";

/** Runs a compiler over one cell; what it throws becomes an issue with its place. */
function cellIssue(path: string, compile: () => void): Issue | null {
  try {
    compile();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof FlowrightError)) throw thrown;
    const range = thrown.details?.["range"] as Issue["range"];
    return {
      code: thrown.code,
      severity: "error",
      message: thrown.message,
      path,
      ...(range === undefined ? {} : { range }),
      ...(thrown.details === undefined ? {} : { details: thrown.details }),
    };
  }
}

function checkDuplicates(ids: readonly string[], code: TableIssueCode, path: string): Issue[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    if (seen.has(id)) return [makeTableIssue(code, `${path}.${index}`, { id })];
    seen.add(id);
    return [];
  });
}

function checkColumns(table: DecisionTable): Issue[] {
  const issues = [
    ...checkDuplicates(
      [...table.inputs, ...table.outputs].map((column) => column.id),
      "TABLE_COLUMN_DUPLICATE",
      "columns",
    ),
    ...checkDuplicates(
      table.rows.map((row) => row.id),
      "TABLE_ROW_DUPLICATE_ID",
      "rows",
    ),
  ];
  table.outputs.forEach((output, index) => {
    const path = `outputs.${index}`;
    if ((table.hitPolicy === "P" || table.hitPolicy === "O") && (output.values ?? []).length === 0) {
      issues.push(makeTableIssue("TABLE_PRIORITY_MISSING", path, { column: output.id }));
    }
    const hasNoOrder = output.type === "boolean" && (table.hitPolicy === "C<" || table.hitPolicy === "C>");
    if (hasNoOrder || (table.hitPolicy === "C+" && output.type !== "number")) {
      issues.push(makeTableIssue("TABLE_AGGREGATION_TYPE", path, { column: output.id, type: output.type }));
    }
  });
  for (const [kind, columns] of [
    ["inputs", table.inputs],
    ["outputs", table.outputs],
  ] as const) {
    columns.forEach((column, index) => {
      const wrong = (column.values ?? []).find((value) => value !== null && comparableOf(value, column.type) === null);
      if (wrong !== undefined) {
        issues.push(
          makeTableIssue("TABLE_VALUE_TYPE", `${kind}.${index}.values`, {
            value: JSON.stringify(wrong),
            type: column.type,
          }),
        );
      }
    });
  }
  return issues;
}

function checkOutputCell(table: DecisionTable, cell: string, column: number, path: string): Issue[] {
  const output = table.outputs[column];
  if (output === undefined) return [];
  let issues: Issue[] = [];
  const broken = cellIssue(path, () => {
    const expression = compileOutput(cell, table.inputs);
    if (expression.op !== "value") {
      const type = typeOfExpression(expression);
      const fits = type === null || type === output.type || (type === "date" && output.type === "dateTime");
      if (!fits) issues = [makeTableIssue("TABLE_VALUE_TYPE", path, { value: cell, type: output.type })];
      return;
    }
    if (expression.value === null || Array.isArray(expression.value)) return;
    if (comparableOf(expression.value, output.type) === null) {
      issues = [makeTableIssue("TABLE_VALUE_TYPE", path, { value: cell, type: output.type })];
    } else if (output.values !== undefined && !output.values.includes(expression.value)) {
      issues = [makeTableIssue("TABLE_VALUE_NOT_ALLOWED", path, { value: cell, column: output.id })];
    }
  });
  return broken === null ? issues : [broken];
}

/** Single values that a cell names. */
function namedValues(test: CellTest): Comparable[] {
  switch (test.op) {
    case "equal":
      return test.value === null ? [] : [test.value];
    case "in":
      return test.values;
    case "or":
      return test.tests.flatMap(namedValues);
    case "not":
      return namedValues(test.test);
    default:
      return [];
  }
}

/** Checks a cell's syntax, and that the values which it names are among those that the column allows. */
function checkInputCell(table: DecisionTable, cell: string, column: number, path: string): Issue[] {
  const input = table.inputs[column];
  if (input === undefined) return [];
  let issues: Issue[] = [];
  const broken = cellIssue(path, () => {
    const test = compileCell(cell, input.type, table.inputs);
    if (input.values === undefined) return;
    const allowed = new Set(input.values.map((value) => comparableOf(value, input.type)));
    const wrong = namedValues(test).find((value) => !allowed.has(value));
    if (wrong !== undefined)
      issues = [makeTableIssue("TABLE_VALUE_NOT_ALLOWED", path, { value: cell, column: input.id }, "warning")];
  });
  return broken === null ? issues : [broken];
}

function checkRow(table: DecisionTable, row: DecisionTable["rows"][number], index: number): Issue[] {
  const path = `rows.${index}`;
  if (row.when.length !== table.inputs.length || row.then.length !== table.outputs.length) {
    return [
      makeTableIssue("TABLE_ROW_WIDTH_INVALID", path, {
        row: row.id,
        inputs: table.inputs.length,
        outputs: table.outputs.length,
      }),
    ];
  }
  const issues = row.when.flatMap((cell, column) => checkInputCell(table, cell, column, `${path}.when.${column}`));
  issues.push(...row.then.flatMap((cell, column) => checkOutputCell(table, cell, column, `${path}.then.${column}`)));
  if (row.from !== undefined && row.to !== undefined && row.from > row.to) {
    issues.push(makeTableIssue("TABLE_ROW_DATES_INVALID", path, { row: row.id, from: row.from, to: row.to }));
  }
  return issues;
}

/** A cell without the spaces outside of its texts. */
function withoutSpaces(cell: string): string {
  return cell.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, (_, text: string | undefined) => text ?? "");
}

function checkSameRows(table: DecisionTable): Issue[] {
  const seen = new Map<string, string>();
  return table.rows.flatMap((row, index) => {
    const key = JSON.stringify([row.when.map(withoutSpaces), row.from, row.to]);
    const other = seen.get(key);
    if (other !== undefined) {
      return [
        makeTableIssue(
          "TABLE_ROW_REPEATED",
          `rows.${index}`,
          { row: row.id, other },
          table.hitPolicy === "U" ? "error" : "warning",
        ),
      ];
    }
    seen.set(key, row.id);
    return [];
  });
}

/** Checks a decision table: columns, cell syntax with its place, types, widths, dates, rows with the same conditions. */
export function checkTable(table: DecisionTable): Issue[] {
  const issues = [
    ...checkColumns(table),
    ...table.rows.flatMap((row, index) => checkRow(table, row, index)),
    ...checkSameRows(table),
  ];
  table.outputs.forEach((output, index) => {
    if (output.default !== undefined)
      issues.push(...checkOutputCell(table, output.default, index, `outputs.${index}.default`));
  });
  return issues;
}
