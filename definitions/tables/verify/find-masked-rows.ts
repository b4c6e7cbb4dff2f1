import type { Json } from "../../json.ts";
import type { CompiledTable } from "../compile-table.ts";
import { doSetsMeet, NO_CLASSES } from "./class-set.ts";
import { findUncovered } from "./find-uncovered.ts";
import type { Region, TableRegions } from "./regions.ts";
import type { StepBudget } from "./step-budget.ts";

/** A row that never decides: for each of its inputs one of `others` comes before it. */
export interface MaskedRow {
  region: Region;
  others: Region[];
}

/** The place of a row's result among the allowed values, by column; null where a result is computed. */
function priorityOf(table: CompiledTable, row: number): number[] | null {
  const cells = table.rows[row]?.then ?? [];
  const ranks: number[] = [];
  for (const [index, cell] of cells.entries()) {
    if (cell.op !== "value") return null;
    const values = table.outputs[index]?.values ?? [];
    const rank = values.findIndex((value: Json) => JSON.stringify(value) === JSON.stringify(cell.value));
    ranks.push(rank === -1 ? values.length : rank);
  }
  return ranks;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, rank] of a.entries()) {
    const difference = rank - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The rows in the order in which the hit policy prefers them; null where more than one row counts. */
function preferenceOf({ table, regions }: TableRegions): Region[] | null {
  switch (table.hitPolicy) {
    case "F":
    case "A":
      return [...regions];
    case "P": {
      const ranked = regions.flatMap((region) => {
        const ranks = priorityOf(table, region.row);
        return ranks === null ? [] : [{ region, ranks }];
      });
      return ranked
        .sort((a, b) => compareRanks(a.ranks, b.ranks) || a.region.row - b.region.row)
        .map((entry) => entry.region);
    }
    default:
      return null;
  }
}

/** The part of all steps that one row may take, at most. */
const ROW_SHARE = 0.02;

/**
 * Finds rows that never decide: under F those that earlier rows cover, under P those of higher priority, under A both.
 * `isWhole` is false where rows were left that would have taken too many steps.
 */
export function findMaskedRows(regions: TableRegions, budget: StepBudget): { masked: MaskedRow[]; isWhole: boolean } {
  const preferred = preferenceOf(regions);
  if (preferred === null) return { masked: [], isWhole: true };
  const masked: MaskedRow[] = [];
  const share = Math.ceil(budget.steps * ROW_SHARE);
  let isWhole = true;
  for (const [index, region] of preferred.entries()) {
    if (region.box.some((set) => set.length === 0)) continue;
    if (!budget.take(index)) break;
    const others = preferred
      .slice(0, index)
      .filter(({ box }) => box.every((set, axis) => doSetsMeet(set, region.box[axis] ?? NO_CLASSES)));
    if (others.length === 0) continue;
    const part = budget.part(share);
    const free = findUncovered(region.box, others, part);
    if (part.isSpent) isWhole = false;
    else if (free === null) masked.push({ region, others });
    if (!budget.settle(part)) break;
  }
  return { masked: masked.sort((a, b) => a.region.row - b.region.row), isWhole: isWhole && !budget.isSpent };
}
