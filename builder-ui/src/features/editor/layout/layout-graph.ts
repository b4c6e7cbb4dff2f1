import { type ArrangeLevel, groupBy } from "./arrange-level.ts";

export interface LayoutNode {
  id: string;
  parent: string | null;
  width: number;
  height: number;
  isContainer: boolean;
}
export interface LayoutEdge {
  id: string;
  source: string;
  target: string;
  /** The place of its exit among the source's exits, from the top. */
  order: number;
}
export interface LayoutRequest {
  nodes: LayoutNode[];
  edges: LayoutEdge[];
  columnGap: number;
  rowGap: number;
  header: number;
  inset: number;
  minimum: { width: number; height: number };
  grid: number;
}
type Positions = Record<string, { x: number; y: number }>;

/**
 * Left to right positions for a whole workflow, containers from the inside out. Positions of a body count from
 * its container. Pure: it runs in a worker, and in tests.
 */
export async function layoutGraph(request: LayoutRequest, arrange: ArrangeLevel): Promise<Positions> {
  const positions: Positions = {};
  const snap = (value: number) => Math.round(value / request.grid) * request.grid;
  const levels = groupBy(request.nodes, (node) => node.parent);
  const parents = new Map(request.nodes.map(({ id, parent }) => [id, parent]));
  const inside = groupBy(
    request.edges.filter(({ source, target }) => parents.has(target) && parents.get(source) === parents.get(target)),
    ({ source }) => parents.get(source) ?? null,
  );

  const layoutLevel = async (parent: string | null): Promise<{ width: number; height: number }> => {
    const nodes: { id: string; width: number; height: number }[] = [];
    for (const { id, isContainer, width, height } of levels.get(parent) ?? [])
      nodes.push({ id, ...(isContainer ? await layoutLevel(id) : { width, height }) });
    const { columnGap, rowGap } = request;
    const corners = await arrange({ nodes, edges: inside.get(parent) ?? [], columnGap, rowGap });
    const left = parent === null ? 0 : request.inset;
    const top = parent === null ? 0 : request.header + request.inset / 2;
    let width = 0;
    let height = 0;
    for (const node of nodes) {
      const corner = corners.get(node.id) ?? { x: 0, y: 0 };
      const at = { x: snap(left + corner.x), y: snap(top + corner.y) };
      positions[node.id] = at;
      width = Math.max(width, at.x + node.width);
      height = Math.max(height, at.y + node.height);
    }
    return {
      width: Math.max(request.minimum.width, width + request.inset * 2),
      height: Math.max(request.minimum.height, height + request.inset),
    };
  };
  await layoutLevel(null);
  return positions;
}
