import type { Issue } from "../../api.ts";
import type { DecisionTable } from "../../resources.ts";
import { checkTable } from "../check-table.ts";
import { isComputed } from "../cell-test.ts";
import { compileTable } from "../compile-table.ts";
import { evaluateTable } from "../evaluate-table.ts";
import { evaluateOutput } from "../output-expression.ts";
import { makeTableIssue } from "../table-issue.ts";
import { findEmptyGaps, findGaps } from "./find-gaps.ts";
import { findMaskedRows } from "./find-masked-rows.ts";
import { findOverlaps, type Overlap } from "./find-overlaps.ts";
import {
  type Box,
  intersectBoxes,
  makeRegions,
  regionText,
  rowOf,
  type TableRegions,
  type Witness,
  witnessIn,
  witnessText,
} from "./regions.ts";
import { StepBudget } from "./step-budget.ts";
import { findUnusedValues } from "./find-unused-values.ts";

/** How far `verifyTable` looks. A step is one look at one row: some twenty million of them take half a second. */
export interface VerifyOptions {
  maxSteps?: number;
  /** Findings of one kind that are told, at most. */
  maxFindings?: number;
}

const MAX_STEPS = 20_000_000;
const MAX_FINDINGS = 100;
const MAX_GAPS = 10;
/** Rows that a masked row's issue names, at most. */
const MAX_OTHERS = 20;

/** What is searched for, as its codes name it. */
type Search = "OVERLAPS" | "MASKED" | "GAPS";

/** What was found about rows, while the table's own faults do not stand in the way. */
class Verification {
  readonly issues: Issue[] = [];
  private readonly regions: TableRegions;
  private readonly known: TableRegions;
  private readonly maxSteps: number;
  private readonly maxFindings: number;
  private readonly masked = new Set<number>();

  constructor(table: DecisionTable, options: VerifyOptions) {
    this.regions = makeRegions(compileTable(table));
    this.maxSteps = options.maxSteps ?? MAX_STEPS;
    this.maxFindings = options.maxFindings ?? MAX_FINDINGS;
    const rows = this.regions.table.rows;
    this.known = {
      ...this.regions,
      regions: this.regions.regions.filter(({ row }) => rows[row]?.when.every((cell) => !isComputed(cell)) ?? false),
    };
  }

  run(repeated: ReadonlySet<string>): void {
    this.tellComputedCells();
    this.tellEmptyRows();
    this.within("OVERLAPS", (budget) => this.tellOverlaps(budget, repeated));
    this.within("MASKED", (budget) => this.tellMaskedRows(budget));
    this.within("GAPS", (budget) => this.tellGaps(budget));
    this.tellUnusedValues();
  }

  private idOf(row: number): string {
    return this.regions.table.rows[row]?.id ?? "";
  }

  /** Runs a search in a third of the steps, and says so when that was not enough. */
  private within(what: Search, search: (budget: StepBudget) => boolean): void {
    const steps = Math.floor(this.maxSteps / 3);
    const budget = new StepBudget(steps);
    const isWhole = search(budget);
    if (!isWhole || budget.isSpent)
      this.issues.push(makeTableIssue(`TABLE_${what}_STOPPED`, "rows", { steps }, "info"));
  }

  private tellMore(what: Search, count: number): void {
    this.issues.push(makeTableIssue(`TABLE_${what}_MORE`, "rows", { count }, "info"));
  }

  private witness(box: Box): Record<string, unknown> {
    const witness = witnessIn(this.regions, box);
    return { ...witness, witness: witnessText(this.regions, box, witness) };
  }

  /** A cell that depends on another column is no set of values: its row is left out, and that is said. */
  private tellComputedCells(): void {
    this.regions.table.rows.forEach((row, index) => {
      const column = row.when.findIndex((cell) => isComputed(cell));
      if (column === -1) return;
      const details = { row: row.id, cell: row.cells[column] };
      this.issues.push(makeTableIssue("TABLE_CELL_NOT_ANALYSED", `rows.${index}.when.${column}`, details, "info"));
    });
  }

  private tellEmptyRows(): void {
    for (const { row, box } of this.known.regions) {
      const column = box.findIndex((set) => set.length === 0);
      if (column === -1) continue;
      this.masked.add(row);
      const path = `rows.${row}.when.${column}`;
      this.issues.push(makeTableIssue("TABLE_ROW_NEVER_MATCHES", path, { row: this.idOf(row) }, "warning"));
    }
  }

  private tellOverlaps(budget: StepBudget, repeated: ReadonlySet<string>): boolean {
    const policy = this.regions.table.hitPolicy;
    if (policy !== "U" && policy !== "A") return true;
    let told = 0;
    findOverlaps(this.known, budget, (overlap) => {
      const [row, other] = [this.idOf(overlap.row), this.idOf(overlap.other)];
      if (repeated.has(`${row}\n${other}`)) return true;
      const issue = policy === "U" ? this.overlapIssue(overlap) : this.disagreement(overlap);
      if (issue === null) return true;
      if (told === this.maxFindings) {
        this.tellMore("OVERLAPS", told);
        return false;
      }
      told += 1;
      this.issues.push(issue);
      return true;
    });
    return true;
  }

  private overlapIssue({ row, other, box }: Overlap): Issue {
    const details = { row: this.idOf(row), other: this.idOf(other), ...this.witness(box) };
    return makeTableIssue("TABLE_ROWS_OVERLAP", `rows.${row}`, details);
  }

  /** Under A rows may share inputs as long as they give the same result. */
  private disagreement({ row, other, box }: Overlap): Issue | null {
    const { rows } = this.regions.table;
    const [one, two] = [rows[row]?.then ?? [], rows[other]?.then ?? []];
    if (JSON.stringify(one) === JSON.stringify(two)) return null;
    const { input } = witnessIn(this.regions, box);
    const details = { row: this.idOf(row), other: this.idOf(other), ...this.witness(box) };
    const results = [one, two].map((cells) => {
      try {
        return JSON.stringify(cells.map((cell) => evaluateOutput(cell, input)));
      } catch {
        return null;
      }
    });
    if (results[0] !== null && results[1] !== null && results[0] !== results[1])
      return makeTableIssue("TABLE_ROWS_DISAGREE", `rows.${row}`, details);
    return [...one, ...two].every((cell) => cell.op === "value")
      ? null
      : makeTableIssue("TABLE_OUTPUT_NOT_ANALYSED", `rows.${row}`, details, "info");
  }

  private tellMaskedRows(budget: StepBudget): boolean {
    const { masked: found, isWhole } = findMaskedRows(this.known, budget);
    const severity = this.regions.table.hitPolicy === "A" ? "info" : "warning";
    for (const [index, { region, others }] of found.entries()) {
      this.masked.add(region.row);
      if (index >= this.maxFindings) continue;
      const winner = others.find((other) => intersectBoxes(region.box, other.box) !== null);
      const box = (winner === undefined ? null : intersectBoxes(region.box, winner.box)) ?? region.box;
      const details = {
        row: this.idOf(region.row),
        others: others.slice(0, MAX_OTHERS).map((other) => this.idOf(other.row)),
        other: this.idOf(winner?.row ?? -1),
        ...this.witness(box),
      };
      this.issues.push(makeTableIssue("TABLE_ROW_MASKED", `rows.${region.row}`, details, severity));
    }
    if (found.length > this.maxFindings) this.tellMore("MASKED", this.maxFindings);
    return isWhole;
  }

  private tellGaps(budget: StepBudget): boolean {
    const { table } = this.regions;
    if (table.outputs.some((output) => output.default !== undefined)) return true;
    const isExpected = !["U", "A", "P", "F"].includes(table.hitPolicy);
    const { gaps, hasMore } = findGaps(this.known, MAX_GAPS, budget);
    // Where rows are collected, that none matches is an answer like another.
    const emptyGaps = isExpected ? [] : findEmptyGaps(this.known, gaps, budget);
    for (const { box, emptyColumn } of [...gaps, ...emptyGaps]) {
      if (this.isMatchedByComputed(witnessIn(this.regions, box))) continue;
      const row = rowOf(this.regions, box);
      const details = { ...this.witness(box), ...row, region: regionText(this.regions, row) };
      const issue =
        emptyColumn === undefined
          ? makeTableIssue("TABLE_GAP", "rows", details, isExpected ? "info" : "warning")
          : makeTableIssue("TABLE_GAP_EMPTY", "rows", { ...details, column: emptyColumn }, "info");
      this.issues.push(issue);
    }
    if (hasMore) this.tellMore("GAPS", MAX_GAPS);
    return true;
  }

  /** Whether a row that was left out of the search matches an input. */
  private isMatchedByComputed({ input, asOf }: Witness): boolean {
    const { table } = this.regions;
    const rows = table.rows.filter((row) => row.when.some(isComputed));
    if (rows.length === 0) return false;
    const options = { explain: false, ...(asOf === undefined ? {} : { asOf }) };
    return evaluateTable({ ...table, hitPolicy: "C#", rows }, input, options).hits.length > 0;
  }

  private tellUnusedValues(): void {
    for (const { column, index, value } of findUnusedValues(this.regions.table, this.masked)) {
      const details = { column, value: JSON.stringify(value) };
      this.issues.push(makeTableIssue("TABLE_OUTPUT_UNREACHABLE", `outputs.${index}.values`, details, "info"));
    }
  }
}

/** Faults after which a table's rows are no sets of inputs, so that nothing can be said of them. */
const FAULTS = new Set([
  "TABLE_CELL_INVALID",
  "TABLE_ROW_WIDTH_INVALID",
  "TABLE_COLUMN_DUPLICATE",
  "TABLE_ROW_DATES_INVALID",
  "TABLE_OUTPUT_INVALID",
]);

/**
 * Checks a decision table wholly: what `checkTable` finds, and then overlaps (U, A), masked rows (F, P, A), gaps (where no
 * output has a default), rows that cannot match and allowed results that no row gives. Each finding of rows has in its
 * details a witness: `input` (and `asOf`), an input that shows it when the table is asked; a gap also has `when`, the cells
 * of a row that would fill it. Counted work: what was not searched to the end is said (`TABLE_GAPS_STOPPED` and its like).
 */
export function verifyTable(table: DecisionTable, options: VerifyOptions = {}): Issue[] {
  const issues = checkTable(table);
  if (issues.some((issue) => FAULTS.has(issue.code))) return issues;
  const verification = new Verification(table, options);
  const repeated = issues.filter((issue) => issue.code === "TABLE_ROW_REPEATED");
  verification.run(
    new Set(repeated.map(({ details }) => `${String(details?.["row"])}\n${String(details?.["other"])}`)),
  );
  return [...issues, ...verification.issues];
}
