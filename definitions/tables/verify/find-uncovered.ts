import {
  type ClassSet,
  doSetsMeet,
  isSameSet,
  NO_CLASSES,
  subtractSet,
  uniteSets,
  intersectSets,
} from "./class-set.ts";
import type { Box, Region } from "./regions.ts";
import type { StepBudget } from "./step-budget.ts";

/** A row within the space that is searched: its sets cut to that space, null where it covers the whole of an axis. */
type Cover = readonly (ClassSet | null)[];

interface Part {
  from: number;
  to: number;
  covers: number[];
}

/** A number without pattern for each row, so that the sum of a list's numbers tells the list. */
function mix(seed: number): number {
  let value = Math.imul(seed + 1, 0x9e3779b1);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** Tells one list of rows from another: 64 bits. */
function printOf(covers: readonly number[]): string {
  let low = 0;
  let high = 0;
  for (const cover of covers) {
    low ^= mix(cover);
    high ^= mix(~cover);
  }
  return `${low}:${high}`;
}

/**
 * Searches a space for a place that no box covers: cuts it along the axis that most boxes restrict, into parts that differ
 * in their boxes, emptiest first, and never looks twice at the same boxes on the same axes.
 */
class Search {
  private readonly covered = new Set<string>();
  private readonly space: Box;
  private readonly covers: readonly Cover[];
  private readonly budget: StepBudget;

  constructor(space: Box, covers: readonly Cover[], budget: StepBudget) {
    this.space = space;
    this.covers = covers;
    this.budget = budget;
  }

  /** The sets by axis of an uncovered place; null where there is none, or where the budget is spent. */
  find(covers: readonly number[], axes: readonly number[], found: ClassSet[]): ClassSet[] | null {
    if (covers.length === 0) return found;
    if (!this.budget.take(covers.length)) return null;
    const left = axes.filter((axis) => covers.some((cover) => this.covers[cover]?.[axis] !== null));
    if (covers.some((cover) => left.every((axis) => this.covers[cover]?.[axis] === null))) return null;
    const print = `${printOf(covers)}/${left.join(",")}`;
    if (this.covered.has(print)) return null;
    const axis = this.mostRestricted(covers, left);
    const rest = left.filter((other) => other !== axis);
    for (const part of this.cut(covers, axis)) {
      const place = [...found];
      place[axis] = part.set;
      const deeper = this.find(part.covers, rest, place);
      if (deeper !== null) return deeper;
      if (this.budget.isSpent) return null;
    }
    this.covered.add(print);
    return null;
  }

  private mostRestricted(covers: readonly number[], axes: readonly number[]): number {
    let best = axes[0] ?? 0;
    let most = -1;
    for (const axis of axes) {
      let count = 0;
      for (const cover of covers) if (this.covers[cover]?.[axis] !== null) count += 1;
      if (count > most) [best, most] = [axis, count];
    }
    return best;
  }

  /** The parts of an axis, those with the same boxes joined, the emptiest first. */
  private cut(covers: readonly number[], axis: number): { set: ClassSet; covers: number[] }[] {
    const whole = covers.filter((cover) => this.covers[cover]?.[axis] === null);
    const some = covers.filter((cover) => this.covers[cover]?.[axis] !== null);
    const joined = new Map<string, { sets: ClassSet[]; covers: number[] }>();
    for (const part of this.splitAxis(some, axis)) {
      if (!this.budget.take(part.covers.length + 1)) return [];
      const print = printOf(part.covers);
      const known = joined.get(print);
      if (known === undefined) joined.set(print, { sets: [[part.from, part.to]], covers: part.covers });
      else known.sets.push([part.from, part.to]);
    }
    return [...joined.values()]
      .sort((a, b) => a.covers.length - b.covers.length)
      .map((part) => ({ set: uniteSets(part.sets), covers: [...part.covers, ...whole] }));
  }

  private splitAxis(covers: readonly number[], axis: number): Part[] {
    const space = this.space[axis] ?? NO_CLASSES;
    const starts = new Set<number>();
    const addStarts = (set: ClassSet): void => {
      for (let at = 0; at < set.length; at += 2) starts.add(set[at] ?? 0).add((set[at + 1] ?? 0) + 1);
    };
    addStarts(space);
    for (const cover of covers) addStarts(this.covers[cover]?.[axis] ?? NO_CLASSES);
    const bounds = [...starts].sort((a, b) => a - b);
    const parts: Part[] = [];
    const partAt = new Map<number, number>();
    for (const [index, from] of bounds.entries()) {
      const to = (bounds[index + 1] ?? from) - 1;
      partAt.set(from, parts.length);
      parts.push({ from, to, covers: [] });
    }
    for (const cover of covers) {
      const set = this.covers[cover]?.[axis] ?? NO_CLASSES;
      for (let at = 0; at < set.length; at += 2) {
        const end = partAt.get((set[at + 1] ?? 0) + 1) ?? parts.length;
        const first = partAt.get(set[at] ?? 0) ?? 0;
        if (!this.budget.take(end - first)) return [];
        for (let part = first; part < end; part += 1) parts[part]?.covers.push(cover);
      }
    }
    return parts.filter((part) => part.to >= part.from && doSetsMeet([part.from, part.to], space));
  }
}

/** The regions' boxes cut to a space; those outside of it are left out. */
function coversIn(space: Box, regions: readonly Region[], budget: StepBudget): Cover[] | null {
  const covers: Cover[] = [];
  for (const { box } of regions) {
    if (!budget.take(1)) return null;
    if (!space.every((set, axis) => doSetsMeet(set, box[axis] ?? NO_CLASSES))) continue;
    covers.push(
      space.map((set, axis) => {
        const cut = intersectSets(set, box[axis] ?? NO_CLASSES);
        return isSameSet(cut, set) ? null : cut;
      }),
    );
  }
  return covers;
}

/** Widens an uncovered place along each axis in turn, as far as no region is touched. */
function widen(place: readonly ClassSet[], space: Box, regions: readonly Region[]): Box {
  const wide = [...place];
  for (const [axis, set] of space.entries()) {
    let free = set;
    for (const { box } of regions) {
      const touches = wide.every((other, index) => index === axis || doSetsMeet(other, box[index] ?? NO_CLASSES));
      if (touches) free = subtractSet(free, box[axis] ?? NO_CLASSES);
    }
    wide[axis] = free;
  }
  return wide;
}

/**
 * A box within a space that none of the regions touches, as wide as can be; null where they cover the space, or where the
 * budget was spent before that was known (`budget.isSpent`).
 */
export function findUncovered(space: Box, regions: readonly Region[], budget: StepBudget): Box | null {
  if (space.some((set) => set.length === 0)) return null;
  const covers = coversIn(space, regions, budget);
  if (covers === null) return null;
  const search = new Search(space, covers, budget);
  const found = search.find(
    covers.map((_, index) => index),
    space.map((_, index) => index),
    [...space],
  );
  return found === null ? null : widen(found, space, regions);
}
