import { type Box, intersectBoxes, type Region, type TableRegions } from "./regions.ts";
import type { StepBudget } from "./step-budget.ts";

/** Two rows that match the same inputs: those of `box`. `row` is the later one. */
export interface Overlap {
  row: number;
  other: number;
  box: Box;
}

/** The axis on which the fewest rows let everything pass. */
function narrowestAxis({ axes, regions }: TableRegions): number {
  let best = 0;
  let least = Infinity;
  for (const index of axes.keys()) {
    let width = 0;
    for (const { box } of regions)
      width += ((box[index]?.at(-1) ?? 0) - (box[index]?.[0] ?? 0) + 1) / axes[index]!.size;
    if (width < least) [best, least] = [index, width];
  }
  return best;
}

/**
 * Calls `tell` with every pair of rows that share inputs, until it answers false or the budget is spent. Rows are swept in
 * the order of one axis, so that only those are compared that lie side by side on it.
 */
export function findOverlaps(regions: TableRegions, budget: StepBudget, tell: (overlap: Overlap) => boolean): void {
  const axis = narrowestAxis(regions);
  const startOf = ({ box }: Region): number => box[axis]?.[0] ?? 0;
  const endOf = ({ box }: Region): number => box[axis]?.at(-1) ?? 0;
  const sorted = regions.regions
    .filter(({ box }) => box.every((set) => set.length > 0))
    .sort((a, b) => startOf(a) - startOf(b) || a.row - b.row);
  for (const [index, region] of sorted.entries()) {
    const end = endOf(region);
    for (let next = index + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || startOf(other) > end) break;
      if (!budget.take(1)) return;
      const box = intersectBoxes(region.box, other.box);
      if (box === null) continue;
      const pair = { row: Math.max(region.row, other.row), other: Math.min(region.row, other.row), box };
      if (!tell(pair)) return;
    }
  }
}
