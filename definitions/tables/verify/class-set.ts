/**
 * A set of value classes of one axis: `[from, to, from, to, …]`, both ends in the set, ascending, apart by at least one.
 * A class is an index; cells of thousands of rows stay short lists this way.
 */
export type ClassSet = readonly number[];

export const NO_CLASSES: ClassSet = [];

/** The set of the classes `from` to `to`; empty where they cross. */
export function spanSet(from: number, to: number): ClassSet {
  return from > to ? NO_CLASSES : [from, to];
}

/** All classes that are in one of the sets. */
export function uniteSets(sets: readonly ClassSet[]): ClassSet {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  const spans: [number, number][] = [];
  for (const set of sets) {
    for (let at = 0; at < set.length; at += 2) spans.push([set[at] ?? 0, set[at + 1] ?? 0]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  const united: number[] = [];
  for (const [from, to] of spans) {
    const last = united.length - 1;
    if (last > 0 && from <= (united[last] ?? 0) + 1) united[last] = Math.max(united[last] ?? 0, to);
    else united.push(from, to);
  }
  return united;
}

/** The classes that are in both sets. */
export function intersectSets(a: ClassSet, b: ClassSet): ClassSet {
  const both: number[] = [];
  let left = 0;
  let right = 0;
  while (left < a.length && right < b.length) {
    const from = Math.max(a[left] ?? 0, b[right] ?? 0);
    const to = Math.min(a[left + 1] ?? 0, b[right + 1] ?? 0);
    if (from <= to) both.push(from, to);
    if ((a[left + 1] ?? 0) < (b[right + 1] ?? 0)) left += 2;
    else right += 2;
  }
  return both;
}

/** Whether the sets have a class in common. */
export function doSetsMeet(a: ClassSet, b: ClassSet): boolean {
  let left = 0;
  let right = 0;
  while (left < a.length && right < b.length) {
    if (Math.max(a[left] ?? 0, b[right] ?? 0) <= Math.min(a[left + 1] ?? 0, b[right + 1] ?? 0)) return true;
    if ((a[left + 1] ?? 0) < (b[right + 1] ?? 0)) left += 2;
    else right += 2;
  }
  return false;
}

/** The classes of `a` that are not in `b`. */
export function subtractSet(a: ClassSet, b: ClassSet): ClassSet {
  const rest: number[] = [];
  let right = 0;
  for (let left = 0; left < a.length; left += 2) {
    let from = a[left] ?? 0;
    const to = a[left + 1] ?? 0;
    while (right < b.length && (b[right + 1] ?? 0) < from) right += 2;
    for (let at = right; at < b.length && (b[at] ?? 0) <= to; at += 2) {
      if ((b[at] ?? 0) > from) rest.push(from, (b[at] ?? 0) - 1);
      from = (b[at + 1] ?? 0) + 1;
    }
    if (from <= to) rest.push(from, to);
  }
  return rest;
}

export function isSameSet(a: ClassSet, b: ClassSet): boolean {
  return a.length === b.length && a.every((bound, index) => bound === b[index]);
}
