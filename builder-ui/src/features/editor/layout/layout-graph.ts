import { Graph, layout } from "@dagrejs/dagre";

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
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const bottomOf = (box: Box) => box.y + box.height / 2;

/** Whether more branches are drawn against the order of their exits than with it. */
function isUpsideDown(edges: readonly LayoutEdge[], ids: ReadonlySet<string>, yOf: (id: string) => number): boolean {
  const bySource = new Map<string, LayoutEdge[]>();
  for (const edge of edges) {
    if (!ids.has(edge.source) || !ids.has(edge.target)) continue;
    const list = bySource.get(edge.source);
    if (list === undefined) bySource.set(edge.source, [edge]);
    else list.push(edge);
  }
  let balance = 0;
  for (const list of bySource.values()) {
    for (const [index, a] of list.entries()) {
      for (const b of list.slice(index + 1)) {
        if (a.order !== b.order) balance += Math.sign((a.order - b.order) * (yOf(a.target) - yOf(b.target)));
      }
    }
  }
  return balance < 0;
}

type Positions = Record<string, { x: number; y: number }>;

/**
 * Left to right positions for a whole workflow, containers from the inside out. Positions of a body count from
 * its container. Pure: it runs in a worker, and in tests.
 */
export function layoutGraph(request: LayoutRequest): Positions {
  const positions: Positions = {};
  const snap = (value: number) => Math.round(value / request.grid) * request.grid;

  const layoutLevel = (parent: string | null): { width: number; height: number } => {
    const level = request.nodes.filter((node) => node.parent === parent);
    const graph = new Graph({ multigraph: true });
    graph.setGraph({ rankdir: "LR", nodesep: request.rowGap, ranksep: request.columnGap, edgesep: 16 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const node of level) {
      const size = node.isContainer ? layoutLevel(node.id) : { width: node.width, height: node.height };
      graph.setNode(node.id, { width: size.width, height: size.height });
    }
    const ids = new Set(level.map((node) => node.id));
    for (const edge of request.edges) {
      if (ids.has(edge.source) && ids.has(edge.target)) graph.setEdge(edge.source, edge.target, {}, edge.id);
    }
    layout(graph);
    const isMirrored = isUpsideDown(request.edges, ids, (id) => (graph.node(id) as { y: number }).y);
    const tallest = Math.max(0, ...level.map(({ id }) => bottomOf(graph.node(id) as Box)));
    const left = parent === null ? 0 : request.inset;
    const top = parent === null ? 0 : request.header + request.inset / 2;
    let width = 0;
    let height = 0;
    for (const { id } of level) {
      const drawn = graph.node(id) as Box;
      const box = isMirrored ? { ...drawn, y: tallest - drawn.y } : drawn;
      const at = { x: snap(left + box.x - box.width / 2), y: snap(top + box.y - box.height / 2) };
      positions[id] = at;
      width = Math.max(width, at.x + box.width);
      height = Math.max(height, at.y + box.height);
    }
    return {
      width: Math.max(request.minimum.width, width + request.inset * 2),
      height: Math.max(request.minimum.height, height + request.inset),
    };
  };
  layoutLevel(null);
  return positions;
}
