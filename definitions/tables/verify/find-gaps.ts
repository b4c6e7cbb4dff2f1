import { isSameSet, spanSet } from "./class-set.ts";
import { findUncovered } from "./find-uncovered.ts";
import type { Box, Region, TableRegions } from "./regions.ts";
import type { StepBudget } from "./step-budget.ts";

/** Inputs that no row matches; `emptyColumn`: only because this column is empty. */
export interface Gap {
  box: Box;
  emptyColumn?: string;
}

/** The inputs that the search looks at: filled ones, and no date before the first row comes into force. */
function spaceOf({ axes, table, hasDates }: TableRegions): Box {
  const isEndless = table.rows.some((row) => row.from === undefined);
  return axes.map((axis, index) => {
    if (!hasDates || index < axes.length - 1) return axis.filled;
    return isEndless ? axis.filled : spanSet(1, axis.size - 1);
  });
}

/** Finds up to `most` gaps among filled inputs, each as wide as can be. */
export function findGaps(regions: TableRegions, most: number, budget: StepBudget): { gaps: Gap[]; hasMore: boolean } {
  const space = spaceOf(regions);
  const taken: Region[] = [...regions.regions];
  const gaps: Gap[] = [];
  let hasMore = false;
  while (true) {
    const found = findUncovered(space, taken, budget);
    if (found === null) break;
    // A row has one span of dates: what is free at other dates is another gap.
    const box = regions.hasDates ? [...found.slice(0, -1), (found.at(-1) ?? []).slice(0, 2)] : found;
    if (gaps.length >= most) {
      hasMore = true;
      break;
    }
    gaps.push({ box });
    taken.push({ row: -1, box });
  }
  return { gaps, hasMore };
}

/** Finds the columns for whose empty value a row is missing, beyond the `gaps` that are there whatever they hold. */
export function findEmptyGaps(regions: TableRegions, gaps: readonly Gap[], budget: StepBudget): Gap[] {
  const space = spaceOf(regions);
  const found: Gap[] = [];
  for (const [index, axis] of regions.axes.entries()) {
    if (!axis.hasEmpty || budget.isSpent) continue;
    const empty = spanSet(axis.size - 1, axis.size - 1);
    // A gap that is there whatever the column holds is told already.
    const inGap = gaps
      .filter((gap) => isSameSet(gap.box[index] ?? [], axis.filled))
      .map((gap) => ({ row: -1, box: gap.box.map((set, at) => (at === index ? axis.whole : set)) }));
    const others = space.map((set, at) => (at === index ? empty : set));
    const box = findUncovered(others, [...regions.regions, ...inGap], budget);
    if (box !== null) found.push({ box, emptyColumn: axis.id });
  }
  return found;
}
