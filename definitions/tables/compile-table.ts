import { userError } from "../errors.ts";
import type { Json } from "../json.ts";
import type { DecisionTable, HIT_POLICIES } from "../resources.ts";
import { compileCell, type CellTest } from "./cell-syntax.ts";
import type { OutputExpression } from "./output-expression.ts";
import { compileOutput } from "./output-syntax.ts";
import type { ColumnType } from "./values.ts";

export type HitPolicy = (typeof HIT_POLICIES)[number];

export interface CompiledInput {
  id: string;
  type: ColumnType;
  values?: Json[];
}
export interface CompiledOutput {
  id: string;
  type: ColumnType;
  default?: OutputExpression;
  /** Under P and O: the values by priority, highest first. */
  values?: Json[];
}
export interface CompiledRow {
  id: string;
  label?: string;
  from?: string;
  to?: string;
  when: CellTest[];
  /** The cells as written, for explanations. */
  cells: string[];
  then: OutputExpression[];
}
/** A decision table ready to run: plain JSON data, so that it can sit in a plan. */
export interface CompiledTable {
  key: string;
  hitPolicy: HitPolicy;
  inputs: CompiledInput[];
  outputs: CompiledOutput[];
  rows: CompiledRow[];
}

function checkWidths(table: DecisionTable, row: DecisionTable["rows"][number]): void {
  if (row.when.length !== table.inputs.length || row.then.length !== table.outputs.length) {
    throw userError(
      "TABLE_ROW_WIDTH_INVALID",
      `row ${row.id} of "${table.key}" needs ${table.inputs.length} conditions and ${table.outputs.length} results`,
      { row: row.id, inputs: table.inputs.length, outputs: table.outputs.length },
    );
  }
}

/**
 * Compiles a decision table: cells to tests, results to expressions. Throws `TABLE_CELL_INVALID`,
 * `TABLE_ROW_WIDTH_INVALID`, `TABLE_OUTPUT_INVALID`.
 */
export function compileTable(table: DecisionTable): CompiledTable {
  const inputs = table.inputs.map(({ id, type }) => ({ id, type }));
  return {
    key: table.key,
    hitPolicy: table.hitPolicy,
    inputs: table.inputs.map(({ id, type, values }) => ({ id, type, ...(values === undefined ? {} : { values }) })),
    outputs: table.outputs.map(({ id, type, values, default: text }) => ({
      id,
      type,
      ...(values === undefined ? {} : { values }),
      ...(text === undefined ? {} : { default: compileOutput(text, inputs) }),
    })),
    rows: table.rows.map((row) => {
      checkWidths(table, row);
      return {
        id: row.id,
        ...(row.label === undefined ? {} : { label: row.label }),
        ...(row.from === undefined ? {} : { from: row.from }),
        ...(row.to === undefined ? {} : { to: row.to }),
        when: row.when.map((cell, index) => compileCell(cell, table.inputs[index]?.type ?? "string", inputs)),
        cells: row.when,
        then: row.then.map((cell) => compileOutput(cell, inputs)),
      };
    }),
  };
}
