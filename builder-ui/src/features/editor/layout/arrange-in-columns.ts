import type { Corners, Level } from "./arrange-level.ts";

/** How many steps away from a beginning each node is, by the longest way; nodes of a circle stay where they were met first. */
function ranksOf({ nodes, edges }: Level): Map<string, number> {
  const targets = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  const open = new Map<string, number>(nodes.map(({ id }) => [id, 0]));
  for (const { source, target } of edges) {
    targets.get(source)?.push(target);
    open.set(target, (open.get(target) ?? 0) + 1);
  }
  const ranks = new Map<string, number>();
  const ready = nodes.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    const rank = ranks.get(next) ?? 0;
    ranks.set(next, rank);
    for (const target of targets.get(next) ?? []) {
      ranks.set(target, Math.max(ranks.get(target) ?? 0, rank + 1));
      const left = (open.get(target) ?? 1) - 1;
      open.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return ranks;
}

/**
 * Columns by distance from the beginning, each step as near as it can be to what leads to it. Takes time in proportion to
 * the lines, so it also serves thousands of steps.
 */
export function arrangeInColumns(level: Level): Corners {
  const ranks = ranksOf(level);
  const columns: { id: string; width: number; height: number }[][] = [];
  for (const node of level.nodes) (columns[ranks.get(node.id) ?? 0] ??= []).push(node);
  const before = new Map<string, { source: string; order: number }[]>();
  for (const { source, target, order } of level.edges) {
    const list = before.get(target);
    if (list === undefined) before.set(target, [{ source, order }]);
    else list.push({ source, order });
  }
  const corners = new Map<string, { x: number; y: number }>();
  let x = 0;
  for (const column of columns) {
    const wished = (column ?? []).map((node) => {
      const sources = before.get(node.id) ?? [];
      const sum = sources.reduce((total, { source, order }) => total + (corners.get(source)?.y ?? 0) + order, 0);
      return { node, y: sources.length === 0 ? 0 : sum / sources.length };
    });
    let free = Number.NEGATIVE_INFINITY;
    for (const { node, y } of wished.toSorted((a, b) => a.y - b.y)) {
      const at = Math.max(y, free);
      corners.set(node.id, { x, y: at });
      free = at + node.height + level.rowGap;
    }
    x += Math.max(0, ...(column ?? []).map(({ width }) => width)) + level.columnGap;
  }
  return corners;
}
