/** One level of a workflow (the top, or a container's body) to be laid out left to right. */
export interface Level {
  nodes: readonly { id: string; width: number; height: number }[];
  edges: readonly { id: string; source: string; target: string; order: number }[];
  columnGap: number;
  rowGap: number;
}
/** The upper left corner of each node; the level's own corner is near 0, 0. */
export type Corners = ReadonlyMap<string, { x: number; y: number }>;
/** Lays out one level. Pure. */
export type ArrangeLevel = (level: Level) => Corners | Promise<Corners>;

/** The items under what `keyOf` gives for each, in their order. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item));
    if (list === undefined) groups.set(keyOf(item), [item]);
    else list.push(item);
  }
  return groups;
}
